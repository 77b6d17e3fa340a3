"""Workbooks of the cast: a shipped form, changed as a clerk would change it."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from keliling.catalogue import acts
from keliling.catalogue.models import ServiceVersion
from keliling.catalogue.queries import book_of_version, shelf_of
from keliling.catalogue.rules import Citation
from keliling.forms import to_xlsx
from keliling.forms.sheets import Sheet
from keliling.forms.skeleton import NO_FILES
from tests.cast import NOW, World

CODE = "land-history"
ID, EN = "label::Indonesia (id)", "label::English (en)"
LAW = Citation("Perwali 1/2026", "berita daerah, lembar 3")
CSV = b"kode,nama\nSS,Srengseng Sawah\nCP,Cipedak\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
Change = Callable[[dict[str, Sheet]], None]


def workbook(world: World, *changes: Change, code: str = CODE) -> bytes:
    """Return the newest version's workbook with these changes made to its sheets."""
    book = dict(book_of_version(newest(world, code).pk))
    for change in changes:
        change(book)
    return to_xlsx(book)


def newest(world: World, code: str = CODE) -> Any:
    """Return the version that begins last."""
    rows = ServiceVersion.objects.filter(service__office=world.office.pk, service__code=code)
    return rows.order_by("-valid_from").first()


def rows_of(book: dict[str, Sheet], name: str) -> dict[str, str]:
    """Return the row of a question or page by its name."""
    return next(row for row in book["survey"].rows if row.get("name") == name)


def asks_more(book: dict[str, Sheet]) -> None:
    """One optional question more, behind the first page's name."""
    at = book["survey"].rows.index(rows_of(book, "name"))
    row = {"type": "text", "name": "nickname", ID: "Nama panggilan", EN: "Nickname"}
    book["survey"].rows.insert(at + 1, row)


def drops(name: str) -> Change:
    """One question less."""

    def change(book: dict[str, Sheet]) -> None:
        book["survey"].rows.remove(rows_of(book, name))

    return change


def writes(question: str, /, **cells: str) -> Change:
    """Other cells in a question's row."""

    def change(book: dict[str, Sheet]) -> None:
        rows_of(book, question).update(cells)
        book["survey"].columns += [c for c in cells if c not in book["survey"].columns]

    return change


def several(page: str, last: str) -> Change:
    """A page that may be answered several times; ``last`` is one of its questions."""

    def change(book: dict[str, Sheet]) -> None:
        rows = book["survey"].rows
        rows_of(book, page)["type"] = "begin_repeat"
        at = rows.index(rows_of(book, last))
        next(row for row in rows[at:] if row["type"] == "end_group")["type"] = "end_repeat"

    return change


def shows(question: str, name: str, column: str = "image") -> Change:
    """A picture, recording or film beside a question's words, in both languages."""
    languages = ("Indonesia (id)", "English (en)")
    return writes(question, **{f"{column}::{language}": name for language in languages})


def offers(listed: str, choice: str, name: str, column: str = "image") -> Change:
    """A picture, recording or film beside the words of a choice, in both languages."""
    headings = [f"{column}::{language}" for language in ("Indonesia (id)", "English (en)")]

    def change(book: dict[str, Sheet]) -> None:
        rows = book["choices"].rows
        row = next(r for r in rows if (r["list_name"], r["name"]) == (listed, choice))
        row.update(dict.fromkeys(headings, name))
        book["choices"].columns += [c for c in headings if c not in book["choices"].columns]

    return change


def asks_village(book: dict[str, Sheet]) -> None:
    """A question whose answers stand in a data file, ``desa.csv``."""
    at = book["survey"].rows.index(rows_of(book, "name"))
    row = {"type": "select_one_from_file desa.csv", "name": "desa", ID: "Desa", EN: "Village"}
    book["survey"].rows.insert(at + 1, row | {"parameters": "value=kode label=nama"})
    book["survey"].columns += [c for c in row.keys() | {"parameters"} if c not in columns(book)]


def columns(book: dict[str, Sheet]) -> list[str]:
    """Return the headings of the survey."""
    return book["survey"].columns


def uploaded(
    world: World,
    *changes: Change,
    code: str = CODE,
    now: datetime = NOW,
    files: Mapping[str, bytes] = NO_FILES,
) -> UUID:
    """A changed form that waits for its publishing."""
    data = workbook(world, *(changes or (asks_more,)), code=code)
    waiting = shelf_of(world.actor("administrator"), world.office.pk, code).waiting
    return acts.keep_form(
        world.office.pk,
        code,
        acts.Upload(data, "formulir.xlsx", files),
        seen=waiting.draft if waiting else None,
        by=world.actor("administrator"),
        now=now,
    )


def published(
    world: World,
    *changes: Change,
    day: date,
    code: str = CODE,
    now: datetime = NOW,
    files: Mapping[str, bytes] = NO_FILES,
) -> ServiceVersion:
    """A changed form that is published from a day on."""
    draft = uploaded(world, *changes, code=code, now=now, files=files)
    plan = acts.Publication(draft, newest(world, code).pk, day, LAW)
    boss = world.actor("administrator")
    return acts.publish_form(world.office.pk, code, plan, by=boss, now=now)
