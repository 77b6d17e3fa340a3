"""The desk: what waits, in which order, and for whom."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from keliling.deliver.models import Application
from keliling.kernel.actor import SYSTEM, Role, office_scope
from keliling.people import acts as people
from keliling.places.acts import open_office
from tests import cast_files
from tests.cast import NOW, World, fresh
from tests.web.read import words

Browser = Callable[..., Client]
Counter = Callable[[int], Any]


def copies(file: Application, count: int) -> None:
    """Put more files like this one on the desk, each due a minute later."""
    rows = []
    for n in range(1, count + 1):
        row = Application.objects.get(pk=file.pk)
        row.pk, row.code = fresh(), f"KLG-COPY-{n:04d}"
        row.due_at = (row.due_at or NOW) + timedelta(minutes=n)
        rows.append(row)
    Application.objects.bulk_create(rows)


def second_office(world: World) -> Any:
    """An office in the next village in which the front officer has a desk too."""
    other = open_office(name="PTSP Contoh Dua", code="DUA", area="31.74", by=SYSTEM, now=NOW)
    people.first_administrator(world.stranger.pk, other.pk, now=NOW)
    people.grant_role(
        world.front_officer.pk,
        Role.FRONT_OFFICER,
        office_scope(other.pk),
        office=other.pk,
        by=world.actor("stranger"),
        now=NOW,
    )
    return other


def test_an_empty_desk_says_so_and_offers_a_way_on(world: World, client_as: Browser) -> None:
    page = client_as("front_officer", "en").get("/kantor/")
    assert "Nothing waits here" in words(page)
    assert 'href="/kantor/program/"' in page.content.decode()


def test_tabs_count_the_files_of_each_stage(world: World, client_as: Browser) -> None:
    cast_files.submitted(world)
    cast_files.sent_back(world, by="neighbour")
    cast_files.decision_ready(world, by="volunteer")
    officer = words(client_as("front_officer", "en").get("/kantor/"))
    assert "Being checked 1" in officer
    assert "Sent back to be completed 1" in officer
    assert "Waiting for the decision" not in officer
    signatory = words(client_as("signatory", "en").get("/kantor/"))
    assert "Waiting for the decision 1" in signatory
    assert "Being checked" not in signatory


def test_the_desk_opens_at_the_first_stage_with_work_in_it(
    world: World, client_as: Browser
) -> None:
    cast_files.sent_back(world)
    assert "Menunggu pemohon" in words(client_as("front_officer").get("/kantor/"))


def test_a_late_file_is_named_late_and_counted_in_days(world: World, client_as: Browser) -> None:
    file = cast_files.submitted(world)
    Application.objects.filter(pk=file.pk).update(due_at=NOW.replace(year=2020))
    page = words(client_as("front_officer", "en").get("/kantor/?tahap=check"))
    assert "Late by " in page
    assert world.applicant.name in page


@pytest.mark.parametrize(
    ("hours", "said"), [(-1, "Terlambat sejak pukul 11.00"), (1, "Hari ini, 13.00")]
)
def test_a_file_is_late_once_its_hour_is_over_not_only_its_day(
    world: World,
    client_as: Browser,
    monkeypatch: pytest.MonkeyPatch,
    hours: int,
    said: str,
) -> None:
    noon = datetime(2026, 11, 24, 12, tzinfo=ZoneInfo("Asia/Jakarta"))
    monkeypatch.setattr("keliling.web.office.inbox.now", lambda: noon)
    file = cast_files.submitted(world)
    Application.objects.filter(pk=file.pk).update(due_at=noon + timedelta(hours=hours))
    assert said in words(client_as("front_officer").get("/kantor/?tahap=check"))


def test_the_list_goes_on_page_by_page_and_shows_each_file_once(
    world: World, client_as: Browser
) -> None:
    copies(cast_files.submitted(world), 30)
    browser, seen, address = client_as("front_officer"), [], "/kantor/?tahap=check"
    for _ in range(2):
        page = browser.get(address)
        seen += [row.id for row, _, _ in page.context["rows"]]
        address = f"/kantor/?tahap=check&setelah={page.context['older'].replace('+', '%2B')}"
    assert len(seen) == len(set(seen)) == 31
    assert page.context["older"] == ""


def test_the_desk_asks_as_often_for_one_file_as_for_many(
    world: World, client_as: Browser, django_assert_num_queries: Counter
) -> None:
    file = cast_files.submitted(world)
    browser = client_as("front_officer")
    browser.get("/kantor/")
    with django_assert_num_queries(8):
        browser.get("/kantor/")
    copies(file, 20)
    with django_assert_num_queries(8):
        assert len(browser.get("/kantor/").context["rows"]) == 21


def test_a_file_is_found_by_the_code_on_its_receipt(world: World, client_as: Browser) -> None:
    file = cast_files.submitted(world)
    browser = client_as("front_officer", "en")
    found = browser.get("/kantor/", {"kode": file.code.lower()})
    assert found.headers["Location"] == f"/kantor/berkas/{file.pk}/"
    missed = browser.get("/kantor/", {"kode": "KLG-0000"})
    assert missed.status_code == 404
    assert "No file has this code" in words(missed)
    assert 'href="#kode"' in missed.content.decode()


def test_an_officer_of_two_offices_switches_between_them(world: World, client_as: Browser) -> None:
    second_office(world)
    cast_files.submitted(world)
    browser = client_as("front_officer", "en")
    first = browser.get("/kantor/?kantor=jgk")
    assert world.applicant.name in words(first)
    assert '?kantor=dua">PTSP Contoh Dua' in first.content.decode()
    other = browser.get("/kantor/?kantor=dua")
    assert world.applicant.name not in words(other)
    assert "/kantor/program/?kantor=dua" in other.content.decode()


def test_one_office_needs_no_switch(world: World, client_as: Browser) -> None:
    page = client_as("front_officer", "en").get("/kantor/")
    assert "kantor=" not in page.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "tahap=decision",
        "tahap=semua",
        "setelah=kemarin",
        "setelah=2026-11-09_x",
        "setelah=2026-11-09T00:00:00_8c5c715f-8c74-4c1e-a7e9-e06f59b44e92",
        "kantor=lain",
    ],
)
def test_an_address_that_leads_nowhere_is_a_page_that_does_not_exist(
    world: World, client_as: Browser, query: str
) -> None:
    assert client_as("front_officer").get(f"/kantor/?{query}").status_code == 404
