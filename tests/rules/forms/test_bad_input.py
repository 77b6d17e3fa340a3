"""Every parser refuses or holds what is hostile: within bounds, with a sentence."""

import json
import subprocess
import sys
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from keliling.forms import FormProblem, begin, finish, judge, read_bytes
from tests.rules.forms import books
from tests.rules.forms.books import HEAD, SOUND, packed, parts, rows, sheet
from tests.rules.forms.hostile import HELD, REFUSED, Make
from tests.rules.forms.paper import NOW, WIB, asked, form

SECONDS = 6
"""Three times what is promised, for a machine that has other things to do as well."""
ROOT = Path(__file__).parents[3]


def ends(kind: str, made: Mapping[str, Make], folder: Path) -> dict[str, dict[str, object]]:
    files = []
    for n, make in enumerate(made.values()):
        file = folder / f"{n}"
        file.write_bytes(make())
        files.append(str(file))
    told = subprocess.run(  # noqa: S603  our own words
        [sys.executable, "-m", "tests.rules.forms.bounded", kind, *files],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        timeout=SECONDS * len(files) + 60,
    ).stdout
    return dict(zip(made, map(json.loads, told.splitlines()), strict=True))


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_hostile_is_refused_within_bounds(kind: str, tmp_path: Path) -> None:
    told = ends(kind, REFUSED[kind], tmp_path)
    wrong = {name: one for name, one in told.items() if one["ended"] != "refused"}
    assert wrong == {}
    slow = {name: one for name, one in told.items() if float(str(one["seconds"])) > SECONDS}
    assert slow == {}
    assert all(len(str(one["words"])) > 10 for one in told.values())


@pytest.mark.parametrize("kind", HELD)
def test_what_is_large_and_sound_is_held_within_bounds(kind: str, tmp_path: Path) -> None:
    told = ends(kind, HELD[kind], tmp_path)
    wrong = {name: one for name, one in told.items() if one["ended"] != "read"}
    assert wrong == {}
    slow = {name: one for name, one in told.items() if float(str(one["seconds"])) > SECONDS}
    assert slow == {}


def test_the_bounds_are_felt_where_there_are_none(tmp_path: Path) -> None:
    """A parser without a limit would be found out: here the limit itself is fed 400 MB."""
    (tmp_path / "large").write_bytes(b"x")
    told = subprocess.run(  # noqa: S603  our own words
        [sys.executable, "-c", BROKEN, str(tmp_path / "large")],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        timeout=60,
    ).stdout
    assert json.loads(told)["ended"] == "MemoryError"


BROKEN = """
import sys
from tests.rules.forms import bounded
bounded.READERS["xform"] = lambda raw: raw * 400_000_000
bounded.main("xform", sys.argv[1:])
"""


def only(data: bytes, suffix: str = ".xlsx") -> dict[str, str]:
    """The defaults in a workbook, which are what its cells said."""
    return read_bytes(data, suffix).blank()


DATED = (
    f'<styleSheet xmlns="{books.MAIN}"><numFmts><numFmt numFmtId="164" formatCode="DD/MM/YY"/>'
    '</numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="21"/>'
    '<xf numFmtId="22"/></cellXfs></styleSheet>'
)
CELLS = {
    "1": ("integer", "", "<v>1</v>", "1"),
    "1.0": ("integer", "", "<v>1.0</v>", "1"),
    "1.5": ("decimal", "", "<v>1.5</v>", "1.5"),
    "1E+3": ("integer", "", "<v>1E+3</v>", "1000"),
    "a day": ("date", 's="1"', "<v>46053</v>", "2026-01-31"),
    "a time of day": ("time", 's="2"', "<v>0.354166666666667</v>", "08:30:00"),
    "day and time": ("text", 's="3"', "<v>46053.5</v>", "2026-01-31T12:00:00"),
    "true": ("text", 't="b"', "<v>1</v>", "TRUE"),
    "LibreOffice's true": ("text", 't="b"', '<f aca="false">TRUE()</f><v>1</v>', "TRUE"),
}


@pytest.mark.parametrize(("kind", "about", "inside", "read"), CELLS.values(), ids=CELLS.keys())
def test_a_cell_is_read_as_it_is_seen(kind: str, about: str, inside: str, read: str) -> None:
    table = sheet(rows([(*HEAD, "default"), (kind, "q", "Q", (about, inside))]))
    assert only(packed(parts({"survey": table}, styles=DATED))) == {"q": read}


