"""The commands on a workbook that LibreOffice wrote, and on one that is written as it writes."""

import json
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from keliling.forms import read_xform
from tests.commands.typed import keliling
from tests.rules.forms import books

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
Sheets = dict[str, Sequence[Sequence[str]]]
SOUND: Sheets = {
    "survey": [
        ("type", "name", "label::Indonesia (id)", "required", "constraint"),
        ("text", "nama", "Nama", "TRUE", ""),
        ("integer", "umur", "Umur", "", ". >= 17"),
        ("select_one kota", "kota", "Kota", "", ""),
    ],
    "choices": [
        ("list_name", "name", "label::Indonesia (id)"),
        ("kota", "1", "Depok"),
        ("kota", "2", "Jakarta Selatan"),
    ],
    "settings": [("form_id", "version", "default_language"), ("contoh", "3", "Indonesia (id)")],
}
BROKEN: Sheets = SOUND | {
    "survey": [*SOUND["survey"][:2], ("intger", "umur", "Umur", "", ". >= 17")]
}
INSTANCE = '<data id="contoh" version="3"><nama>Sari</nama><umur>{}</umur><kota>2</kota></data>'


def _flat(sheets: Sheets) -> str:
    """Write the sheets as LibreOffice's flat XML; numbers and truth values as such."""

    def cell(text: str) -> str:
        if text.isdecimal():
            return f'<table:table-cell office:value-type="float" office:value="{text}"/>'
        if text == "TRUE":
            return (
                '<table:table-cell table:style-name="truth" office:value-type="boolean" '
                'office:boolean-value="true"/>'
            )
        inside = f"<text:p>{escape(text)}</text:p>" if text else ""
        return f'<table:table-cell office:value-type="string">{inside}</table:table-cell>'

    tables = "".join(
        f'<table:table table:name="{name}">'
        + "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
        + "</table:table>"
        for name, rows in sheets.items()
    )
    names = {"office": "", "table": "", "text": "", "style": "", "number": "datastyle"}
    spaces = " ".join(f'xmlns:{name}="{OFFICE}:{of or name}:1.0"' for name, of in names.items())
    styles = (
        '<office:automatic-styles><number:boolean-style style:name="N99"><number:boolean/>'
        '</number:boolean-style><style:style style:name="truth" style:family="table-cell" '
        'style:data-style-name="N99"/></office:automatic-styles>'
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {spaces} office:version="1.3" '
        'office:mimetype="application/vnd.oasis.opendocument.spreadsheet">'
        f"{styles}<office:body>"
        f"<office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document>"
    )


def by_libreoffice(sheets: Sheets, folder: Path, suffix: str) -> Path:
    """Have LibreOffice write a workbook."""
    if SOFFICE is None:
        pytest.skip("LibreOffice is not on this machine")
    (folder / "form.fods").write_text(_flat(sheets))
    own = f"-env:UserInstallation=file://{folder}/profile"
    subprocess.run(  # noqa: S603  our own words
        [SOFFICE, own, "--headless", "--convert-to", suffix, "--outdir", folder, "form.fods"],
        cwd=folder,
        check=True,
        capture_output=True,
        timeout=180,
    )
    return folder / f"form.{suffix}"


def as_libreoffice_does(sheets: Sheets, folder: Path, _suffix: str) -> Path:
    """Write a workbook with shared strings, TRUE() for a truth value, and a last styled row."""
    strings: list[str] = []

    def cell(text: str) -> books.Cell:
        if text.isdecimal():
            return 's="0" t="n"', f"<v>{text}</v>"
        if text == "TRUE":
            return 's="0" t="b"', '<f aca="false">TRUE()</f><v>1</v>'
        if not text:
            return 's="0"', ""
        strings.append(f'<si><t xml:space="preserve">{escape(text)}</t></si>')
        return 's="0" t="s"', f"<v>{len(strings) - 1}</v>"

    last = '<row r="1048576" customFormat="false" ht="12.8" hidden="false"/>'
    told = {
        name: books.sheet(
            books.rows([[cell(text) for text in row] for row in rows]) + last,
            before='<dimension ref="A1:AMJ1048576"/>',
        )
        for name, rows in sheets.items()
    }
    shared = f'<sst xmlns="{books.MAIN}">{"".join(strings)}</sst>'
    file = folder / "form.xlsx"
    file.write_bytes(books.packed(books.parts(told, sharedStrings=shared)))
    return file


WRITERS = [(by_libreoffice, "xlsx"), (by_libreoffice, "xls"), (as_libreoffice_does, "xlsx")]
Write = Callable[[Sheets, Path, str], Path]


@pytest.mark.parametrize(("write", "suffix"), WRITERS)
def test_the_commands_take_its_workbook(tmp_path: Path, write: Write, suffix: str) -> None:
    book, out = write(SOUND, tmp_path, suffix), tmp_path / "form.xml"
    told = keliling("forms", "check", str(book))
    assert (told.returncode, told.stdout) == (0, "sound: contoh, version 3, 3 questions\n")
    assert keliling("forms", "convert", str(book), "-o", str(out)).returncode == 0
    form = read_xform(out.read_text("utf-8"))
    assert [choice.name for choice in form.question("kota").choices] == ["1", "2"]
    assert form.question("nama").required is True
    for age, ends in (("20", 0), ("9", 1)):
        (tmp_path / "answers.xml").write_text(INSTANCE.format(age))
        answers = str(tmp_path / "answers.xml")
        judged = keliling("forms", "judge", str(book), answers, "--json")
        assert judged.returncode == ends
        kinds = [error["kind"] for error in json.loads(judged.stdout)["errors"]]
        assert kinds == ["constraint"] * ends


@pytest.mark.parametrize(("write", "suffix"), WRITERS)
def test_a_broken_one_is_refused_by_row_and_column(
    tmp_path: Path, write: Write, suffix: str
) -> None:
    told = keliling("forms", "check", str(write(BROKEN, tmp_path, suffix)), "--json")
    assert told.returncode == 2
    (found,) = json.loads(told.stdout)["problems"]
    assert (found["sheet"], found["row"], found["column"]) == ("survey", 3, "type")
    assert "survey, row 3, column type" in told.stderr
