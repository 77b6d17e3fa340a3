"""The queue as who keeps it sees it: drawn, called, served, not here; each once."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from keliling.commission.models import Visit
from keliling.deliver import acts
from keliling.deliver.models import Ticket
from keliling.deliver.models.permit import Counter
from keliling.design.rules import Hours
from tests import cast
from tests.cast import NOW, World
from tests.web.read import hidden, words
from tests.web.still import refused
from tests.web.visits import running, soon

Browser = Callable[..., Client]
SERVICE = "land-history"


def at(visit: Any) -> str:
    return reverse("queue", args=[visit.pk])


def drawing(page: Any, **changes: str) -> dict[str, str]:
    """Press the button of the page that draws a number."""
    return {"act": "draw", "id": hidden(page, "id"), "service": SERVICE, "priority": ""} | changes


def calling(page: Any) -> dict[str, str]:
    """Press the button of the page that calls the next number."""
    return {"act": "call", "number": hidden(page, "number")}


def drawn(world: World, *priorities: str) -> Any:
    """A running visit with people waiting."""
    visit = running(world)
    for priority in priorities:
        acts.draw_ticket(
            visit.pk, acts.Turn(SERVICE, priority), by=world.actor("volunteer"), now=NOW
        )
    return visit


def states() -> dict[int, str]:
    return dict(Ticket.objects.order_by("number").values_list("number", "state"))


@pytest.mark.parametrize("who", ["volunteer", "front_officer", "coordinator"])
def test_the_queue_from_the_first_number_to_the_last(
    world: World, client_as: Browser, who: str
) -> None:
    browser, address = client_as(who, "en"), at(running(world))
    assert "Nobody is waiting." in words(browser.get(address))
    for _ in range(2):
        assert browser.post(address, drawing(browser.get(address))).status_code == 303
    assert "Number 2 is drawn. Write it down for the person." in words(browser.get(address))
    browser.post(address, calling(browser.get(address)))
    page = browser.get(address)
    assert "Call out number 1." in words(page)
    browser.post(address, {"act": "served", "ticket": hidden(page, "ticket")})
    browser.post(address, calling(browser.get(address)))
    browser.post(address, {"act": "absent", "ticket": hidden(browser.get(address), "ticket")})
    assert "Served 1 Not here when called 1 Waiting 0" in words(browser.get(address))
    assert states() == {1: "served", 2: "absent"}


def test_drawing_twice_with_one_page_draws_one_number_and_says_which(
    world: World, client_as: Browser
) -> None:
    visit = drawn(world, "")
    form = drawing(client_as("volunteer").get(at(visit)))
    assert client_as("volunteer").post(at(visit), form).status_code == 303
    again = refused(client_as, "volunteer", at(visit), form, 409)
    assert "Number 2 was drawn already" in words(again)
    assert hidden(again, "id") != form["id"]
    assert Counter.objects.get(key=f"ticket:{visit.pk}").last == 2


def test_a_form_of_another_queue_draws_nothing_here(world: World, client_as: Browser) -> None:
    theirs = drawn(world)
    first = acts.draw_ticket(theirs.pk, acts.Turn(SERVICE), by=world.actor("volunteer"), now=NOW)
    world.extra.clear()
    here = cast.commission_visit(world)
    office, hours = world.actor("coordinator"), Hours(soon(), cast.time(8), cast.time(12))
    cast.design.draft_plan(here.pk, hours, [SERVICE], seen_version=1, by=office, now=NOW)
    Visit.objects.filter(pk=here.pk).update(state="published")
    form = drawing(client_as("coordinator").get(at(here)), id=str(first.pk))
    refused(client_as, "coordinator", at(here), form, 409)
    assert not Counter.objects.filter(key=f"ticket:{here.pk}").exists()


def test_calling_twice_with_one_page_calls_one_person(world: World, client_as: Browser) -> None:
    visit = drawn(world, "", "")
    form = calling(client_as("volunteer").get(at(visit)))
    assert client_as("volunteer").post(at(visit), form).status_code == 303
    again = refused(client_as, "front_officer", at(visit), form, 409)
    assert "Number 1 is not the next one any more." in words(again)
    assert "Call 2" in words(again)
    assert states() == {1: "called", 2: "waiting"}


def test_somebody_who_goes_first_and_came_meanwhile_is_not_passed_over(
    world: World, client_as: Browser
) -> None:
    visit = drawn(world, "")
    form = calling(client_as("volunteer").get(at(visit)))
    turn = acts.Turn(SERVICE, "elderly")
    acts.draw_ticket(visit.pk, turn, by=world.actor("volunteer"), now=NOW)
    again = refused(client_as, "volunteer", at(visit), form, 409)
    assert "Call 2" in words(again)


def test_a_number_is_ended_once(world: World, client_as: Browser) -> None:
    visit = drawn(world, "")
    ticket = acts.call_next(visit.pk, by=world.actor("volunteer"), now=NOW)
    form = {"act": "served", "ticket": str(ticket.pk)}
    assert client_as("volunteer").post(at(visit), form).status_code == 303
    for act in ("served", "absent"):
        refused(client_as, "volunteer", at(visit), form | {"act": act}, 409)
    assert states() == {1: "served"}


def test_a_number_that_was_not_called_is_not_ended(world: World, client_as: Browser) -> None:
    visit = drawn(world, "")
    form = {"act": "absent", "ticket": str(Ticket.objects.get().pk)}
    refused(client_as, "volunteer", at(visit), form, 409)


def test_an_empty_queue_calls_nobody(world: World, client_as: Browser) -> None:
    page = refused(client_as, "volunteer", at(running(world)), {"act": "call", "number": "1"}, 409)
    assert "Nobody is waiting." in words(page)


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"act": ""}, 400),
        ({"act": "eat"}, 400),
        ({"id": ""}, 400),
        ({"id": "x"}, 400),
        ({"person": "x"}, 400),
        ({"service": "a\0"}, 400),
        ({"service": ""}, 422),
        ({"service": "burial-new"}, 422),
        ({"service": "<script>"}, 422),
        ({"service": "x" * 5000}, 422),
        ({"priority": "vip"}, 422),
        ({"act": "call"}, 400),
        ({"act": "call", "number": "-1"}, 400),
        ({"act": "call", "number": "9" * 30}, 400),
        ({"act": "call", "number": "7"}, 409),
        ({"act": "served"}, 400),
        ({"act": "served", "ticket": "x"}, 400),
        ({"act": "served", "ticket": str(UUID(int=1))}, 404),
    ],
)
def test_a_damaged_form_draws_calls_and_ends_nothing(
    world: World, client_as: Browser, changes: dict[str, str], status: int
) -> None:
    visit = drawn(world, "")
    form = drawing(client_as("volunteer").get(at(visit))) | changes
    page = refused(client_as, "volunteer", at(visit), form, status)
    assert "<script>" not in words(page)


def test_what_was_chosen_stands_there_again(world: World, client_as: Browser) -> None:
    visit = running(world)
    form = drawing(client_as("volunteer").get(at(visit)), service="", priority="elderly")
    body = refused(client_as, "volunteer", at(visit), form, 422).content.decode()
    assert 'value="elderly" checked' in body
    assert 'href="#service"' in body


@pytest.mark.parametrize("state", ["planning", "closed", "cancelled"])
def test_a_visit_that_is_not_running_draws_no_number(
    world: World, client_as: Browser, state: str
) -> None:
    visit = running(world)
    form = drawing(client_as("volunteer").get(at(visit)))
    Visit.objects.filter(pk=visit.pk).update(state=state)
    refused(client_as, "volunteer", at(visit), form, 409)
    shown = words(client_as("volunteer", "en").get(at(visit)))
    assert "This visit hands out no numbers now." in shown


@pytest.mark.parametrize("who", ["stranger", "applicant", "rw_head", "signatory", "administrator"])
def test_the_queue_is_not_there_for_others(world: World, client_as: Browser, who: str) -> None:
    visit = drawn(world, "")
    form = drawing(client_as("volunteer").get(at(visit)))
    for fields in (form, {"act": "call", "number": "1"}):
        refused(client_as, who, at(visit), fields, 404)


def test_a_volunteer_of_one_visit_ends_no_number_of_another(
    world: World, client_as: Browser
) -> None:
    theirs = drawn(world, "")
    ticket = acts.call_next(theirs.pk, by=world.actor("volunteer"), now=NOW)
    world.extra.clear()
    cast.propose(world, by="neighbour")
    here = cast.commission_visit(world)
    hours = (cast.time(8), cast.time(12))
    office = world.actor("coordinator")
    shift = cast.design.open_shift(here.pk, "escort", hours, 1, by=office, now=NOW)
    cast.design.take_shift(shift.pk, by=world.actor("applicant"), now=NOW)
    form = {"act": "served", "ticket": str(ticket.pk)}
    refused(client_as, "applicant", at(here), form, 404)
    refused(client_as, "volunteer", at(here), form, 404)


def test_a_long_queue_costs_no_more_questions(world: World, client_as: Browser) -> None:
    visit, browser = drawn(world, ""), client_as("volunteer")

    def questions() -> int:
        with CaptureQueriesContext(connection) as counted:
            assert browser.get(at(visit)).status_code == 200
        return len(counted)

    questions()
    before = questions()
    keeper = world.actor("volunteer")
    for _ in range(19):
        acts.draw_ticket(visit.pk, acts.Turn(SERVICE), by=keeper, now=NOW)
    for _ in range(3):
        acts.call_next(visit.pk, by=keeper, now=NOW)
    assert questions() == before
