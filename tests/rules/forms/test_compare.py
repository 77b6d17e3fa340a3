"""Two versions of a form: nothing where nothing changed, and every change by its name."""

import random
from collections.abc import Callable
from copy import deepcopy
from dataclasses import fields
from typing import Any

import pytest

from keliling.catalogue.acts import shipped_services
from keliling.forms import Change, Form, Kind, What, changed_files, changes, read_book
from keliling.forms.markdown import read_tables
from keliling.forms.model import Choice, Group, Node, Question, Repeat, Text
from keliling.forms.sheets import Book, Sheet

ID, EN = "label::Indonesia (id)", "label::English (en)"
PAPER = """
## survey

| type | name | label::Indonesia (id) | label::English (en) | hint::Indonesia (id) | hint::English (en) | required | relevant | constraint | constraint_message::Indonesia (id) | constraint_message::English (en) | calculation | default | trigger | choice_filter | parameters | read_only | appearance |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
| begin_group | who | Diri | Self | | | | | | | | | | | | | | |
| text | name | Nama | Name | Seperti di KTP | As on the card | yes | | string-length(.) < 80 | Terlalu panjang | Too long | | | | | | | |
| integer | age | Umur | Age | | | | | | | | | | | | | | |
| select_one kind | kind | Jenis | Kind | | | yes | | | | | | | | | | | |
| end_group | | | | | | | | | | | | | | | | | |
| begin_group | shop | Usaha | Shop | | | | ${age} > 16 | | | | | | | | | | |
| text | street | Jalan | Street | | | | | | | | | | | | | | |
| select_one town | town | Kota | Town | | | | ${kind} = 'a' | | | | | | | province = ${kind} | | | |
| range | stars | Bintang | Stars | | | | | | | | | | | | start=1 end=5 step=1 | | |
| calculate | twice | | | | | | | | | | ${age} * 2 | | | | | | |
| date | since | Sejak | Since | | | | | | | | | today() | | | | | |
| text | remark | Catatan | Remark | | | | | | | | | | | | | | multiline |
| end_group | | | | | | | | | | | | | | | | | |

## choices

| list_name | name | label::Indonesia (id) | label::English (en) | province |
| --- | --- | --- | --- | --- |
| kind | a | Pertama | First | |
| kind | b | Kedua | Second | |
| kind | c | Ketiga | Third | |
| town | x | Depok | Depok | a |
| town | y | Bogor | Bogor | b |

## settings

| form_id | form_title | version | default_language |
| --- | --- | --- | --- |
| trial | Percobaan | 1 | Indonesia (id) |
"""  # noqa: E501
SHIPPED = {f"{row.sheet.code} {row.sheet.basis.valid_from}": row for row in shipped_services()}


def book() -> dict[str, Sheet]:
    return read_tables(PAPER)


def row_of(sheets: Book, name: str) -> dict[str, str]:
    return next(row for row in sheets["survey"].rows if row.get("name") == name)


def put(row: dict[str, str], **cells: str) -> None:
    """Write cells; an empty one is no cell, as in a workbook."""
    row.update(cells)
    for column in [column for column, cell in row.items() if not cell]:
        del row[column]


def said(before: Book, after: Book) -> tuple[Change, ...]:
    return changes(read_book(headed(before)), read_book(headed(after)))


def headed(sheets: Book) -> Book:
    """Give every cell its heading."""
    for sheet in sheets.values():
        known = dict.fromkeys([*sheet.columns, *(c for row in sheet.rows for c in row)])
        sheet.columns[:] = known
    return sheets


def names(found: tuple[Change, ...]) -> list[tuple[What, str]]:
    return [(change.what, change.path) for change in found]


@pytest.mark.parametrize("name", SHIPPED)
def test_a_form_compared_with_itself_says_nothing(name: str) -> None:
    tables = read_tables(SHIPPED[name].form)
    assert said(tables, deepcopy(tables)) == ()


def test_the_trial_form_compared_with_itself_says_nothing() -> None:
    assert said(book(), book()) == ()


