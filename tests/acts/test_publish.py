"""A service's form is changed by its office: uploaded, read, published from a day on."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from keliling.catalogue import acts
from keliling.catalogue.models import FormDraft, ServiceVersion
from keliling.catalogue.queries import (
    book_of_version,
    form_of,
    form_of_draft,
    sheet_of,
    shelf_of,
    version_in_force,
)
from keliling.catalogue.rules import Need, lacks_of
from keliling.forms import Problem, changes, read_book, to_xlsx
from keliling.kernel.refusal import Absent, Conflict, Refused
from keliling.record.models import Fact
from tests import forms_of_cast as forms
from tests.cast import NOW, SERVICES, TODAY, World, fresh, later
from tests.forms_of_cast import CODE, asks_more, drops, several, writes

TOMORROW = TODAY + timedelta(days=1)


def keep(
    world: World, data: bytes, name: str = "f.xlsx", seen: Any = None, code: str = CODE
) -> Any:
    boss, upload = world.actor("administrator"), acts.Upload(data, name)
    return acts.keep_form(world.office.pk, code, upload, seen=seen, by=boss, now=NOW)


def publish(world: World, draft: Any, **other: Any) -> ServiceVersion:
    plan = acts.Publication(draft, forms.newest(world).pk, TOMORROW, forms.LAW)
    plan = replace(plan, **other)
    boss = world.actor("administrator")
    return acts.publish_form(world.office.pk, CODE, plan, by=boss, now=NOW)


def kinds() -> list[str]:
    return list(
        Fact.objects.filter(about_type="service").order_by("seq").values_list("kind", flat=True)
    )


def test_a_form_is_uploaded_published_and_in_force_from_its_day(world: World) -> None:
    old = forms.newest(world)
    version = publish(world, forms.uploaded(world))
    assert not FormDraft.objects.exists()
    assert kinds()[-2:] == ["form_uploaded", "form_published"]
    office = world.office.pk
    assert version_in_force(office, CODE, TODAY).version == old.pk
    assert version_in_force(office, CODE, TOMORROW).version == version.pk
    old.refresh_from_db()
    assert (old.valid_to, version.valid_to) == (TODAY, None)
    assert version.template == old.template
    form, sheet = form_of(version.pk), sheet_of(version.pk)
    assert (form.id, form.version) == (CODE, TOMORROW.isoformat())
    assert [change.path for change in changes(form_of(old.pk), form)] == ["applicant/nickname"]
    assert sheet.legal_basis[-1][0] == "Perwali 1/2026 (verify locally)"
    assert sheet.legal_basis[-1][1].source == forms.LAW.source
    assert replace(sheet, legal_basis=(), basis=sheet.basis) == replace(
        sheet_of(old.pk), legal_basis=(), basis=sheet.basis
    )


def test_a_confirmed_citation_carries_no_caveat(world: World) -> None:
    version = publish(world, forms.uploaded(world), citation=replace(forms.LAW, confirmed=True))
    assert sheet_of(version.pk).legal_basis[-1][0] == "Perwali 1/2026"


@pytest.mark.parametrize("code", SERVICES)
def test_every_version_goes_out_as_a_workbook_and_reads_the_same(world: World, code: str) -> None:
    forms.published(world, asks_more, day=TOMORROW, code=code)
    for version in ServiceVersion.objects.filter(service__code=code):
        book = book_of_version(version.pk)
        file = to_xlsx(book)
        cells = [
            c for page in load_workbook(BytesIO(file)) for row in page.iter_rows() for c in row
        ]
        assert {cell.data_type for cell in cells} <= {"s", "n"}
        assert {cell.value for cell in cells if cell.data_type == "n"} == {None}
        assert read_book(book).xform == form_of(version.pk).xform
        kept = keep(world, file, code=code)
        assert changes(form_of(version.pk), form_of_draft(kept)) == ()
        acts.discard_form(world.office.pk, code, kept, by=world.actor("administrator"), now=NOW)


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "f.xlsx", "workbook_missing"),
        (b"x" * 5_000_001, "f.xlsx", "workbook_size"),
        (b"MZ\x90\x00", "form.exe", "workbook_kind"),
        (b"MZ\x90\x00", "form.xlsx", "form_unsound"),
        (b"## survey\n", "form.md", "form_unsound"),
    ],
)
def test_what_is_no_workbook_is_refused_and_leaves_nothing(
    world: World, data: bytes, name: str, reason: str
) -> None:
    with pytest.raises(Refused) as refused:
        keep(world, data, name)
    assert refused.value.reason == reason
    assert not FormDraft.objects.exists()
    assert "form_uploaded" not in kinds()


def test_a_form_that_the_checker_refuses_names_sheet_row_and_column(world: World) -> None:
    broken = forms.workbook(world, writes("nik", relevant="${gone} = 1"))
    with pytest.raises(Refused) as refused:
        keep(world, broken)
    (problem,) = refused.value.facts["problems"]  # type: ignore[misc]
    assert (problem.sheet, problem.row, problem.column) == ("survey", 4, "relevant")
    assert not FormDraft.objects.exists()


def test_a_workbook_of_another_service_is_refused(world: World) -> None:
    other = forms.workbook(world, code="burial-renewal")
    with pytest.raises(Refused) as refused:
        keep(world, other)
    (problem,) = refused.value.facts["problems"]  # type: ignore[misc]
    assert isinstance(problem, Problem)
    assert (problem.sheet, problem.row, problem.column) == ("settings", 2, "form_id")


@pytest.mark.parametrize(
    ("changed", "code", "need", "path"),
    [
        (drops("ktp"), CODE, Need.DOCUMENT, "documents/ktp"),
        (writes("ktp", type="text"), CODE, Need.DOCUMENT_KIND, "documents/ktp"),
        (drops("name"), CODE, Need.HOLDER, "applicant/name"),
        (several("documents", "ktp"), CODE, Need.ONCE, "documents/ktp"),
        (drops("cemetery"), "burial-renewal", Need.PUBLIC, "grave/cemetery"),
    ],
)
def test_a_form_without_what_the_services_rules_need_is_refused_by_name(
    world: World, changed: forms.Change, code: str, need: Need, path: str
) -> None:
    with pytest.raises(Refused) as refused:
        keep(world, forms.workbook(world, changed, code=code), code=code)
    assert refused.value.reason == "form_lacks"
    lacks: Any = refused.value.facts["lacks"]
    assert (need, path) in [(lack.need, lack.path) for lack in lacks]


def test_a_fee_holds_its_question_and_its_answers_while_it_is_in_force(world: World) -> None:
    """The burial fees ended with 2023: asked of that year, dropping their question is refused."""
    version = forms.newest(world, "burial-renewal")
    before, sheet = form_of(version.pk), sheet_of(version.pk)
    book = dict(book_of_version(version.pk))
    drops("block_class")(book)
    after, then = read_book(book), sheet.fees[0].basis.valid_to
    assert then is not None
    assert lacks_of(after, sheet, before=before, on=TODAY) == ()
    found = lacks_of(after, sheet, before=before, on=then)
    assert {(lack.need, lack.path) for lack in found} == {(Need.FEE, "block_class")}
    book = dict(book_of_version(version.pk))
    book["choices"].rows[:] = [row for row in book["choices"].rows if row["name"] != "aa1"]
    found = lacks_of(read_book(book), sheet, before=before, on=then)
    assert {(lack.need, lack.answer) for lack in found} == {(Need.FEE_ANSWER, "aa1")}


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"valid_from": TODAY - timedelta(days=1)}, "form_day_past"),
        ({"citation": replace(forms.LAW, law="")}, "law_missing"),
        ({"citation": replace(forms.LAW, law="x" * 301)}, "law_missing"),
        ({"citation": replace(forms.LAW, source="")}, "law_source_missing"),
        ({"draft": fresh()}, "form_draft_moved"),
        ({"after": fresh()}, "form_published_meanwhile"),
    ],
)
def test_what_cannot_be_published_leaves_everything_as_it_was(
    world: World, other: dict[str, Any], reason: str
) -> None:
    draft = forms.uploaded(world)
    with pytest.raises(Refused) as refused:
        publish(world, **{"draft": draft} | other)
    assert refused.value.reason == reason
    assert FormDraft.objects.filter(pk=draft).exists()
    assert kinds()[-1] == "form_uploaded"


def test_a_day_that_has_a_version_takes_no_other(world: World) -> None:
    publish(world, forms.uploaded(world))
    for day in (TODAY, TOMORROW):
        draft = forms.uploaded(world, drops("nickname"))
        with pytest.raises(Refused) as refused:
            publish(world, draft, valid_from=day)
        assert refused.value.reason == "form_day_taken"
    last = publish(world, draft, valid_from=TOMORROW + timedelta(days=1))
    before = ServiceVersion.objects.get(valid_from=TOMORROW, service__code=CODE)
    assert before.valid_to == TOMORROW
    assert last.valid_to is None


def test_two_administrators_do_not_overwrite_each_other_unseen(world: World) -> None:
    """Neither by uploading, nor by discarding, nor by publishing what is not there any more."""
    first = keep(world, forms.workbook(world, asks_more))
    with pytest.raises(Conflict):
        keep(world, forms.workbook(world, asks_more))
    second = keep(world, forms.workbook(world, asks_more), seen=first)
    boss = world.actor("administrator")
    for deed in (
        lambda: keep(world, forms.workbook(world, asks_more), seen=first),
        lambda: acts.discard_form(world.office.pk, CODE, first, by=boss, now=NOW),
        lambda: publish(world, first),
    ):
        with pytest.raises(Conflict) as refused:
            deed()
        assert refused.value.reason == "form_draft_moved"
    assert FormDraft.objects.get().pk == second


def test_a_version_published_meanwhile_by_another_way_stops_the_second(world: World) -> None:
    """What was read as different is different from another version now."""
    draft, before = forms.uploaded(world), forms.newest(world)
    before.pk, before.valid_from = fresh(), TOMORROW
    after = forms.newest(world).pk
    before.save(force_insert=True)
    with pytest.raises(Conflict) as refused:
        publish(world, draft, after=after)
    assert refused.value.reason == "form_published_meanwhile"
    assert FormDraft.objects.filter(pk=draft).exists()


@pytest.mark.parametrize("who", ["stranger", "front_officer", "signatory", "coordinator"])
def test_only_the_administrator_changes_a_form(world: World, who: str) -> None:
    draft, actor = forms.uploaded(world), world.actor(who)
    plan = acts.Publication(draft, forms.newest(world).pk, TOMORROW, forms.LAW)
    upload = acts.Upload(b"x", "f.xlsx")
    office = world.office.pk
    for deed in (
        lambda: acts.keep_form(office, CODE, upload, seen=draft, by=actor, now=NOW),
        lambda: acts.discard_form(office, CODE, draft, by=actor, now=NOW),
        lambda: acts.publish_form(office, CODE, plan, by=actor, now=NOW),
    ):
        with pytest.raises(Refused) as refused:
            deed()
        assert refused.value.reason == "not_your_role"
    with pytest.raises(Absent):
        shelf_of(actor, office, CODE)
    assert FormDraft.objects.filter(pk=draft).exists()


def test_a_service_that_is_not_offered_takes_no_form(world: World) -> None:
    with pytest.raises(Absent):
        keep(world, b"x", code="iumk")


def test_a_discarded_form_is_gone(world: World) -> None:
    draft, boss = forms.uploaded(world), world.actor("administrator")
    acts.discard_form(world.office.pk, CODE, draft, by=boss, now=later(hours=1))
    assert not FormDraft.objects.exists()
    assert kinds()[-1] == "form_discarded"
