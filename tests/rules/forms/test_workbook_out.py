"""A form goes out as a workbook and comes back the same, without anything that computes."""

import shutil
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from keliling.catalogue.acts import shipped_services
from keliling.forms import book_of, changes, numbered, read_book, read_bytes, to_xlsx
from keliling.forms.sheets import Sheet

SHIPPED = {f"{row.sheet.code} {row.sheet.basis.valid_from}": row for row in shipped_services()}
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_form_comes_back_as_it_went_out(name: str) -> None:
    book = book_of(SHIPPED[name].form.encode(), ".md")
    form, again = read_book(book), read_bytes(to_xlsx(book), ".xlsx")
    assert changes(form, again) == ()
    assert again.xform == form.xform


def test_no_cell_computes_whatever_it_begins_with() -> None:
    rows = [{"type": "note", "name": "n", "label": "=1+1"}]
    rows += [{"type": "note", "name": f"n{sign}", "label": sign * 2} for sign in "+-@"]
    file = to_xlsx({"survey": Sheet("survey", ["type", "name", "label"], rows)})
    page = load_workbook(BytesIO(file))["survey"]
    assert {cell.data_type for row in page.iter_rows() for cell in row} == {"s"}
    assert page["C2"].value == "=1+1"
    with zipfile.ZipFile(BytesIO(file)) as parts:
        sheets = [name for name in parts.namelist() if name.startswith("xl/worksheets/")]
        assert all(b"<f>" not in parts.read(name) for name in sheets)


def test_an_id_and_a_version_are_put_in_the_place_of_those_that_are_there() -> None:
    book = {
        "survey": Sheet(
            "survey", ["type", "name", "label"], [{"type": "text", "name": "x", "label": "X"}]
        )
    }
    form = read_book(numbered(book, form_id="shop", version="2026-12-01"))
    assert (form.id, form.version) == ("shop", "2026-12-01")
    cells = {"id_string": "old", "version": "7", "form_title": "Usaha"}
    book["settings"] = Sheet("settings", list(cells), [cells])
    form = read_book(numbered(book, form_id="shop", version="2026-12-02"))
    assert (form.id, form.version) == ("shop", "2026-12-02")
    assert form.title.in_("id") == "Usaha"
    assert book["settings"].rows == [cells]


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it_and_keeps_the_form(tmp_path: Path) -> None:
    book = book_of(next(iter(SHIPPED.values())).form.encode(), ".md")
    (tmp_path / "form.xlsx").write_bytes(to_xlsx(book))
    command = [str(OFFICE), "--headless", f"-env:UserInstallation=file://{tmp_path}/profile"]
    command += ["--convert-to", "ods", "--outdir", str(tmp_path), str(tmp_path / "form.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603  our file
    command[-4:] = ["xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "back")]
    command.append(str(tmp_path / "form.ods"))
    subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603  our file
    again = read_bytes((tmp_path / "back" / "form.xlsx").read_bytes(), ".xlsx")
    assert changes(read_book(book), again) == ()
