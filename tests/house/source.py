"""What the house tests read: the source as text and as trees."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "keliling"


def python_files(*folders: Path) -> list[Path]:
    """Return our own Python files, migrations left out."""
    found = [path for folder in folders or (SRC,) for path in folder.rglob("*.py")]
    return sorted(path for path in found if "migrations" not in path.parts)


def calls(name: str, *folders: Path) -> Iterator[tuple[Path, ast.Call]]:
    """Yield each call of a plain name."""
    for path in python_files(*folders):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == name:
                yield path, node


def literals(node: ast.expr) -> list[str]:
    """Return the texts an expression may be: a constant, or either side of a choice."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return literals(node.body) + literals(node.orelse)
    return []
