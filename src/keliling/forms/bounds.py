"""How large a form may be: what is larger is refused before anybody works on it.

The bounds keep reading a form within two seconds and 256 MB on a machine of the office; a
form of five hundred questions and five thousand choices in two languages is inside.
"""

from collections.abc import Iterator, Mapping, Sequence

from keliling.forms.problems import Problem
from keliling.forms.safe_xml import Element

MOST_ROWS = {"survey": 3_000, "choices": 20_000, "settings": 10}
MOST_CELLS = 40_000
"""Cells with something in them, in all sheets."""
MOST_TEXT = 2_000_000
"""Characters in all cells."""
LONGEST_CELL = 32_767
"""Characters that a cell can hold, in Excel and LibreOffice as well."""
LONGEST_NAME = 100
DEEPEST = 20
"""Groups inside groups."""
LONGEST_PATH = 160
"""Characters of a question's path; the numbers of repeat instances come on top."""
MOST_PATHS = 4_000_000
"""Characters that all references come to once each is written as a path."""

MOST_NODES = 6_000
"""Questions and groups of an XForm."""
MOST_RULES = 400_000
"""Characters of all its expressions."""
MOST_PATTERNS = 500
"""Patterns of all its ``regex()``: each is worked out when the form is read."""
RULES = ("relevant", "constraint", "calculate", "required", "readonly", "nodeset", "value")


def check_bounds(cells: Mapping[str, Sequence[Mapping[str, str]]]) -> Iterator[Problem]:
    """Yield a problem for each sheet or cell that is too large."""
    text = 0
    if sum(len(row) for rows in cells.values() for row in rows) > MOST_CELLS:
        yield Problem("survey", 0, "", f"the sheets have more than {MOST_CELLS} cells")
        return
    for name, rows in cells.items():
        if len(rows) > MOST_ROWS.get(name, 10):
            yield Problem(name, 0, "", f"there are more than {MOST_ROWS.get(name, 10)} rows")
        for number, row in enumerate(rows, 2):
            for column, cell in row.items():
                text += len(cell)
                if len(cell) > LONGEST_CELL:
                    message = f"this cell has more than {LONGEST_CELL} characters"
                    yield Problem(name, number, column, message)
    if text > MOST_TEXT:
        yield Problem("survey", 0, "", f"the sheets have more than {MOST_TEXT} characters")


def check_rules(root: Element) -> str:
    """Return what is too much in the rules of an XForm, or nothing."""
    rules = [rule for element in root.iter() for name in RULES if (rule := element.get(name))]
    if sum(map(len, rules)) > MOST_RULES:
        return f"all expressions together have more than {MOST_RULES} characters"
    if sum(rule.count("regex") for rule in rules) > MOST_PATTERNS:
        return f"there are more than {MOST_PATTERNS} patterns"
    return ""


def check_depth(kinds: Sequence[tuple[int, str, str]]) -> Iterator[Problem]:
    """Yield a problem where a group stands too deep or a name is too long.

    Each item is the row, the type and the name.
    """
    depth = 0
    for row, kind, name in kinds:
        depth += {"begin": 1, "end_g": -1, "end_r": -1}.get(kind[:5], 0)
        if depth > DEEPEST and kind.startswith("begin"):
            yield Problem("survey", row, "type", f"groups stand deeper than {DEEPEST} levels")
            return
        if len(name) > LONGEST_NAME:
            message = f"the name has more than {LONGEST_NAME} characters"
            yield Problem("survey", row, "name", message)


def check_paths(kinds: Sequence[tuple[int, str, str]], references: int) -> Iterator[Problem]:
    """Yield a problem where references, written as paths, would fill more than a form."""
    above: list[int] = []
    longest = 0
    for _, kind, name in kinds:
        longest = max(longest, sum(above) + len(name) + 8)
        if kind.startswith("begin"):
            above.append(len(name) + 1)
        elif kind.startswith("end_"):
            del above[-1:]
    if references * longest > MOST_PATHS:
        yield Problem("survey", 0, "", "too many references, ${…}, for groups and names so long")
