"""The tree on disk is the tree in ARCHITECTURE.md."""

import re
from pathlib import Path

from tests.house.source import ROOT

SKIP = {"__pycache__"}
LINE = re.compile(r"^( *)([\w.]+)/(?: {2,}.*)?$")


def written() -> set[str]:
    """The folders of the code block, as paths from the root."""
    block = (ROOT / "ARCHITECTURE.md").read_text().split("```text\n")[1].split("```")[0]
    block = block.replace("src/keliling/", "src_keliling/")
    found, stack = set(), [""] * 10
    for line in block.splitlines():
        match = LINE.match(line)
        assert match, line
        depth = len(match[1]) // 2
        stack[depth] = match[2]
        found.add("/".join(stack[: depth + 1]).replace("src_keliling", "src/keliling"))
    return found


def on_disk() -> set[str]:
    """The packages and their rooms, and the folders beside them."""
    found = {"src/keliling", "tests", "docs", "scripts"}
    for top in ("src/keliling", "tests", "docs"):
        found |= {f"{top}/{child.name}" for child in folders(ROOT / top)}
    for package in folders(ROOT / "src" / "keliling"):
        found |= {f"src/keliling/{package.name}/{child.name}" for child in folders(package)}
    return found


def folders(path: Path) -> list[Path]:
    """The folders directly below one, with something of ours in them."""
    return [
        child
        for child in path.iterdir()
        if child.is_dir() and child.name not in SKIP and any(child.iterdir())
    ]


def test_the_tree_is_as_written() -> None:
    assert on_disk() - written() == set()
    assert written() - on_disk() == set()


def test_the_commands_of_the_readme_are_those_that_ci_runs() -> None:
    readme = (ROOT / "README.md").read_text()
    assert "make demo" in readme
    assert "make test" in readme
    assert "make test" in (ROOT / ".ci" / "run").read_text()
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"`make ([a-z-]+)", readme))
    assert named <= targets


def test_no_lock_names_a_registry() -> None:
    for name in ("requirements.lock", "requirements-test.lock", "requirements-node.lock"):
        assert "://" not in (ROOT / name).read_text()
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text()
