"""What a cell of a workbook says, as text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from keliling.forms.bounds import LONGEST_CELL, MOST_CELLS, MOST_TEXT
from keliling.forms.problems import FormProblem, Problem

FORMULA = "this is a formula: its value may be missing or old; write the value itself"
MERGED = "cells are merged here: write the value into each, so that every row has its own"
UNREADABLE = "this cell cannot be read: type it again"
ERROR = "this cell holds an error"
CONSTANTS: Mapping[str, str] = {"TRUE()": "TRUE", "FALSE()": "FALSE"}
"""What LibreOffice writes for a truth value that came from Excel: no formula at all."""

_SPACES = re.compile(r"[ \xa0]+")


@dataclass(slots=True)
class Grid:
    """The cells of a sheet by row and column, both from 1, and what is wrong with some."""

    name: str
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    refused: dict[tuple[int, int], str] = field(default_factory=dict)


class Filling:
    """Puts texts into the grids of one workbook and stops before they are too many."""

    def __init__(self) -> None:
        self._cells = 0
        self._text = 0

    def put(self, grid: Grid, row: int, column: int, text: str) -> None:
        """Put a text into a cell; raises ``FormProblem`` when the workbook is too large."""
        text = text.strip().replace("\xa0", " ")
        if row == 1:
            text = _SPACES.sub(" ", text)
        if not text:
            return
        self._cells += 1
        self._text += len(text)
        if self._cells > MOST_CELLS or self._text > MOST_TEXT:
            raise unreadable(
                f"the workbook has more than {MOST_CELLS} cells or {MOST_TEXT} characters"
            )
        if len(text) > LONGEST_CELL:
            grid.refused[row, column] = f"this cell has more than {LONGEST_CELL} characters"
        grid.cells[row, column] = text

    def refuse(self, grid: Grid, row: int, column: int, why: str) -> None:
        """Mark a cell as one that cannot be read."""
        if len(grid.refused) < 100:
            grid.refused[row, column] = why
        grid.cells.setdefault((row, column), "")


def unreadable(message: str) -> FormProblem:
    """Return the refusal of a workbook as a whole."""
    return FormProblem((Problem("workbook", 0, "", message),))


def of_number(value: float) -> str:
    """Return a number as text; whole ones without a point."""
    return str(int(value)) if value == int(value) else repr(value)


def of_moment(value: date | datetime | time | timedelta) -> str:
    """Return a day, a time of day or both in the form in which answers have them."""
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return value.date().isoformat() if midnight else value.isoformat(timespec="seconds")
    if isinstance(value, time):
        return value.isoformat(timespec="seconds")
    return str(value)
