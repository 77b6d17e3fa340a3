"""`keliling forms`: what it prints, where it writes, and how it ends."""

import json
import os
from pathlib import Path

import pytest

from keliling.forms import read_xform
from tests.commands.typed import keliling

SOUND = """
## survey
| type | name | label::Indonesia (id) | label::English (en) | required | constraint | relevant |
|---|---|---|---|---|---|---|
| text | name | Nama | Name | yes | | |
| integer | age | Umur | Age | | . >= 17 | |
| image | ktp | KTP | ID card | yes | | ${age} >= 17 |
## settings
| form_id | version | default_language |
|---|---|---|
| contoh | 1 | Indonesia (id) |
"""
WRONG = SOUND.replace("| integer | age |", "| intger | age |").replace("${age}", "${ag}")
INSTANCE = (
    '<data id="contoh" version="1"><name>Contoh</name><age>{age}</age><ktp>{ktp}</ktp></data>'
)


@pytest.fixture
def form(tmp_path: Path) -> Path:
    file = tmp_path / "form.md"
    file.write_text(SOUND)
    return file


def answers(tmp_path: Path, age: str, ktp: str = "ktp.jpg") -> str:
    file = tmp_path / "answers.xml"
    file.write_text(INSTANCE.format(age=age, ktp=ktp))
    return str(file)


def test_a_sound_form_is_said_to_be_sound(form: Path) -> None:
    told = keliling("forms", "check", str(form))
    assert (told.returncode, told.stdout) == (0, "sound: contoh, version 1, 3 questions\n")
    assert json.loads(keliling("forms", "check", str(form), "--json").stdout) == {
        "sound": True,
        "problems": [],
    }


def test_a_broken_form_is_refused_with_sheet_row_and_column(form: Path) -> None:
    form.write_text(WRONG)
    told = keliling("forms", "check", str(form), "--json")
    assert told.returncode == 2
    found = json.loads(told.stdout)
    assert found["sound"] is False
    first = found["problems"][0]
    assert (first["sheet"], first["row"], first["column"]) == ("survey", 3, "type")
    assert "survey, row 3, column type" in told.stderr
    assert keliling("forms", "blank", str(form)).returncode == 2


def test_a_form_is_written_as_an_xform_that_reads_back(form: Path, tmp_path: Path) -> None:
    out = tmp_path / "form.xml"
    assert keliling("forms", "convert", str(form), "-o", str(out)).returncode == 0
    assert list(read_xform(out.read_text()).questions) == ["name", "age", "ktp"]
    blank = keliling("forms", "blank", str(out))
    assert blank.returncode == 0
    assert "<instanceID>uuid:" in blank.stdout


@pytest.mark.parametrize(
    ("age", "attached", "ends", "kinds"),
    [("20", "ktp.jpg", 0, []), ("20", "", 1, ["attachment"]), ("9", "", 1, ["constraint"])],
)
def test_answers_are_judged(
    form: Path, tmp_path: Path, age: str, attached: str, ends: int, kinds: list[str]
) -> None:
    more = ["--attachment", attached] if attached else []
    told = keliling("forms", "judge", str(form), answers(tmp_path, age), *more, "--json")
    assert told.returncode == ends
    verdict = json.loads(told.stdout)
    assert verdict["valid"] is (ends == 0)
    assert [error["kind"] for error in verdict["errors"]] == kinds
    assert verdict["missing_attachments"] == (["ktp.jpg"] if kinds == ["attachment"] else [])
    assert ("ktp" in verdict["relevant"]) is (age == "20")
    assert all(set(error["message"]) == {"id", "en"} for error in verdict["errors"])


@pytest.mark.parametrize("text", ["", "<data/>", "<!DOCTYPE x><data/>", "no xml", "\0"])
def test_what_is_no_instance_is_refused(form: Path, tmp_path: Path, text: str) -> None:
    file = tmp_path / "answers.xml"
    file.write_text(text)
    told = keliling("forms", "judge", str(form), str(file))
    assert told.returncode == 2
    assert told.stderr.startswith("answers.xml: ")
    assert "Traceback" not in told.stderr


def test_a_file_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "form.xlsx").write_bytes(os.urandom(2_000))
    for name in ("nowhere.xlsx", "nowhere.xml", "form.xlsx", "."):
        told = keliling("forms", "check", str(tmp_path / name))
        assert told.returncode == 2, name
        assert "Traceback" not in told.stderr
