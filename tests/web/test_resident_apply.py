"""An application from its first page to its receipt, and back again."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from keliling.catalogue.models import Service
from keliling.deliver import acts
from keliling.deliver.models import Application
from keliling.places.acts import open_office
from tests import cast, cast_files
from tests.cast import NOW, World
from tests.web.filling import at, begun, complete, fill_in, page_of
from tests.web.read import hidden, words
from tests.web.still import nothing_changes, refused
from tests.web.visits import running

Browser = Callable[..., Client]
APPLY = "/ajukan/jgk/burial-renewal/"


def beginning(page: Any, **changes: str) -> dict[str, str]:
    return {"id": hidden(page, "id"), "visit": "", "mandate": ""} | changes


def stage(file: Application) -> str:
    return str(Application.objects.values_list("stage", flat=True).get(pk=file.pk))


def test_from_begin_now_to_the_receipt_and_back(world: World, client_as: Browser) -> None:
    browser = client_as("applicant", "en")
    begin = browser.get(APPLY)
    assert "Begin an application" in words(begin)
    first = browser.post(APPLY, beginning(begin)).headers["Location"]
    file = Application.objects.get()
    assert fill_in(browser, first, file) == reverse("summary", args=[file.pk])
    summary = browser.get(reverse("summary", args=[file.pk]))
    assert "Contoh Pemohon" in words(summary)
    sent = browser.post(
        reverse("summary", args=[file.pk]), {"version": hidden(summary, "version")}
    ).headers["Location"]
    receipt = words(browser.get(sent))
    assert "We have your application." in receipt
    assert file.code in receipt
    assert "A front officer checks that everything is there" in receipt
    back = browser.get(reverse("withdraw", args=[file.pk]))
    form = {"version": hidden(back, "version")}
    done = browser.post(reverse("withdraw", args=[file.pk]), form)
    assert "Your application is taken back." in words(browser.get(done.headers["Location"]))
    assert stage(file) == "withdrawn"


def test_begin_pressed_twice_begins_one_file(world: World, client_as: Browser) -> None:
    browser = client_as("applicant")
    form = beginning(browser.get(APPLY))
    answers = [browser.post(APPLY, form) for _ in range(2)]
    file = Application.objects.get()
    assert {one.headers["Location"] for one in answers} == {at(file)}


def test_a_file_begun_already_is_offered_first(world: World, client_as: Browser) -> None:
    file = begun(world)
    page = client_as("applicant", "en").get(APPLY)
    assert "You have begun this already." in words(page)
    assert f'href="{reverse("application", args=[file.pk])}"' in page.content.decode()
    assert "Begin another one" in words(page)
    assert "You have begun this already." not in words(client_as("neighbour", "en").get(APPLY))


def test_a_form_of_another_service_or_person_begins_nothing(
    world: World, client_as: Browser
) -> None:
    file = begun(world, service="land-history")
    form = {"id": str(file.pk), "visit": "", "mandate": ""}
    page = refused(client_as, "applicant", APPLY, form, 409)
    assert hidden(page, "id") != form["id"]
    refused(client_as, "neighbour", "/ajukan/jgk/land-history/", form, 404)


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"id": ""}, 400),
        ({"id": "x"}, 400),
        ({"visit": "x"}, 400),
        ({"mandate": "x\0"}, 400),
        ({"applicant": "x"}, 400),
        ({"visit": str(UUID(int=1))}, 404),
        ({"mandate": str(UUID(int=1))}, 404),
    ],
)
def test_a_damaged_form_begins_nothing(
    world: World, client_as: Browser, changes: dict[str, str], status: int
) -> None:
    form = beginning(client_as("applicant").get(APPLY), **changes)
    refused(client_as, "applicant", APPLY, form, status)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/ajukan/jgk/no-such-service/", 404),
        ("/ajukan/zzz/burial-renewal/", 404),
        (f"{APPLY}?kunjungan=x", 400),
        (f"{APPLY}?surat_kuasa=%27--", 400),
        (f"{APPLY}?kunjungan={UUID(int=1)}", 404),
        (f"{APPLY}?surat_kuasa={UUID(int=1)}", 404),
    ],
)
def test_what_is_not_there_cannot_be_begun(
    world: World, client_as: Browser, address: str, status: int
) -> None:
    for language in ("id", "en"):
        page = client_as("applicant", language).get(address)
        assert page.status_code == status
        assert len(words(page)) > 20


def test_a_file_belongs_to_a_visit_of_its_own_office(world: World, client_as: Browser) -> None:
    visit = running(world)
    browser = client_as("applicant")
    form = beginning(browser.get(f"{APPLY}?kunjungan={visit.pk}"), visit=str(visit.pk))
    browser.post(APPLY, form)
    assert Application.objects.get().visit_id == visit.pk
    other = open_office(name="Lain", code="LN", area="31.74", by=cast.SYSTEM, now=NOW)
    cast.adopt_services(other.pk, ["burial-renewal"], by=cast.SYSTEM, now=NOW)
    assert Service.objects.filter(office=other.pk).exists()
    there = APPLY.replace("jgk", "ln")
    form = beginning(browser.get(there), visit=str(visit.pk))
    refused(client_as, "applicant", there, form, 404)


def test_an_incomplete_file_is_not_sent_and_leads_to_what_is_missing(
    world: World, client_as: Browser
) -> None:
    file = begun(world)
    client_as("applicant").post(at(file), page_of(file, "applicant"))
    file.refresh_from_db()
    address = reverse("summary", args=[file.pk])
    page = refused(client_as, "applicant", address, {"version": str(file.version)}, 422)
    body = page.content.decode()
    assert f"{at(file, 'grave')}?periksa=1#grave-cemetery" in body
    assert 'href="#grave-cemetery"' in body
    mend = client_as("applicant", "en").get(f"{at(file, 'grave')}?periksa=1")
    assert mend.status_code == 200
    assert 'href="#grave-cemetery"' in mend.content.decode()


def test_a_file_is_sent_once_and_its_receipt_stays(world: World, client_as: Browser) -> None:
    file = complete(world)
    address, form = reverse("summary", args=[file.pk]), {"version": str(file.version)}
    receipt = reverse("application", args=[file.pk])
    browser = client_as("applicant")
    assert browser.post(address, form).headers["Location"] == receipt
    with nothing_changes():
        assert browser.post(address, form).headers["Location"] == receipt
        assert browser.get(address).headers["Location"] == receipt


def test_a_file_changed_in_another_window_is_read_once_more(
    world: World, client_as: Browser
) -> None:
    file = complete(world)
    address = reverse("summary", args=[file.pk])
    page = refused(client_as, "applicant", address, {"version": str(file.version - 1)}, 409)
    assert "Read it back once more, then send it." in words(page)
    assert hidden(page, "version") == str(file.version)


@pytest.mark.parametrize("version", ["", "x", "-1", "1.5", "9" * 30, "<script>"])
@pytest.mark.parametrize("name", ["summary", "withdraw"])
def test_a_version_that_is_none_sends_and_withdraws_nothing(
    world: World, client_as: Browser, name: str, version: str
) -> None:
    address = reverse(name, args=[complete(world).pk])
    refused(client_as, "applicant", address, {"version": version}, 400)


def test_withdrawing_twice_or_from_an_old_page_ends_nothing_more(
    world: World, client_as: Browser
) -> None:
    file = cast_files.submitted(world)
    address = reverse("withdraw", args=[file.pk])
    refused(client_as, "applicant", address, {"version": "1"}, 409)
    form = {"version": str(file.version)}
    assert client_as("applicant").post(address, form).status_code == 303
    refused(client_as, "applicant", address, form, 409)
    receipt = reverse("application", args=[file.pk])
    assert client_as("applicant").get(address).headers["Location"] == receipt


def test_a_decided_file_is_not_withdrawn(world: World, client_as: Browser) -> None:
    file = cast_files.granted(world).application
    file.refresh_from_db()
    address = reverse("withdraw", args=[file.pk])
    refused(client_as, "applicant", address, {"version": str(file.version)}, 409)
    assert stage(file) == "granted"


@pytest.mark.parametrize("name", ["summary", "withdraw", "application"])
@pytest.mark.parametrize("who", ["stranger", "neighbour", "front_officer", "signatory"])
def test_somebody_elses_draft_does_not_exist(
    world: World, client_as: Browser, who: str, name: str
) -> None:
    file = complete(world)
    address = reverse(name, args=[file.pk])
    assert client_as(who).get(address).status_code == 404
    if name != "application":
        refused(client_as, who, address, {"version": str(file.version)}, 404)


def test_a_file_that_came_back_is_mended_and_sent_again(world: World, client_as: Browser) -> None:
    file = cast_files.submitted(world)
    lack = acts.Lack("applicant_lacked", "Nama TPU kurang lengkap.", "grave/cemetery")
    officer = world.actor("front_officer")
    acts.send_back(file.pk, lack, seen_version=file.version, by=officer, now=cast.later(hours=1))
    browser, receipt = client_as("applicant", "en"), reverse("application", args=[file.pk])
    page = browser.get(receipt)
    assert "It is your turn now." in words(page)
    assert "Nama TPU kurang lengkap." in words(page)
    assert f'href="{at(file, "grave")}#grave-cemetery"' in page.content.decode()
    assert "The office asks: Nama TPU kurang lengkap." in words(browser.get(at(file, "grave")))
    form = page_of(file, "grave") | {"grave-cemetery": "TPU Contoh Baru"}
    assert browser.post(at(file, "grave"), form).status_code == 303
    summary = browser.get(reverse("summary", args=[file.pk]))
    assert "TPU Contoh Baru" in words(summary)
    browser.post(summary.request["PATH_INFO"], {"version": hidden(summary, "version")})
    assert stage(file) == "check"
    assert "Nama TPU kurang lengkap." not in words(browser.get(receipt))
