"""One form, three ways to answer it: with scripts, without, and ODK's engine; one set of answers.

An office uploads a workbook with repeats, cascades and conditions and publishes it; residents
answer it on a telephone. ODK Web Forms submits what its engine makes of the same input.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.utils.timezone import localdate

from keliling.catalogue.queries import form_of, version_in_force
from keliling.deliver.models import Application
from keliling.deliver.queries.answers import read_answers
from keliling.forms import MEDIA, Form, from_instance, generic
from keliling.forms.sheets import Sheet
from tests import forms_of_cast as forms
from tests.cast import World
from tests.forms_of_cast import CODE, EN, ID
from tests.journeys.answers import answers_of
from tests.journeys.conftest import Entrance
from tests.journeys.walker import Screen, Walker
from tests.odk.engine import Engine

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not (Path(__file__).parents[2] / "node_modules" / "@getodk").is_dir(),
        reason="ODK's engine is not set up (scripts/setup.sh test)",
    ),
]
HERE = f"/kantor/pengaturan/layanan/{CODE}/"
ROUNDS = 60
ROWS = (
    ("begin_group", "place", "Wilayah", {}),
    ("select_one town", "town", "Kota", {"required": "yes"}),
    ("select_one part", "part", "Kecamatan", {"required": "yes", "choice_filter": "of = ${town}"}),
    ("select_one shared", "shared", "Ada ahli waris?", {"required": "yes"}),
    ("text", "why", "Mengapa tidak?", {"required": "yes", "relevant": "${shared} = 'no'"}),
    ("end_group", "", "", {}),
    ("begin_repeat", "heir", "Ahli waris", {"relevant": "${shared} = 'yes'"}),
    ("text", "called", "Nama", {"required": "yes"}),
    ("integer", "age", "Umur", {"required": "yes", "constraint": ". < 150"}),
    ("text", "school", "Sekolah ${called}", {"required": "yes", "relevant": "${age} < 18"}),
    ("calculate", "turn", "", {"calculation": "position(..)"}),
    ("begin_repeat", "line", "Telepon", {}),
    ("text", "digits", "Nomor", {"constraint": "regex(., '^[0-9]+$')"}),
    ("end_repeat", "", "", {}),
    ("end_repeat", "", "", {}),
    ("begin_group", "closing", "Penutup", {}),
    ("calculate", "ages", "", {"calculation": "if(count(${age}) > 0, sum(${age}), 0)"}),
    ("text", "remark", "Catatan untuk ${ages} tahun", {}),
    ("end_group", "", "", {}),
)
CHOICES = (
    ("town", "depok", ""),
    ("town", "jakarta", ""),
    ("part", "beji", "depok"),
    ("part", "jagakarsa", "jakarta"),
    ("part", "pasarminggu", "jakarta"),
    ("shared", "yes", ""),
    ("shared", "no", ""),
)
SAID = {
    "place/town": "jakarta",
    "place/part": "pasarminggu",
    "place/shared": "yes",
    "heir": "2",
    "heir[1]/called": "Ani",
    "heir[1]/age": "40",
    "heir[1]/line": "1",
    "heir[1]/line[1]/digits": "0812",
    "heir[2]/called": "Budi",
    "heir[2]/age": "9",
    "heir[2]/school": "SDN Srengseng Sawah 01",
    "heir[2]/line": "2",
    "heir[2]/line[1]/digits": "0813",
    "heir[2]/line[2]/digits": "0814",
    "closing/remark": "Terima kasih",
}


def asks_of_heirs(book: dict[str, Sheet]) -> None:
    """Add the places, the heirs with their telephones, and the sum of their ages."""
    survey, choices = book["survey"], book["choices"]
    added = [
        {"type": kind, "name": name, ID: label, EN: label, **cells}
        for kind, name, label, cells in ROWS
    ]
    at = survey.rows.index(forms.rows_of(book, "documents"))
    survey.rows[at:at] = [{k: v for k, v in row.items() if v} for row in added]
    survey.columns += [
        name for name in ("choice_filter", "calculation") if name not in survey.columns
    ]
    choices.rows += [
        {"list_name": of, "name": name, ID: name.title(), EN: name.title(), "of": above}
        for of, name, above in CHOICES
    ]
    choices.columns.append("of")


def publish(me: Walker, town: World) -> None:
    """Upload the workbook and publish it from today on."""
    me.go(HERE)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    workbook = {
        "name": "waris.xlsx",
        "mimeType": kind,
        "buffer": forms.workbook(town, asks_of_heirs),
    }
    me.page.set_input_files("#workbook", workbook)
    me.press("main form:has(#workbook) .btn")
    assert "Kecamatan" in me.words()
    me.go(f"{HERE}konsep/terbitkan/")
    me.write({"law": "Perwali 12/2026", "source": "Berita Daerah 12"})
    me.day("day", localdate())
    me.sure("main form .btn")


def answer(me: Walker, form: Form, said: Mapping[str, str]) -> None:
    """Answer page by page: lists get their members, pages their answers."""
    for _ in range(ROUNDS):
        found = re.search(r"/isi/([^?]*)/", unquote(me.path))
        if found is None:
            return
        group = "" if found[1] == "-" else found[1]
        if generic(group) in form.repeats and not group.endswith("]"):
            go_on_in_list(me, int(said.get(group, "0")))
        else:
            answer_page(me, form, group, said)
    raise AssertionError(me.words())


def go_on_in_list(me: Walker, wanted: int) -> None:
    """Fill in who is there, add who is missing, then go on."""
    empty = me.page.locator("ol.members > li:not(:has(p:not(.quiet))) a.btn")
    if empty.count():
        me.press("ol.members > li:not(:has(p:not(.quiet))) a.btn >> nth=0")
    elif me.page.locator("ol.members > li").count() < wanted:
        me.press("button[name=add]")
    else:
        me.press("main .text > .acts a.btn >> nth=-1")


def answer_page(me: Walker, form: Form, group: str, said: Mapping[str, str]) -> None:
    """Answer what the page asks; with scripts a question that follows is there at once."""
    for path, value in said.items():
        if path.rpartition("/")[0] != group or generic(path) in form.repeats:
            continue
        question, name = form.question(path), path.replace("/", "-")
        if question.calculated:
            continue
        for one in value.split() if question.choices else [value]:
            there = me.page.locator(
                f"[id='{name}-{one}']" if question.choices else f"[id='{name}']"
            )
            if me.scripts and question.kind not in MEDIA:
                there.wait_for(state="attached", timeout=5_000)
            if there.count():
                me.answer(name, question.kind, one)
                if question.kind not in MEDIA:
                    me.page.keyboard.press("Tab")
    me.press("main form .acts .btn:not(.second):not([name=stay])")


def apply(me: Walker, form: Form, said: Mapping[str, str]) -> dict[str, str]:
    """Apply from the first page to the sending; return what was sent."""
    me.go(f"/ajukan/jgk/{CODE}/")
    me.press("main form .btn")
    answer(me, form, said)
    assert "Budi" in me.words()
    assert "0814" in me.words()
    me.press("main form .btn")
    file = Application.objects.order_by("-started_at").first()
    assert file is not None
    assert file.stage == "check"
    return read_answers(file)


def typed(form: Form, said: Mapping[str, str]) -> dict[str, str]:
    """Return what ODK's engine submits when the same is typed into it."""
    media = {path for path, question in form.questions.items() if question.kind in MEDIA}
    steps: list[tuple[str, str | None]] = []
    there = {"heir": 1, "heir[1]/line": 1}
    for path, value in said.items():
        if generic(path) in form.repeats:
            continue
        for found in re.finditer(r"\[(\d+)\]", path):
            repeat = path[: found.start()]
            if int(found[1]) > there.get(repeat, 0):
                there[repeat] = int(found[1])
                steps.append((repeat, None))
        if generic(path) not in media and not form.question(path).calculated:
            steps.append((path, value))
    with Engine() as engine:
        engine.load(form)
        return from_instance(form, engine.typed(form, steps))


def without_media(form: Form, answers: Mapping[str, str]) -> dict[str, str]:
    return {
        path: text
        for path, text in answers.items()
        if generic(path) in form.repeats or form.question(path).kind not in MEDIA
    }


def test_all_three_ways_come_to_the_same_answers(town: World, enter: Entrance) -> None:
    publish(enter(Screen(1280, "id"), "administrator"), town)
    form = form_of(version_in_force(town.office.pk, CODE, localdate()).version)
    plain = answers_of(town, CODE, "applicant")
    said = {
        p: t for p, t in plain.items() if p.partition("/")[0] not in {"place", "heir", "closing"}
    }
    said |= SAID
    with_scripts = apply(enter(Screen(390, "id"), "applicant"), form, said)
    without = apply(enter(Screen(390, "id"), "neighbour", scripts=False), form, said)
    assert without_media(form, with_scripts) == without_media(form, without)
    assert {*with_scripts} == {*without}
    assert without_media(form, with_scripts) == typed(form, said)
    assert with_scripts["closing/ages"] == "49"
    assert with_scripts["heir[2]/turn"] == "2"
