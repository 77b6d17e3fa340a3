"""Helping somebody with a form: under a mandate, seen by them, never beyond it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.timezone import now as moment

from keliling.deliver import acts
from keliling.deliver.models import Application, Look, Mandate
from keliling.record.models import Fact
from tests import cast, cast_files
from tests.cast import World
from tests.web.filling import at, fill_in, page_of
from tests.web.read import hidden, typed, words
from tests.web.still import refused
from tests.web.visits import mandate, running

Browser = Callable[..., Client]
SERVICE = "land-history"
NIK = "3174094107800001"


def helping(world: World) -> Any:
    """A draft that the volunteer has begun for the applicant."""
    visit, given = running(world), mandate(world)
    filing = acts.Filing(cast.fresh(), world.office.pk, SERVICE, mandate=given)
    file = acts.start_application(filing, by=world.actor("volunteer"), now=moment())
    assert file.visit_id == visit.pk
    return file


def helped(visit: Any) -> str:
    return reverse("helped", args=[visit.pk])


def expire(**changes: Any) -> None:
    Mandate.objects.update(**changes)


def test_a_volunteer_begins_fills_in_and_sends_for_a_neighbour(
    world: World, client_as: Browser
) -> None:
    visit, given = running(world), mandate(world)
    browser = client_as("volunteer", "en")
    page = browser.get(helped(visit))
    begin = f"/ajukan/jgk/{SERVICE}/?surat_kuasa={given}"
    assert f'href="{begin}"' in page.content.decode()
    assert world.applicant.name in words(page)
    first = browser.get(begin)
    assert f"You are helping {world.applicant.name} under a mandate" in words(first)
    form = {"id": hidden(first, "id"), "visit": "", "mandate": hidden(first, "mandate")}
    address = browser.post(begin, form).headers["Location"]
    file = Application.objects.get()
    assert (file.applicant_id, file.helper_id) == (world.applicant.pk, world.volunteer.pk)
    summary = browser.get(fill_in(browser, address, file))
    assert "Read every answer to the applicant." in words(summary)
    browser.post(summary.request["PATH_INFO"], {"version": hidden(summary, "version")})
    file.refresh_from_db()
    assert file.stage == "check"
    assert "Open the file" in words(browser.get(helped(visit)))
    mine = words(client_as("applicant", "en").get(reverse("application", args=[file.pk])))
    assert f"{world.volunteer.name} Volunteer" in mine


def test_what_a_helper_did_stands_in_the_record_as_a_helpers(
    world: World, client_as: Browser
) -> None:
    file = helping(world)
    client_as("volunteer").post(at(file, "documents"), page_of(file, "documents"))
    file.refresh_from_db()
    take = {"version": str(file.version), "remove": "documents-ktp"}
    client_as("volunteer").post(at(file, "documents"), take)
    about = Fact.objects.filter(about_id=str(file.pk))
    assert {row.kind for row in about} >= {"document_added", "document_removed", "answers_saved"}
    assert {row.role for row in about} == {"volunteer"}


def test_a_helper_saves_for_later_and_comes_back_to_those_they_help(
    world: World, client_as: Browser
) -> None:
    file = helping(world)
    form = {"version": "1", "applicant-name": "Contoh", "later": "1"}
    done = client_as("volunteer").post(at(file), form)
    assert done.headers["Location"] == helped(file.visit)


def test_a_helper_sees_no_whole_nik_and_keeps_it_by_leaving_it_empty(
    world: World, client_as: Browser
) -> None:
    file = helping(world)
    client_as("applicant").post(at(file), page_of(file, "applicant") | {"applicant-nik": NIK})
    browser = client_as("volunteer", "en")
    for address in (at(file), reverse("summary", args=[file.pk])):
        body = browser.get(address).content.decode()
        assert NIK not in body
        assert "317409" in body
    form = page_of(file, "applicant", name="Nama Lengkap") | {"applicant-nik": ""}
    assert browser.post(at(file), form).status_code == 303
    mine = client_as("applicant").get(at(file))
    assert typed(mine, "applicant-nik") == NIK
    assert typed(mine, "applicant-name") == "Nama Lengkap"


def test_a_look_is_written_down_once_a_day(world: World, client_as: Browser) -> None:
    file, browser = helping(world), client_as("volunteer")
    for _ in range(3):
        assert browser.get(reverse("application", args=[file.pk])).status_code == 200
    assert Look.objects.filter(application=file, person=world.volunteer).count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"revoked_at": moment()},
        {"expires_on": localdate() - timedelta(days=1)},
        {"service": "burial-renewal"},
    ],
    ids=["revoked", "expired", "other service"],
)
def test_without_its_mandate_the_file_is_not_there(
    world: World, client_as: Browser, changes: dict[str, Any]
) -> None:
    file = helping(world)
    expire(**changes)
    form = {"version": str(file.version)}
    for address in (at(file), reverse("summary", args=[file.pk])):
        assert client_as("volunteer").get(address).status_code == 404
        refused(client_as, "volunteer", address, form, 404)
    assert client_as("volunteer").get(reverse("application", args=[file.pk])).status_code == 404
    assert client_as("applicant").get(at(file)).status_code == 200


def test_an_ended_mandate_begins_no_file(world: World, client_as: Browser) -> None:
    visit, given = running(world), mandate(world)
    address = f"/ajukan/jgk/{SERVICE}/"
    page = client_as("volunteer").get(f"{address}?surat_kuasa={given}")
    form = {"id": hidden(page, "id"), "visit": "", "mandate": str(given)}
    refused(client_as, "neighbour", address, form, 404)
    other = address.replace(SERVICE, "burial-renewal")
    refused(client_as, "volunteer", other, form, 422)
    expire(revoked_at=moment())
    refused(client_as, "volunteer", address, form, 404)
    assert "Nobody has given you a mandate" in words(
        client_as("volunteer", "en").get(helped(visit))
    )


def test_a_helper_cannot_take_the_application_back(world: World, client_as: Browser) -> None:
    file = helping(world)
    address = reverse("withdraw", args=[file.pk])
    assert client_as("volunteer").get(address).status_code == 404
    refused(client_as, "volunteer", address, {"version": str(file.version)}, 404)


@pytest.mark.parametrize("who", ["applicant", "neighbour", "coordinator", "front_officer"])
def test_whom_a_volunteer_helps_is_not_for_others(
    world: World, client_as: Browser, who: str
) -> None:
    file = helping(world)
    assert client_as(who).get(helped(file.visit)).status_code == 404
    refused(client_as, "volunteer", helped(file.visit), {}, 405)


def test_the_pages_of_the_field_room_cost_the_same_for_one_and_for_twenty(
    world: World, client_as: Browser
) -> None:
    file, browser = helping(world), client_as("volunteer")

    def questions() -> list[int]:
        found = []
        for address in (reverse("field"), helped(file.visit)):
            with CaptureQueriesContext(connection) as counted:
                assert browser.get(address).status_code == 200
            found.append(len(counted))
        return found

    questions()
    before = questions()
    for actor in cast.add_neighbours(world, 19):
        powers = acts.Powers(SERVICE, world.volunteer.pk, localdate())
        given = acts.give_mandate(file.visit_id, powers, by=actor, now=moment())
        filing = acts.Filing(cast.fresh(), world.office.pk, SERVICE, mandate=given.pk)
        acts.start_application(filing, by=world.actor("volunteer"), now=moment())
    assert words(browser.get(helped(file.visit))).count("surat kuasa sampai") == 20
    assert questions() == before


def test_a_volunteer_of_many_visits_costs_no_more(world: World, client_as: Browser) -> None:
    browser = client_as("volunteer")
    office, me = world.actor("coordinator"), world.actor("volunteer")

    def one_more(n: int) -> None:
        world.extra.clear()
        cast.propose(world, by="applicant")
        visit = cast.commission_visit(world)
        hours = (cast.time(8), cast.time(12))
        shift = cast.design.open_shift(visit.pk, "escort", hours, n, by=office, now=cast.NOW)
        cast.design.take_shift(shift.pk, by=me, now=cast.NOW)

    def questions() -> int:
        with CaptureQueriesContext(connection) as counted:
            assert browser.get(reverse("field")).status_code == 200
        return len(counted)

    one_more(1)
    questions()
    before = questions()
    for n in range(1, 20):
        one_more(n)
    assert words(browser.get(reverse("field"))).count("RW 03 Srengseng Sawah") == 20
    assert questions() == before


def test_a_mandate_ends_at_midnight_where_the_office_is(
    world: World, client_as: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = cast_files.fill(helping(world), world.actor("volunteer"))
    night = moment().replace(hour=18, minute=0)
    expire(expires_on=night.date())
    monkeypatch.setattr("django.utils.timezone.now", lambda: night)
    assert localdate() == night.date() + timedelta(days=1)
    form = {"version": str(file.version)}
    refused(client_as, "volunteer", reverse("summary", args=[file.pk]), form, 404)


def test_after_an_application_was_taken_back_another_can_be_begun(
    world: World, client_as: Browser
) -> None:
    file, browser = helping(world), client_as("volunteer", "en")
    assert "Open the file" in words(browser.get(helped(file.visit)))
    me = world.actor("applicant")
    acts.withdraw_application(file.pk, seen_version=file.version, by=me, now=moment())
    page = words(browser.get(helped(file.visit)))
    assert "Begin the file" in page
    assert "Open the file" not in page