CELLS = [
    ("name", ID, "Nama lengkap", What.REWORDED, "who/name"),
    ("name", EN, "Full name", What.REWORDED, "who/name"),
    ("name", "hint::English (en)", "Look at it", What.HINT, "who/name"),
    ("name", "required", "", What.NOT_REQUIRED, "who/name"),
    ("name", "required", "${age} > 3", What.REQUIRED_IF, "who/name"),
    ("age", "required", "yes", What.REQUIRED, "who/age"),
    ("age", "required", "${kind} = 'a'", What.REQUIRED, "who/age"),
    ("age", "constraint", ". > 3", What.RULE_ADDED, "who/age"),
    ("name", "constraint", "", What.RULE_REMOVED, "who/name"),
    ("name", "constraint", "string-length(.) < 70", What.RULE_CHANGED, "who/name"),
    ("name", "constraint_message::English (en)", "Much too long", What.MESSAGE, "who/name"),
    ("age", "type", "decimal", What.KIND, "who/age"),
    ("street", "relevant", "${age} > 3", What.CONDITION_ADDED, "shop/street"),
    ("town", "relevant", "", What.CONDITION_REMOVED, "shop/town"),
    ("town", "relevant", "${kind} = 'b'", What.CONDITION_CHANGED, "shop/town"),
    ("shop", "relevant", "", What.CONDITION_REMOVED, "shop"),
    ("shop", EN, "Business", What.PAGE_REWORDED, "shop"),
    ("shop", "appearance", "field-list", What.PAGE_LOOK, "shop"),
    ("town", "choice_filter", "", What.FILTER_REMOVED, "shop/town"),
    ("town", "choice_filter", "province != ${kind}", What.FILTER_CHANGED, "shop/town"),
    ("kind", "choice_filter", "name != 'c'", What.FILTER_ADDED, "who/kind"),
    ("stars", "parameters", "start=1 end=3 step=1", What.RANGE_NARROWER, "shop/stars"),
    ("stars", "parameters", "start=1 end=9 step=1", What.RANGE_WIDER, "shop/stars"),
    ("stars", "parameters", "start=2 end=9 step=1", What.RANGE_CHANGED, "shop/stars"),
    ("twice", "calculation", "${age} * 3", What.CALCULATION, "shop/twice"),
    ("since", "default", "", What.DEFAULT, "shop/since"),
    ("since", "default", "2026-01-01", What.DEFAULT, "shop/since"),
    ("remark", "default", "Tidak ada", What.DEFAULT, "shop/remark"),
    ("remark", "appearance", "", What.LOOK, "shop/remark"),
    ("name", "guidance_hint::English (en)", "Ask for the card", What.GUIDANCE, "who/name"),
    ("name", "image::English (en)", "card.png", What.PICTURES, "who/name"),
    ("remark", "parameters", "rows=5", What.LOOK, "shop/remark"),
    ("kind", "parameters", "randomize=true", What.CHOICES_ORDER, "who/kind"),
    ("remark", "read_only", "${age} > 3", What.READ_ONLY, "shop/remark"),
]


@pytest.mark.parametrize(
    ("row", "column", "cell", "what", "path"), CELLS, ids=lambda value: str(value)[:24]
)
def test_one_cell_that_changed_is_the_one_thing_said(
    row: str, column: str, cell: str, what: What, path: str
) -> None:
    after = book()
    put(row_of(after, row), **{column: cell})
    assert set(names(said(book(), after))) == {(what, path)}


def test_senses_go_the_other_way_when_the_change_is_taken_back() -> None:
    """What is stricter one way is laxer the other; a changed rule is neither."""
    pairs = 0
    for row, column, cell, _, _ in CELLS:
        after = book()
        put(row_of(after, row), **{column: cell})
        there, back = said(book(), after), said(after, book())
        senses = [change.sense for change in there if change.sense]
        if senses:
            pairs += 1
            assert [change.sense for change in back if change.sense] != senses
    assert pairs > 10


def without(after: Book, name: str) -> None:
    after["survey"].rows.remove(row_of(after, name))


def with_question(after: Book) -> None:
    after["survey"].rows.insert(2, {"type": "text", "name": "fresh", ID: "Baru", EN: "New"})


def swapped(after: Book) -> None:
    rows = after["survey"].rows
    rows[1], rows[3] = rows[3], rows[1]


