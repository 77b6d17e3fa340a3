"""Workbooks that others made, from the folder that KELILING_TEST_DATA names."""

import os
from pathlib import Path

import pytest

from keliling.forms import FormProblem, read_workbook, read_xform

FOLDER = Path(os.environ.get("KELILING_TEST_DATA", "")) / "xlsforms"
BOOKS = sorted(FOLDER.glob("*.xls*")) if os.environ.get("KELILING_TEST_DATA") else []
SHEETS = {"survey", "choices", "settings", "external_choices", "entities", "osm"}


@pytest.mark.skipif(not BOOKS, reason="KELILING_TEST_DATA names no folder with xlsforms")
@pytest.mark.filterwarnings("ignore:Unknown extension:UserWarning:openpyxl")
@pytest.mark.parametrize("book", BOOKS, ids=[book.name for book in BOOKS])
def test_a_workbook_is_read_or_refused_by_sheet_and_row(book: Path) -> None:
    try:
        form = read_workbook(book)
    except FormProblem as refused:
        for problem in refused.problems:
            assert problem.sheet in SHEETS, problem
            assert problem.row > 0, problem
            assert problem.message
    else:
        assert read_xform(form.xform).questions == form.questions


@pytest.mark.parametrize("name", ["form.xlsx", "form.xls"])
def test_a_file_that_is_no_workbook_is_refused(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(b"MZ\x90\x00 renamed")
    with pytest.raises(FormProblem) as refused:
        read_workbook(file)
    assert refused.value.problems[0].sheet == "workbook"


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "form.exe"
    file.write_bytes(b"MZ")
    with pytest.raises(FormProblem):
        read_workbook(file)


def test_a_workbook_made_here_is_read(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "survey"
    for row in (("type", "name", "label"), ("integer", "age", "Age"), ("text", "x", "X")):
        sheet.append(row)
    book.save(tmp_path / "form.xlsx")
    form = read_workbook(tmp_path / "form.xlsx")
    assert list(form.questions) == ["age", "x"]
    assert form.groups[0].path == ""
    sheet["D1"], sheet["D3"] = "relevant", "${old} > 3"
    book.save(tmp_path / "form.xlsx")
    with pytest.raises(FormProblem) as refused:
        read_workbook(tmp_path / "form.xlsx")
    (problem,) = refused.value.problems
    assert (problem.sheet, problem.row, problem.column) == ("survey", 3, "relevant")
