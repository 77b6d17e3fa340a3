"""One's own page: what waits first, all of it, and at the same cost for one row and for twenty."""

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

from keliling.commission.models import Proposal
from keliling.deliver import acts
from keliling.deliver.models import Application
from keliling.design import acts as design
from keliling.kernel.ids import new_code
from keliling.people import acts as people
from tests import cast, cast_files
from tests.cast import NOW, World
from tests.web.read import words
from tests.web.visits import mandate, running

Browser = Callable[..., Client]
MY = "/saya/"


def questions(browser: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as counted:
        assert browser.get(address).status_code == 200
    return len(counted)


def more_files(world: World, count: int) -> None:
    """Copy the applicant's first file."""
    row = Application.objects.filter(applicant=world.applicant).first()
    assert row is not None
    for _ in range(count):
        row.pk, row.code = cast.fresh(), new_code()
        row.save(force_insert=True)


def more_mandates(world: World, count: int) -> None:
    """Let volunteers take a shift, and help the applicant."""
    hours = (cast.time(13), cast.time(14))
    office = world.actor("coordinator")
    shift = design.open_shift(world.visit.pk, "greeter", hours, count, by=office, now=NOW)
    for actor in cast.add_neighbours(world, count):
        design.take_shift(shift.pk, by=actor, now=NOW)
        powers = acts.Powers("land-history", actor.who, localdate())
        acts.give_mandate(world.visit.pk, powers, by=world.actor("applicant"), now=moment())


def more_shifts(world: World, key: str, count: int) -> None:
    office = world.actor("coordinator")
    for n in range(count):
        hours = (cast.time(9, n), cast.time(16))
        shift = design.open_shift(world.visit.pk, "escort", hours, 1, by=office, now=NOW)
        design.take_shift(shift.pk, by=world.actor(key), now=NOW)


def more_proposals(world: World, count: int) -> None:
    row = Proposal.objects.get(author=world.applicant)
    for n in range(count):
        row.pk, row.proposed_at = cast.fresh(), NOW - timedelta(days=n + 1)
        row.save(force_insert=True)


def test_what_waits_for_the_reader_stands_first(world: World, client_as: Browser) -> None:
    sent = cast_files.submitted(world)
    draft = cast_files.begin(world, service="land-history")
    page = words(client_as("applicant", "en").get(MY))
    assert page.index("Waiting for you") < page.index("begun ") < page.index("My files")
    assert page.index("My files") < page.index(sent.code)
    assert draft.code not in page


def test_an_empty_page_says_where_to_begin(world: World, client_as: Browser) -> None:
    page = client_as("stranger", "en").get(MY)
    for wanted in ("No file yet", "not said yet"):
        assert wanted in words(page)
    for name in ("residency", "nik", "groups", "services", "propose"):
        assert f'href="{reverse(name)}"' in page.content.decode()


def test_a_page_of_ones_own_costs_the_same_for_one_row_and_for_twenty(
    world: World, client_as: Browser
) -> None:
    running(world)
    mandate(world)
    cast_files.begin(world, service="land-history")
    people.found_group("PKK 0", "pkk", by=world.actor("applicant"), now=NOW)
    more_shifts(world, "applicant", 1)
    browser = client_as("applicant", "en")
    questions(browser, MY)
    before = questions(browser, MY)
    more_files(world, 19)
    more_mandates(world, 19)
    more_proposals(world, 19)
    for n in range(1, 20):
        people.found_group(f"PKK {n}", "pkk", by=world.actor("applicant"), now=NOW)
    assert questions(browser, MY) == before
    page = words(browser.get(MY))
    assert page.count("begun ") == 20
    assert page.count("Take it back") == 20


def test_many_shifts_cost_no_more(world: World, client_as: Browser) -> None:
    running(world)
    more_shifts(world, "neighbour", 1)
    browser = client_as("neighbour", "en")
    addresses = (MY, reverse("field"))
    before = [questions(browser, address) for address in addresses * 2][2:]
    office = world.actor("coordinator")
    for n in range(19):
        hours = (cast.time(10, n), cast.time(16))
        shift = design.open_shift(world.visit.pk, "escort", hours, 1, by=office, now=NOW)
        design.take_shift(shift.pk, by=world.actor("neighbour"), now=NOW)
    assert [questions(browser, address) for address in addresses] == before
    assert words(browser.get(MY)).count("16:00") == 20


def test_a_file_with_a_long_history_costs_no_more(world: World, client_as: Browser) -> None:
    file: Any = cast_files.submitted(world)
    address, officer = reverse("application", args=[file.pk]), world.actor("front_officer")
    acts.look(file.pk, by=officer, now=NOW)
    browser = client_as("applicant", "en")
    questions(browser, address)
    before = questions(browser, address)
    for n in range(19):
        acts.look(file.pk, by=officer, now=cast.later(hours=n))
    assert "20 times, last" in words(browser.get(address))
    assert questions(browser, address) == before


@pytest.mark.parametrize("name", ["my", "field"])
@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_a_list_is_only_read(world: World, client_as: Browser, name: str, method: str) -> None:
    answer = getattr(client_as("applicant", "en"), method)(reverse(name))
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD"
    assert "This page cannot do that" in words(answer)
