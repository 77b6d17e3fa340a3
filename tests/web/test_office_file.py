"""A file on the desk: seen, accepted, sent back, decided; and by whom it may not be."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from keliling.catalogue.queries import form_of
from keliling.deliver.models import Application, Look
from keliling.kernel.actor import Role, office_scope
from keliling.people import acts as people
from keliling.record.models import Fact
from tests import cast, cast_files
from tests.cast import NOW, World
from tests.web.read import words

Browser = Callable[..., Client]


def address(file: Application, act: str = "") -> str:
    return f"/kantor/berkas/{file.pk}/{act}"


def post(browser: Client, file: Application, act: str, **fields: Any) -> HttpResponse:
    return browser.post(address(file, act), {"version": str(file.version)} | fields)


def also(world: World, who: str, role: Role) -> None:
    """Give somebody of the cast a second desk."""
    people.grant_role(
        world.people[who].pk,
        role,
        office_scope(world.office.pk),
        office=world.office.pk,
        by=world.actor("administrator"),
        now=NOW,
    )


def stage(file: Application) -> str:
    return Application.objects.values_list("stage", flat=True).get(pk=file.pk)


def test_opening_a_file_leaves_a_look_that_its_applicant_sees(
    world: World, client_as: Browser
) -> None:
    file = cast_files.submitted(world)
    page = client_as("front_officer").get(address(file))
    assert page.status_code == 200
    look = Look.objects.get(application=file)
    assert (look.person_id, look.role) == (world.front_officer.pk, "front_officer")


def test_a_refused_step_is_not_a_second_look(world: World, client_as: Browser) -> None:
    file = cast_files.submitted(world)
    post(client_as("front_officer"), file, "kembalikan/")
    assert not Look.objects.filter(application=file).exists()


def test_answers_stand_beside_their_documents_and_the_nik_is_masked(
    world: World, client_as: Browser
) -> None:
    file = cast_files.submitted(world)
    answers = cast_files.read(file)
    page = client_as("front_officer").get(address(file))
    body, text = page.content.decode(), words(page)
    assert answers["applicant/name"] in text
    assert answers["applicant/nik"] not in text
    assert answers["applicant/nik"][:6] + "•" * 8 in text
    document = file.documents.first()
    assert document is not None
    assert f'href="#d-{document.pk}"' in body
    assert f'src="/dokumen/{document.pk}/"' in body


def test_a_draft_is_not_on_any_desk(world: World, client_as: Browser) -> None:
    also(world, "applicant", Role.FRONT_OFFICER)
    draft = cast_files.begin(world)
    for who in ("front_officer", "applicant"):
        assert client_as(who).get(address(draft)).status_code == 404


@pytest.mark.parametrize("language", ["id", "en"])
def test_accepting_asks_once_more_and_then_passes_the_file_on(
    world: World, client_as: Browser, language: str
) -> None:
    file = cast_files.submitted(world)
    browser = client_as("front_officer", language)
    asked = post(browser, file, "terima/")
    assert asked.status_code == 200
    assert {"id": "Berkasnya lengkap?", "en": "Is the file complete?"}[language] in words(asked)
    assert stage(file) == "check"
    done = post(browser, file, "terima/", sure="yes")
    assert (done.status_code, done.headers["Location"]) == (303, "/kantor/")
    assert stage(file) == "decision"


def test_sending_back_keeps_reason_question_and_sentence(world: World, client_as: Browser) -> None:
    file = cast_files.submitted(world)
    path = next(iter(form_of(file.service_version_id).questions))
    typed = {"reason": "helper_error", "words": "Fotonya buram.", "path": path}
    browser = client_as("front_officer", "en")
    asked = post(browser, file, "kembalikan/", **typed)
    assert 'name="words" value="Fotonya buram."' in asked.content.decode()
    assert stage(file) == "check"
    changed = post(browser, file, "kembalikan/", **typed, change="yes")
    assert "Fotonya buram." in changed.content.decode()
    assert stage(file) == "check"
    assert post(browser, file, "kembalikan/", **typed, sure="yes").status_code == 303
    row = file.send_backs.get()
    assert (row.reason, row.path, row.words) == ("helper_error", path, "Fotonya buram.")
    fact = Fact.objects.get(kind="application_sent_back")
    assert fact.data == {"reason": "helper_error", "path": path, "helped": False}


def test_a_send_back_without_a_sentence_keeps_what_was_chosen(
    world: World, client_as: Browser
) -> None:
    file = cast_files.submitted(world)
    page = post(client_as("front_officer", "en"), file, "kembalikan/", reason="office_error")
    body = page.content.decode()
    assert page.status_code == 422
    assert 'href="#words"' in body
    assert 'value="office_error" checked' in body
    assert "<details open>" in body


def test_who_checked_reads_why_somebody_else_decides(world: World, client_as: Browser) -> None:
    also(world, "front_officer", Role.SIGNATORY)
    file = cast_files.decision_ready(world)
    browser = client_as("front_officer", "en")
    page = browser.get(address(file))
    rule = "You checked this file, so somebody else decides. That is the rule."
    assert rule in words(page)
    assert 'name="ruling"' not in page.content.decode()
    forced = post(browser, file, "putuskan/", ruling="grant", sure="yes")
    assert (forced.status_code, stage(file)) == (422, "decision")
    assert rule in words(forced)


def test_nobody_handles_the_own_file(world: World, client_as: Browser) -> None:
    also(world, "applicant", Role.FRONT_OFFICER)
    file = cast_files.submitted(world)
    browser = client_as("applicant", "en")
    page = browser.get(address(file))
    assert "somebody else handles it. That is the rule." in words(page)
    assert "terima/" not in page.content.decode()
    forced = post(browser, file, "terima/", sure="yes")
    assert (forced.status_code, stage(file)) == (422, "check")


def test_granting_draws_a_number_that_can_be_verified(world: World, client_as: Browser) -> None:
    file = cast_files.decision_ready(world)
    browser = client_as("signatory", "en")
    asked = post(browser, file, "putuskan/", ruling="grant")
    assert "Grant the permit?" in words(asked)
    assert post(browser, file, "putuskan/", ruling="grant", sure="yes").status_code == 303
    permit = Application.objects.get(pk=file.pk).permit
    page = browser.get(address(file))
    assert f"Granted: {permit.number}" in words(page)
    assert f'href="/periksa/{permit.token}/"' in page.content.decode()


def test_a_refusal_needs_reasons_and_keeps_them(world: World, client_as: Browser) -> None:
    file = cast_files.decision_ready(world)
    browser = client_as("signatory", "en")
    empty = post(browser, file, "putuskan/", ruling="refuse")
    assert empty.status_code == 422
    assert 'href="#reasons"' in empty.content.decode()
    why = "Petaknya tidak ada di daftar TPU."
    assert (
        post(browser, file, "putuskan/", ruling="refuse", reasons=why, sure="yes").status_code
        == 303
    )
    assert stage(file) == "refused"
    assert why in words(browser.get(address(file)))


def test_assistance_records_a_number_and_issues_nothing(world: World, client_as: Browser) -> None:
    file = cast_files.decision_ready(world, service="nib-assistance")
    browser = client_as("signatory", "en")
    assert "NIB from OSS, 13 digits" in words(browser.get(address(file)))
    short = post(browser, file, "putuskan/", ruling="grant", nib="123")
    assert short.status_code == 422
    assert 'href="#nib"' in short.content.decode()
    number = "9120012345678"
    asked = post(browser, file, "putuskan/", ruling="grant", nib=number)
    assert f"NIB {number} is kept" in words(asked)
    post(browser, file, "putuskan/", ruling="grant", nib=number, sure="yes")
    row = Application.objects.get(pk=file.pk)
    assert (row.stage, row.outside_number) == ("granted", number)
    assert not hasattr(row, "permit")
    assert f"NIB recorded: {number}" in words(browser.get(address(file)))


def test_a_file_that_moved_meanwhile_says_so_and_does_nothing(
    world: World, client_as: Browser
) -> None:
    file = cast_files.submitted(world)
    browser = client_as("front_officer", "en")
    stale = browser.post(address(file, "terima/"), {"version": "1", "sure": "yes"})
    assert (stale.status_code, stage(file)) == (409, "check")
    assert "Somebody changed this" in words(stale)
    post(browser, file, "terima/", sure="yes")
    file.refresh_from_db()
    late = post(browser, file, "kembalikan/", reason="office_error", words="x", sure="yes")
    assert (late.status_code, stage(file)) == (409, "decision")


@pytest.mark.parametrize("who", ["stranger", "coordinator", "administrator", "volunteer"])
def test_other_people_do_not_learn_that_the_file_exists(
    world: World, client_as: Browser, who: str
) -> None:
    file = cast_files.submitted(world)
    browser = client_as(who)
    for act in ("", "terima/", "kembalikan/", "putuskan/"):
        assert browser.get(address(file, act)).status_code == 404
        if act:
            assert post(browser, file, act, sure="yes").status_code == 404
    assert stage(file) == "check"


@pytest.mark.parametrize(
    ("act", "fields", "status"),
    [
        ("terima/", {"version": "x"}, 400),
        ("terima/", {"version": ""}, 400),
        ("terima/", {"version": "9" * 40}, 400),
        ("terima/", {"also": "this"}, 400),
        ("kembalikan/", {"reason": "because", "words": "x"}, 422),
        ("kembalikan/", {"reason": ["office_error", "x"], "words": "y"}, 422),
        ("kembalikan/", {"reason": "office_error", "words": " \n "}, 422),
        ("kembalikan/", {"reason": "office_error", "words": "x" * 1_000_000}, 422),
        ("kembalikan/", {"reason": "office_error", "words": "a\0b"}, 400),
        (
            "kembalikan/",
            {"reason": "office_error", "words": "x", "path": "no/such", "sure": "1"},
            404,
        ),
    ],
)
def test_a_damaged_check_ends_in_a_sentence_and_changes_nothing(
    world: World, client_as: Browser, act: str, fields: dict[str, Any], status: int
) -> None:
    file = cast_files.submitted(world)
    answer = post(client_as("front_officer"), file, act, **fields)
    assert (answer.status_code, stage(file)) == (status, "check")
    assert len(words(answer)) > 20


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({}, 422),
        ({"ruling": "maybe"}, 422),
        ({"ruling": "refuse", "reasons": "x" * 2_001}, 422),
        ({"ruling": "grant", "version": "0", "sure": "1"}, 409),
        ({"ruling": "grant", "number": "7"}, 400),
    ],
)
def test_a_damaged_decision_ends_in_a_sentence_and_changes_nothing(
    world: World, client_as: Browser, fields: dict[str, Any], status: int
) -> None:
    file = cast_files.decision_ready(world)
    answer = post(client_as("signatory"), file, "putuskan/", **fields)
    assert (answer.status_code, stage(file)) == (status, "decision")


def test_a_file_with_a_long_past_asks_the_database_no_more_often(
    world: World, client_as: Browser
) -> None:
    visit = cast.publish_visit(world)
    file = cast_files.submitted(world, visit=visit.pk)
    browser = client_as("front_officer")
    browser.get(address(file))

    def queries() -> int:
        with CaptureQueriesContext(connection) as counted:
            assert browser.get(address(file)).status_code == 200
        return len(counted)

    before = queries()
    for n in range(5):
        file.send_backs.create(
            reason="office_error", words=f"{n}", by=world.front_officer, at=NOW, answered_at=NOW
        )
    assert queries() == before
