"""The sheets of an XLSForm written as Markdown tables, so that a difference can be read."""

import re

from keliling.forms.bounds import MOST_ROWS
from keliling.forms.problems import FormProblem, Problem
from keliling.forms.sheets import SHEETS, Sheet

LARGEST = 5_000_000
"""Characters of a text that will be read."""
LONGEST_HEADING = 200

_HEADING = re.compile(r"#+\s*(\S+)\s*\Z")
_RULER = re.compile(r"[|\s:-]+\Z")
_PIPE = re.compile(r"(?<!\\)\|")


def read_tables(text: str) -> dict[str, Sheet]:
    """Return the pipe tables under ``## survey`` and so on; raises ``FormProblem``."""
    if len(text) > LARGEST:
        message = f"the text has more than {LARGEST} characters"
        raise FormProblem((Problem("survey", 0, "", message),))
    book: dict[str, Sheet] = {}
    sheet: Sheet | None = None
    problems: list[Problem] = []
    for line in text.splitlines():
        stripped = line.strip()
        if heading := _HEADING.match(stripped[:LONGEST_HEADING]):
            name = heading[1].lower()
            if name in book or name not in SHEETS:
                word = "is there twice" if name in book else "is not a sheet of a form"
                problems.append(Problem(name, 0, "", f"“{name}” {word}"))
            sheet = book[name] = Sheet(name)
        elif stripped.startswith("|") and sheet is not None:
            _read_line(stripped, sheet, problems)
    if problems:
        raise FormProblem(tuple(problems))
    return book


def _read_line(line: str, sheet: Sheet, problems: list[Problem]) -> None:
    if _RULER.match(line) and "-" in line:
        return
    inner = line[1:].removesuffix("|") if not line.endswith(r"\|") else line[1:]
    cells = [cell.strip().replace(r"\|", "|") for cell in _PIPE.split(inner)]
    if not sheet.columns:
        sheet.columns = cells
        return
    row = len(sheet.rows) + 2
    if row > MOST_ROWS.get(sheet.name, 0) + 2:
        message = f"there are more than {MOST_ROWS.get(sheet.name, 0)} rows"
        raise FormProblem((Problem(sheet.name, 0, "", message),))
    if len(cells) > len(sheet.columns):
        message = f"the row has {len(cells)} cells, the heading {len(sheet.columns)}"
        problems.append(Problem(sheet.name, row, "", message))
    pairs = zip(sheet.columns, cells, strict=False)
    sheet.rows.append({column: cell for column, cell in pairs if cell})
