"""One's own number in the queue of a visit."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from keliling.commission.models import Visit
from keliling.deliver import acts
from keliling.deliver.models import Ticket
from keliling.deliver.models.permit import Counter
from tests import cast
from tests.cast import NOW, World
from tests.web.read import words
from tests.web.still import nothing_changes, refused
from tests.web.visits import running

Browser = Callable[..., Client]
FORM = {"service": "land-history", "priority": ""}


def at(visit: Any) -> str:
    return reverse("my_ticket", args=[visit.pk])


def test_a_number_is_drawn_waited_for_and_called(world: World, client_as: Browser) -> None:
    visit, browser, keeper = running(world), client_as("applicant", "en"), world.actor("volunteer")
    acts.draw_ticket(visit.pk, acts.Turn("land-history"), by=keeper, now=NOW)
    assert "What do you come for?" in words(browser.get(at(visit)))
    assert browser.post(at(visit), FORM).headers["Location"] == at(visit)
    assert "1 person is called before you." in words(browser.get(at(visit)))
    acts.call_next(visit.pk, by=keeper, now=NOW)
    assert "You are next." in words(browser.get(at(visit)))
    acts.call_next(visit.pk, by=keeper, now=NOW)
    assert "You are being called. Come to the counter." in words(browser.get(at(visit)))
    assert Ticket.objects.get(number=2).person_id == world.applicant.pk


def test_pressing_twice_draws_one_number(world: World, client_as: Browser) -> None:
    visit = running(world)
    client_as("applicant").post(at(visit), FORM)
    browser = client_as("applicant")
    with nothing_changes():
        assert browser.post(at(visit), FORM).headers["Location"] == at(visit)
    assert Counter.objects.get(key=f"ticket:{visit.pk}").last == 1


def test_a_visitor_from_elsewhere_may_take_a_number(world: World, client_as: Browser) -> None:
    assert client_as("stranger").post(at(running(world)), FORM).status_code == 303


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"service": ""}, 422),
        ({"service": "burial-new"}, 422),
        ({"service": "<script>"}, 422),
        ({"service": "x" * 5000}, 422),
        ({"priority": "vip"}, 422),
        ({"person": "x"}, 400),
        ({"number": "1"}, 400),
        ({"service": "a\0"}, 400),
    ],
)
def test_a_wrong_form_draws_no_number_and_keeps_what_was_chosen(
    world: World, client_as: Browser, changes: dict[str, str], status: int
) -> None:
    form = FORM | {"priority": "elderly"} | changes
    page = refused(client_as, "applicant", at(running(world)), form, status)
    body = page.content.decode()
    assert "<script>" not in body
    if status == 422:
        assert f'href="#{next(iter(changes))}"' in body
        kept = "priority" if "service" in changes else "service"
        assert f'value="{form[kept]}" checked' in body


@pytest.mark.parametrize("state", ["planning", "closed", "cancelled"])
def test_a_visit_that_is_not_running_draws_no_number(
    world: World, client_as: Browser, state: str
) -> None:
    visit = running(world)
    Visit.objects.filter(pk=visit.pk).update(state=state)
    page = refused(client_as, "applicant", at(visit), FORM, 409)
    assert "Numbers are handed out once the visit is announced." in words(page)
    refused(client_as, "applicant", reverse("my_ticket", args=[cast.fresh()]), FORM, 404)


def test_somebody_elses_number_is_not_shown(world: World, client_as: Browser) -> None:
    visit = running(world)
    client_as("applicant").post(at(visit), FORM)
    assert "What do you come for?" in words(client_as("neighbour", "en").get(at(visit)))
