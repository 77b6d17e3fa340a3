"""Small files, small functions, few parameters."""

import ast

from tests.house.source import ROOT, python_files

MOST_LINES, MOST_IN_FUNCTION, MOST_PARAMETERS = 400, 50, 6
OURS = (ROOT / "src", ROOT / "tests")


def test_no_file_is_over_four_hundred_lines() -> None:
    texts = [
        path
        for folder in OURS
        for pattern in ("*.py", "*.html", "*.css", "*.typ")
        for path in folder.rglob(pattern)
    ]
    assert len(texts) > 100
    long = {
        str(p.relative_to(ROOT)): n
        for p in texts
        if (n := len(p.read_text().splitlines())) > MOST_LINES
    }
    assert long == {}


def test_no_function_is_over_fifty_lines_or_takes_more_than_six() -> None:
    found = {}
    for path in python_files(*OURS):
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            arguments = node.args
            count = len(arguments.args) + len(arguments.kwonlyargs) + len(arguments.posonlyargs)
            count -= bool(arguments.args) and arguments.args[0].arg in {"self", "cls"}
            length = (node.end_lineno or 0) - node.lineno + 1
            if length > MOST_IN_FUNCTION or count > MOST_PARAMETERS:
                found[f"{path.relative_to(ROOT)}:{node.name}"] = (length, count)
    assert found == {}