def test_the_older_format_reads_numbers_as_well() -> None:
    cells = [books.said(0, n, text) for n, text in enumerate((*HEAD, "default"))]
    cells += [books.said(1, n, text) for n, text in enumerate(("integer", "q", "Q"))]
    assert only(books.xls(*cells, books.counted(1, 3, 7.0)), ".xls") == {"q": "7"}


def test_rows_keep_their_numbers_over_gaps() -> None:
    table = rows([HEAD, *[("", "", "")] * 200, ("text", "q", "Q")])
    assert list(read_bytes(books.xlsx(survey=sheet(table)), ".xlsx").questions) == ["q"]
    wrong = rows([HEAD, *[("", "", "")] * 200, ("txt", "q", "Q")])
    assert "row 202" in refusal(books.xlsx(survey=sheet(wrong)))


def test_strings_are_shared_and_their_pronunciation_is_left_out() -> None:
    strings = (
        f'<sst xmlns="{books.MAIN}"><si><r><t>na</t></r><r><t>ma</t></r><rPh><t>x</t></rPh></si>'
        "<si><t>Apa_x0020_ini</t></si></sst>"
    )
    row = ("text", ('t="s"', "<v>0</v>"), ('t="s"', "<v>1</v>"))
    data = packed(parts({"survey": sheet(rows([HEAD, row]))}, sharedStrings=strings))
    (question,) = read_bytes(data, ".xlsx").questions.values()
    assert (question.path, question.label.in_("default")) == ("nama", "Apa ini")


def refusal(data: bytes, suffix: str = ".xlsx") -> str:
    with pytest.raises(FormProblem) as refused:
        read_bytes(data, suffix)
    return str(refused.value)


def test_a_sheet_is_not_missed_because_its_name_is_misspelt() -> None:
    choices = rows([("list_name", "name", "label"), ("l", "a", "A")])
    data = books.xlsx(survey=sheet(rows(SOUND)), choises=sheet(choices))
    assert "“choices”" in refusal(data)


def test_a_sheet_of_the_author_is_left_alone() -> None:
    notes = sheet(rows([("whatever", ("", "<f>1+1</f>"))]))
    for name in ("catatan", "_choices"):
        data = packed(parts({"survey": sheet(rows(SOUND)), name: notes}))
        assert list(read_bytes(data, ".xlsx").questions) == ["age", "why"]


def test_a_hidden_sheet_counts_like_any_other() -> None:
    named = parts({"survey": sheet(rows(SOUND)), "choices": sheet(rows([("list_name",), ("l",)]))})
    hidden = named["xl/workbook.xml"].replace('name="choices"', 'name="choices" state="hidden"')
    assert "choices, row 2, column name" in refusal(packed(named | {"xl/workbook.xml": hidden}))


def test_merged_cells_with_nothing_in_them_are_left_alone() -> None:
    after = '<mergeCells><mergeCell ref="F8:G9"/></mergeCells>'
    assert only(books.xlsx(survey=sheet(rows(SOUND), after))) == {}


@pytest.mark.parametrize("days", [-365, 365, -36_500, 36_500])
def test_a_clock_that_is_wrong_is_held(days: int) -> None:
    source = form(
        asked("start", "began"),
        asked("today", "day"),
        asked("date", "born", constraint=". <= today() and . > today() - 40000"),
        asked("calculate", "age", calculation="int((today() - ${born}) div 365.25)"),
        asked("calculate", "hour", calculation="format-date-time(now(), '%Y-%m-%d %H')"),
    )
    then = NOW + timedelta(days=days)
    answers = finish(source, begin(source, now=then) | {"g/born": "1990-01-01"}, now=NOW)
    assert judge(source, answers, now=NOW).sound
    assert judge(source, answers, now=then) == judge(source, answers, now=then)


@pytest.mark.parametrize("year", [1, 1970, 9999])
def test_the_first_and_the_last_year_are_held(year: int) -> None:
    source = form(
        asked("calculate", "a", calculation="today() - 800000"),
        asked("calculate", "b", calculation="date(today() + 800000)"),
        asked("calculate", "c", calculation="decimal-date-time(now())"),
        asked("calculate", "d", calculation="format-date(today(), '%Y %b')"),
        asked("calculate", "e", calculation="format-date-time(now(), '%H')"),
    )
    for month, day in ((1, 1), (12, 31)):
        assert judge(source, {}, now=datetime(year, month, day, 12, tzinfo=WIB)).sound