def on_another_page(after: Book) -> None:
    rows = after["survey"].rows
    moved = rows.pop(3)
    rows.insert(5, moved)


def pages_swapped(after: Book) -> None:
    rows = after["survey"].rows
    after["survey"].rows[:] = rows[5:] + rows[:5]


def without_choice(after: Book) -> None:
    del after["choices"].rows[2]


def with_choice(after: Book) -> None:
    after["choices"].rows.insert(3, {"list_name": "kind", "name": "d", ID: "Lain", EN: "Other"})


def choice_reworded(after: Book) -> None:
    after["choices"].rows[0][EN] = "The first"


def choices_turned(after: Book) -> None:
    rows = after["choices"].rows
    rows[0], rows[2] = rows[2], rows[0]


def filtered_otherwise(after: Book) -> None:
    after["choices"].rows[3]["province"] = "b"


def retitled(after: Book) -> None:
    after["settings"].rows[0]["form_title"] = "Lain"


def english_first(after: Book) -> None:
    after["settings"].rows[0]["default_language"] = "English (en)"


def without_english(after: Book) -> None:
    for sheet in after.values():
        sheet.columns[:] = [c for c in sheet.columns if "English" not in c]
        for row in sheet.rows:
            for column in [c for c in row if "English" in c]:
                del row[column]


def triggered(after: Book) -> None:
    row_of(after, "remark").update(trigger="${age}", calculation="${age} * 2")


def not_worked_out(after: Book) -> None:
    put(row_of(after, "twice"), type="hidden", calculation="", default="1")


def begun_by_itself(after: Book) -> None:
    put(row_of(after, "twice"), type="start", calculation="")


def named(after: Book) -> None:
    after["settings"].rows[0]["instance_name"] = "${name}"


def styled(after: Book) -> None:
    after["settings"].rows[0]["style"] = "pages"


def pictured(after: Book) -> None:
    after["choices"].rows[0]["image::English (en)"] = "first.png"


def repeated(after: Book) -> None:
    rows = after["survey"].rows
    rows[5]["type"], rows[-1]["type"] = "begin_repeat", "end_repeat"


def counted(after: Book) -> None:
    repeated(after)
    row_of(after, "shop")["repeat_count"] = "${age}"


DEEDS: list[tuple[Callable[[Book], None], set[tuple[What, str]]]] = [
    (lambda after: without(after, "street"), {(What.REMOVED, "shop/street")}),
    (with_question, {(What.ADDED, "who/fresh")}),
    (on_another_page, {(What.MOVED_PAGE, "shop/kind")}),
    (pages_swapped, {(What.PAGE_MOVED, "who")}),
    (without_choice, {(What.CHOICES_REMOVED, "who/kind")}),
    (with_choice, {(What.CHOICES_ADDED, "who/kind")}),
    (choice_reworded, {(What.CHOICES_REWORDED, "who/kind")}),
    (choices_turned, {(What.CHOICES_ORDER, "who/kind")}),
    (filtered_otherwise, {(What.FILTER_CHANGED, "shop/town")}),
    (named, {(What.NAMING, "")}),
    (styled, {(What.STYLE, "")}),
    (pictured, {(What.PICTURES, "who/kind")}),
    (retitled, {(What.TITLE_REWORDED, "")}),
    (triggered, {(What.DEFAULT, "shop/remark")}),
]


@pytest.mark.parametrize(("deed", "expected"), DEEDS)
def test_what_is_added_taken_away_or_moved_is_named(
    deed: Callable[[Book], None], expected: set[tuple[What, str]]
) -> None:
    after = book()
    deed(after)
    assert set(names(said(book(), after))) == expected


@pytest.mark.parametrize(
    ("deed", "what"),
    [
        (swapped, What.MOVED),
        (english_first, What.LANGUAGE_FIRST),
        (without_english, What.LANGUAGE_REMOVED),
        (not_worked_out, What.CALCULATION),
        (begun_by_itself, What.FILLED_IN),
        (repeated, What.REPEAT_ADDED),
    ],
)
def test_a_change_with_consequences_is_named_among_them(
    deed: Callable[[Book], None], what: What
) -> None:
    after = book()
    deed(after)
    assert what in {change.what for change in said(book(), after)}
    assert said(after, book()) != ()


