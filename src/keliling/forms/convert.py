"""From the sheets of an XLSForm to a form, by way of pyxform.

A problem found in the XForm is traced back to the row and the column it came from.
"""

import re
from collections.abc import Mapping
from os import PathLike
from pathlib import Path
from typing import Any

from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

from keliling.forms.cells import unreadable
from keliling.forms.markdown import read_tables
from keliling.forms.model import Form
from keliling.forms.problems import FormProblem, Problem
from keliling.forms.sheets import (
    SURVEY_COLUMNS,
    Book,
    Sheet,
    canonical,
    check,
    kind_of,
    standard,
)
from keliling.forms.skeleton import FILE, NO_FILES, Files, Finding
from keliling.forms.workbooks import read_sheets
from keliling.forms.xform import examine

LARGEST = 5_000_000
"""Bytes of a workbook that will be opened."""

SUFFIXES = frozenset({".xlsx", ".xls", ".md"})

_ROW = re.compile(r"\[row ?: ?(\d+)\]")
_COLUMN = re.compile(r"[Cc]olumn '([^']+)'|'([a-z_]+)' column|column '([^']+)'")
_SHEET = re.compile(r"'(survey|choices|settings|entities|external_choices)' sheet")

COLUMN_OF: Mapping[str, str] = {
    "calculate": "calculation",
    "readonly": "read_only",
    "nodeset": "name",
    "preload": "type",
    "mediatype": "type",
}
"""Attributes of an XForm that another word of the sheets stands for."""


def read_markdown(text: str, files: Files = NO_FILES) -> Form:
    """Return the form in an XLSForm written as Markdown tables; raises ``FormProblem``."""
    return read_book(read_tables(text), files)


def read_workbook(path: str | PathLike[str], files: Files = NO_FILES) -> Form:
    """Return the form in an ``.xlsx`` or ``.xls`` workbook; raises ``FormProblem``."""
    file = Path(path)
    if file.suffix.lower() not in SUFFIXES:
        raise unreadable("this is not an .xlsx or .xls workbook")
    if file.stat().st_size > LARGEST:
        raise unreadable(f"the file is larger than {LARGEST} bytes")
    return read_bytes(file.read_bytes(), file.suffix, files)


def read_bytes(data: bytes, suffix: str, files: Files = NO_FILES) -> Form:
    """Return the form in what a workbook's file holds; raises ``FormProblem``.

    ``files`` are the data files beside it, by name.
    """
    return read_book(book_of(data, suffix), files)


def book_of(data: bytes, suffix: str) -> Book:
    """Return the sheets in what a workbook's file holds; raises ``FormProblem``."""
    suffix = suffix.lower()
    if suffix not in SUFFIXES:
        raise unreadable("this is not an .xlsx or .xls workbook")
    if len(data) > LARGEST:
        raise unreadable(f"the file is larger than {LARGEST} bytes")
    if suffix == ".md":
        return read_tables(data.decode("utf-8", "replace"))
    return read_sheets(data, suffix)


def read_book(book: Book, files: Files = NO_FILES) -> Form:
    """Return the form that sheets make; raises ``FormProblem``."""
    problems = check(book)
    if problems:
        raise FormProblem(tuple(problems))
    form, findings = examine(_to_xform(book), files)
    if form is None:
        raise FormProblem(tuple(_trace(findings, book)))
    return form


def _to_xform(book: Book) -> str:
    sheets: dict[str, Any] = {"sheet_names": list(book)}
    for name, sheet in standard(book).items():
        sheets[name] = [dict(row) for row in sheet.rows]
        sheets[f"{name}_header"] = [dict.fromkeys(sheet.columns)]
    try:
        return str(convert(xlsform=sheets, form_name="data", warnings=[]).xform)
    except PyXFormError as error:
        raise FormProblem((_of_pyxform(str(error)),)) from error
    except (AttributeError, LookupError, TypeError, ValueError, RecursionError) as error:
        # pyxform has no sentence for every mistake
        message = f"the form cannot be converted: {error}"
        raise FormProblem((Problem("survey", 0, "", message),)) from error


def _of_pyxform(message: str) -> Problem:
    """Say where pyxform's own complaint points, as far as its sentence tells."""
    row, column, sheet = (found.search(message) for found in (_ROW, _COLUMN, _SHEET))
    words = _ROW.sub("", message).strip()
    name = next((word for word in column.groups() if word), "") if column else ""
    name = name or ("parameters" if "arameter" in words else "")
    return Problem(sheet[1] if sheet else "survey", int(row[1]) if row else 0, name, words)


def _trace(findings: list[Finding], book: Book) -> list[Problem]:
    survey = book["survey"]
    rows = _rows(survey)
    spelled = {canonical(c, SURVEY_COLUMNS): c for c in reversed(survey.columns)}
    problems = []
    for finding in findings:
        if finding.what.startswith(FILE):
            row, column = _reader_of(finding.what.removeprefix(FILE), survey)
            problems.append(Problem("survey", row, column, finding.message))
            continue
        if finding.path == "meta/instanceName":
            problems.append(Problem("settings", 2, "instance_name", finding.message))
            continue
        name = COLUMN_OF.get(finding.what, finding.what)
        row = rows.get(finding.path, 0)
        sheet = "settings" if name == "settings" else "survey"
        problems.append(Problem(sheet, row, spelled.get(name, name), finding.message))
    return problems


def _reader_of(file: str, survey: Sheet) -> tuple[int, str]:
    """Return the row and the column of the cell that reads a data file."""
    stem = file.rpartition(".")[0]
    for number, cells in survey.cells():
        for column, cell in cells.items():
            quoted = (f"'{stem}'", f'"{stem}"')
            if file in cell.split() or any(text in cell for text in quoted):
                return number, column
    return next(
        ((number, "name") for number, cells in survey.cells() if cells.get("name") == stem),
        (0, ""),
    )


def _rows(survey: Sheet) -> dict[str, int]:
    """Return the row of each path."""
    rows: dict[str, int] = {}
    above: list[str] = []
    for number, cells in survey.cells():
        row = {canonical(column, SURVEY_COLUMNS): cell for column, cell in cells.items()}
        kind = kind_of(row.get("type", ""))[0]
        if kind in {"end_group", "end_repeat"}:
            del above[-1:]
            continue
        path = "/".join([*above, row.get("name", "")])
        rows.setdefault(path, number)
        if kind in {"begin_group", "begin_repeat"}:
            above.append(row.get("name", ""))
    return rows
