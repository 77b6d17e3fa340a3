"""Settings and the programme: what an office offers, when it is closed, how it stands."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import localdate

from keliling.catalogue.models import FreeDay, Service
from keliling.places.models import Office
from tests import cast, cast_files
from tests.cast import SERVICES, World
from tests.web.read import words

Browser = Callable[..., Client]
ADDRESS = "/kantor/pengaturan/"


def do(browser: Client, act: str, **fields: str) -> Any:
    return browser.post(ADDRESS, {"act": act} | fields)


def offered(world: World) -> set[str]:
    rows = Service.objects.filter(office=world.office.pk, offered=True)
    return set(rows.values_list("code", flat=True))


def test_a_service_is_stopped_after_one_more_question_and_offered_again(
    world: World, client_as: Browser
) -> None:
    browser = client_as("administrator", "en")
    asked = do(browser, "stop", code="land-history")
    assert "Files already begun go on to their end." in words(asked)
    assert "land-history" in offered(world)
    assert do(browser, "stop", code="land-history", sure="yes").status_code == 303
    assert "land-history" not in offered(world)
    assert do(browser, "adopt", code="land-history").status_code == 303
    assert offered(world) == set(SERVICES)


def test_a_service_that_ships_is_taken_over_with_all_its_versions(
    world: World, client_as: Browser
) -> None:
    browser = client_as("administrator", "en")
    assert "Not taken over" in words(browser.get(ADDRESS))
    do(browser, "adopt", code="health-practice")
    versions = Service.objects.get(office=world.office.pk, code="health-practice").versions
    assert versions.count() == 2


def test_the_contact_is_kept_and_shown_to_the_public(world: World, client_as: Browser) -> None:
    browser = client_as("administrator")
    wrong = do(browser, "contact", phone="1500-164", email="kantor", address="Jalan Contoh 1")
    assert wrong.status_code == 422
    assert 'value="1500-164"' in wrong.content.decode()
    do(browser, "contact", phone="1500-164", email="kantor@contoh.id", address="Jalan Contoh 1")
    office = Office.objects.get(pk=world.office.pk)
    assert (office.phone, office.email) == ("1500-164", "kantor@contoh.id")


def test_a_day_is_closed_opened_and_closed_again(world: World, client_as: Browser) -> None:
    browser, day = client_as("administrator", "en"), date(localdate().year, 7, 8)
    fields = {"day_day": "8", "day_month": "7", "day_year": str(day.year), "name": "Rembuk RW"}
    assert do(browser, "close", **fields, decree="").status_code == 303
    assert do(browser, "close", **fields, decree="").status_code == 409
    assert "Rembuk RW" in words(browser.get(ADDRESS))
    assert "working day" in words(do(browser, "open", date=day.isoformat()))
    do(browser, "open", date=day.isoformat(), sure="yes")
    assert not FreeDay.objects.filter(office=world.office.pk, day=day).exists()


def test_a_year_is_loaded_and_its_estimates_are_marked(world: World, client_as: Browser) -> None:
    browser, year = client_as("administrator", "en"), str(localdate().year + 1)
    before = FreeDay.objects.filter(day__year=year).count()
    done = do(browser, "load", year=year)
    assert f"tahun={year}" in done.headers["Location"]
    assert FreeDay.objects.filter(day__year=year).count() > before
    page = words(browser.get(ADDRESS, {"tahun": year}))
    assert f"Days without service in {year}" in page


@pytest.mark.parametrize(
    ("act", "fields", "status"),
    [
        ("burn", {}, 400),
        ("adopt", {"code": "no-such"}, 404),
        ("stop", {"code": "no-such"}, 404),
        ("load", {"year": "1999"}, 422),
        ("load", {"year": "99999"}, 422),
        ("load", {"year": "²"}, 422),
        ("close", {"day_day": "31", "day_month": "2", "day_year": "2026", "name": "x"}, 422),
        ("close", {"day_day": "1", "day_month": "13", "day_year": "2026", "name": "x"}, 422),
        ("close", {"day_day": "1", "day_month": "2", "day_year": "1026", "name": "x"}, 422),
        ("close", {"day_day": "2", "day_month": "2", "day_year": "2026", "name": " "}, 422),
        ("open", {"date": "tomorrow"}, 400),
        ("open", {"date": "2026-02-02", "sure": "1"}, 404),
        ("contact", {"phone": "1", "more": "x"}, 400),
    ],
)
def test_a_damaged_form_ends_in_a_sentence_and_changes_nothing(
    world: World, client_as: Browser, act: str, fields: dict[str, str], status: int
) -> None:
    days = FreeDay.objects.count()
    page = do(client_as("administrator"), act, **fields)
    assert page.status_code == status
    assert len(words(page)) > 20
    assert (FreeDay.objects.count(), offered(world)) == (days, set(SERVICES))


@pytest.mark.parametrize("who", ["stranger", "front_officer", "signatory", "coordinator"])
def test_settings_are_the_administrators(world: World, client_as: Browser, who: str) -> None:
    browser = client_as(who)
    assert browser.get(ADDRESS).status_code == 404
    assert do(browser, "stop", code="land-history", sure="1").status_code == 404


def test_a_year_that_no_calendar_has_is_a_page_that_does_not_exist(
    world: World, client_as: Browser
) -> None:
    for year in ("1999", "x", "99999999999999999999"):
        assert client_as("administrator").get(ADDRESS, {"tahun": year}).status_code == 404


def test_the_programme_counts_what_happened(world: World, client_as: Browser) -> None:
    cast.publish_visit(world)
    cast_files.granted(world)
    cast_files.submitted(world, by="neighbour")
    page = words(client_as("signatory", "en").get("/kantor/program/"))
    for sentence in (
        "Files to check 1",
        "Permits this year 1",
        "1 granted and 0 refused in all",
        "RW 03 Srengseng Sawah Going ahead",
        "Findings without an answer 0",
    ):
        assert sentence in page


@pytest.mark.parametrize("who", ["front_officer", "signatory", "coordinator", "administrator"])
def test_everybody_who_works_here_sees_the_programme_in_both_languages(
    world: World, client_as: Browser, who: str
) -> None:
    assert "Belum ada kunjungan" in words(client_as(who).get("/kantor/program/"))
    assert "No visit yet" in words(client_as(who, "en").get("/kantor/program/"))
