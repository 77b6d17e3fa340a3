"""The sheets in a workbook's file, whole or refused.

The usual readers stop at a run of blank rows, pad a sheet to the size it claims to have and
show either formulas or their last values. Here every cell counts, none is made up, and what
a form cannot be read from is named by sheet, row and column.
"""

from collections.abc import Iterator
from difflib import get_close_matches

from openpyxl.utils import get_column_letter

from keliling.forms.cells import Grid
from keliling.forms.problems import FormProblem, Problem
from keliling.forms.refused import REFUSED_SHEETS
from keliling.forms.sheets import SHEETS, Book, Sheet
from keliling.forms.xls import read_xls
from keliling.forms.xlsx import read_xlsx

READERS = {".xlsx": read_xlsx, ".xls": read_xls}
FURTHEST = 20_000
"""The last row that may hold something."""
MOST_COLUMNS = 300


def read_sheets(data: bytes, suffix: str) -> Book:
    """Return the sheets of an ``.xlsx`` or ``.xls`` file; raises ``FormProblem``."""
    grids = [grid for grid in READERS[suffix](data) if grid.cells]
    if len(grids) == 1:
        grids[0].name = "survey"
    book: dict[str, Sheet] = {}
    problems: list[Problem] = []
    known = [*SHEETS, *REFUSED_SHEETS]
    for grid in grids:
        name = grid.name.strip().lower()
        if name not in known:
            if meant := [] if name.startswith("_") else get_close_matches(name, known, cutoff=0.7):
                message = f"is this meant to be the sheet “{meant[0]}”? If not, name it “_{name}”"
                problems.append(Problem(grid.name, 0, "", message))
            continue
        if name in book:
            problems.append(Problem(name, 0, "", "this sheet is there twice"))
        found = list(_troubles(grid, name))
        problems += found
        if not found:
            book[name] = _sheet(grid, name)
    if problems:
        raise FormProblem(tuple(problems))
    return book


def _troubles(grid: Grid, name: str) -> Iterator[Problem]:
    headings = {column: text for (row, column), text in grid.cells.items() if row == 1}
    for (row, column), why in grid.refused.items():
        yield Problem(name, row, headings.get(column) or get_column_letter(column), why)
    last = max(row for row, _ in grid.cells)
    if last > FURTHEST:
        yield Problem(name, last, "", f"there is something below row {FURTHEST}")
    if len(headings) > MOST_COLUMNS:
        yield Problem(name, 1, "", f"there are more than {MOST_COLUMNS} columns")
    without = {column: row for (row, column) in reversed(grid.cells) if column not in headings}
    for column, row in without.items():
        letter = get_column_letter(column)
        yield Problem(name, row, letter, "there is no heading above this cell")


def _sheet(grid: Grid, name: str) -> Sheet:
    headings = {column: text for (row, column), text in grid.cells.items() if row == 1}
    sheet = Sheet(name, [headings[column] for column in sorted(headings)])
    last = max(row for row, _ in grid.cells)
    sheet.rows = [{} for _ in range(2, last + 1)]
    for (row, column), text in sorted(grid.cells.items()):
        if row > 1:
            sheet.rows[row - 2].setdefault(headings[column], text)
    return sheet