def test_every_kind_of_change_is_looked_for_here() -> None:
    seen: set[What] = set()
    for row, column, cell, _, _ in CELLS:
        after = book()
        put(row_of(after, row), **{column: cell})
        seen |= {change.what for change in (*said(book(), after), *said(after, book()))}
    deeds = [deed for deed, _ in DEEDS]
    for deed in (*deeds, repeated, swapped, english_first, without_english, begun_by_itself):
        after = book()
        deed(after)
        seen |= {change.what for change in (*said(book(), after), *said(after, book()))}
    twice, counts = book(), book()
    repeated(twice)
    counted(counts)
    seen |= {change.what for change in said(twice, counts)}
    after = book()
    after["survey"].rows += [
        {"type": "begin_group", "name": "more", ID: "Lagi", EN: "More"},
        {"type": "text", "name": "last", ID: "Akhir", EN: "Last"},
        {"type": "end_group"},
    ]
    seen |= {change.what for change in (*said(book(), after), *said(after, book()))}
    before = book()
    row_of(before, "name")["required"] = "${age} > 3"
    row_of(after, "name")["required"] = "${age} > 4"
    seen |= {change.what for change in said(before, after)}
    seen |= {c.what for c in changed_files({"a": "1", "b": "1"}, {"b": "2", "c": "1"})}
    assert set(What) - seen == set()


@pytest.mark.parametrize("name", SHIPPED)
def test_random_changes_to_a_shipped_form_are_each_named(name: str) -> None:
    """Generated pairs: each question in turn reworded, required, constrained or taken away."""
    before = read_tables(SHIPPED[name].form)
    old = read_book(before)
    rng = random.Random(name)  # noqa: S311  a repeatable draw, no secret
    for path, question in old.questions.items():
        if question.kind in {Kind.CALCULATE, Kind.NOTE}:
            continue
        after = deepcopy(before)
        row = _row_at(after, path)
        row[rng.choice([ID, EN])] = "Kata lain"
        kinds = {(What.REWORDED, path)}
        if rng.random() < 0.5:
            row["constraint"] = "string-length(.) < 7"
            changed = question.path in {n.path for n in old.nodes if n.constraint}
            kinds.add((What.RULE_CHANGED if changed else What.RULE_ADDED, path))
        if rng.random() < 0.5:
            put(row, required="" if question.required else "yes")
            kinds.add((What.NOT_REQUIRED if question.required else What.REQUIRED, path))
        assert set(names(changes(old, read_book(after)))) == kinds


def _row_at(sheets: Book, path: str) -> dict[str, str]:
    above: list[str] = []
    for row in sheets["survey"].rows:
        if row["type"] == "end_group":
            above.pop()
        elif "/".join([*above, row["name"]]) == path:
            return row
        elif row["type"] == "begin_group":
            above.append(row["name"])
    raise KeyError(path)


COMPARED: dict[Any, set[str]] = {
    Question: {
        *("path", "kind", "label", "hint", "required", "choices", "appearance", "read_only"),
        *("default", "calculated", "names", "span", "preload", "guidance", "parameters"),
        "shuffled",
    },
    Node: {
        *("path", "parent", "question", "relevant", "calculate", "required", "constraint"),
        *("offer", "required_message", "constraint_message", "within", "tail", "repeat"),
    },
    Group: {"path", "label", "questions", "appearance"},
    Choice: {"name", "label", "columns"},
    Repeat: {"path", "label", "count", "fixed", "appearance"},
    Text: {"words", "default", "media"},
    Form: {
        *("id", "version", "default_language", "languages", "title", "groups", "questions"),
        *("xform", "root", "nodes", "order", "settings", "by_path", "children", "repeats"),
        *("start", "ahead", "naming", "style", "media", "reads"),
    },
}
"""What the comparison knows of; whatever a form learns to hold has to be added to it."""


@pytest.mark.parametrize("kind", COMPARED)
def test_nothing_that_a_form_holds_is_left_out_of_the_comparison(kind: Any) -> None:
    assert {field.name for field in fields(kind)} == COMPARED[kind]
