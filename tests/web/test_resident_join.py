"""Residents lend a hand: a shift, a place, a pledge, a line of the list; once each."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from keliling.commission.models import Visit
from keliling.design import acts as design
from keliling.design.models import Pledge, Readiness, ShiftPlace, Venue
from keliling.people import acts as people
from tests import cast
from tests.cast import NOW, World
from tests.web.read import hidden, typed, words
from tests.web.still import refused

Browser = Callable[..., Client]
SCRIPT = "<script>alert('x')</script>"
LONG = "9" * 40


def shift_of(world: World, places: int = 1) -> Any:
    """A visit being planned that looks for people who fetch neighbours."""
    visit = cast.commission_visit(world)
    hours = (cast.time(8), cast.time(12))
    office = world.actor("coordinator")
    return design.open_shift(visit.pk, "escort", hours, places, by=office, now=NOW)


def group_of(world: World, key: str = "neighbour") -> UUID:
    """A group that somebody speaks for."""
    group = people.found_group("PKK Contoh", "pkk", by=world.actor(key), now=NOW)
    return group.pk


def pledge_form(page: Any, **changes: str) -> dict[str, str]:
    return {"id": hidden(page, "id"), "kind": "furniture", "quantity": "40"} | changes


def venue_form(page: Any, group: object, **changes: str) -> dict[str, str]:
    fields = {"id": hidden(page, "id"), "group": str(group), "name": "Balai", "capacity": "60"}
    return fields | changes


def over(visit: Any) -> Any:
    Visit.objects.filter(pk=visit.pk).update(state="closed")
    return visit


def test_a_place_in_a_shift_is_taken_and_given_back(world: World, client_as: Browser) -> None:
    shift = shift_of(world)
    browser = client_as("neighbour", "en")
    taken = browser.post(reverse("take_shift", args=[shift.pk]))
    assert taken.headers["Location"] == reverse("visit", args=[shift.visit_id])
    assert "The place is yours." in words(browser.get(taken.headers["Location"]))
    assert "08:00\N{EN DASH}12:00" in words(browser.get(reverse("my")))
    left = browser.post(reverse("leave_shift", args=[shift.pk]))
    assert "Your place is free again." in words(browser.get(left.headers["Location"]))
    assert not ShiftPlace.objects.exists()


def test_the_last_place_goes_to_one_and_to_them_once(world: World, client_as: Browser) -> None:
    address = reverse("take_shift", args=[shift_of(world).pk])
    assert client_as("neighbour").post(address).status_code == 303
    again = refused(client_as, "neighbour", address, {}, 409)
    assert "You already have a place in this shift." in words(again)
    late = refused(client_as, "applicant", address, {}, 409)
    assert "Somebody took the last place just now." in words(late)


def test_a_shift_is_for_residents_of_the_village_while_it_can_be_planned(
    world: World, client_as: Browser
) -> None:
    shift = shift_of(world)
    take, leave = (reverse(name, args=[shift.pk]) for name in ("take_shift", "leave_shift"))
    refused(client_as, "stranger", take, {}, 422)
    refused(client_as, "neighbour", take, {"person": str(world.applicant.pk)}, 400)
    refused(client_as, "neighbour", leave, {}, 404)
    over(shift.visit)
    for address in (take, leave):
        refused(client_as, "neighbour", address, {}, 409)


@pytest.mark.parametrize("name", ["take_shift", "leave_shift"])
def test_a_shift_that_is_not_there(world: World, client_as: Browser, name: str) -> None:
    refused(client_as, "neighbour", reverse(name, args=[cast.fresh()]), {}, 404)


def test_a_pledge_stands_in_the_plan_without_a_name(world: World, client_as: Browser) -> None:
    visit = cast.commission_visit(world)
    browser, address = client_as("neighbour", "en"), reverse("pledge", args=[visit.pk])
    form = pledge_form(browser.get(address), words=f"Kursi {SCRIPT}")
    plan = browser.get(browser.post(address, form).headers["Location"])
    assert f"Kursi {SCRIPT}" in words(plan)
    assert SCRIPT not in plan.content.decode()
    assert world.neighbour.name not in words(plan)


def test_pressing_twice_pledges_once_and_a_used_form_pledges_nothing_else(
    world: World, client_as: Browser
) -> None:
    visit = cast.commission_visit(world)
    browser, address = client_as("neighbour"), reverse("pledge", args=[visit.pk])
    form = pledge_form(browser.get(address))
    assert [browser.post(address, form).status_code for _ in range(2)] == [303, 303]
    assert Pledge.objects.count() == 1
    page = refused(client_as, "neighbour", address, form | {"quantity": "50"}, 409)
    assert typed(page, "quantity") == "50"
    assert hidden(page, "id") != form["id"]
    refused(client_as, "applicant", address, form, 409)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": ""}, "kind"),
        ({"kind": "money"}, "kind"),
        ({"quantity": ""}, "quantity"),
        ({"quantity": "0"}, "quantity"),
        ({"quantity": "-4"}, "quantity"),
        ({"quantity": "5001"}, "quantity"),
        ({"quantity": LONG}, "quantity"),
        ({"quantity": "forty"}, "quantity"),
        ({"words": "x" * 201}, "words"),
        ({"group": str(UUID(int=1))}, "group"),
    ],
)
def test_a_wrong_pledge_is_named_and_stands_there_again(
    world: World, client_as: Browser, changes: dict[str, str], field: str
) -> None:
    visit = cast.commission_visit(world)
    address = reverse("pledge", args=[visit.pk])
    form = pledge_form(client_as("neighbour").get(address), words="Kursi") | changes
    page = refused(client_as, "neighbour", address, form, 422)
    assert f'href="#{field}"' in page.content.decode()
    assert {n: typed(page, n) for n in ("quantity", "words")} == {
        n: form[n] for n in ("quantity", "words")
    }


@pytest.mark.parametrize(
    "changes", [{"id": "x"}, {"id": ""}, {"group": "x"}, {"state": "agreed"}, {"words": "\0"}]
)
def test_a_damaged_pledge_is_refused(
    world: World, client_as: Browser, changes: dict[str, str]
) -> None:
    address = reverse("pledge", args=[cast.commission_visit(world).pk])
    form = pledge_form(client_as("neighbour").get(address))
    refused(client_as, "neighbour", address, form | changes, 400)


def test_a_place_is_offered_in_the_name_of_a_group(world: World, client_as: Browser) -> None:
    visit = cast.commission_visit(world)
    browser, address = client_as("neighbour", "en"), reverse("offer_venue", args=[visit.pk])
    assert "Register yours first." in words(browser.get(address))
    form = venue_form(browser.get(reverse("pledge", args=[visit.pk])), group_of(world))
    form |= {"step_free": "1", "address": "Jalan Contoh 3", "watts": "900"}
    assert [browser.post(address, form).status_code for _ in range(2)] == [303, 303]
    venue = Venue.objects.get()
    assert (venue.step_free, venue.roofed, venue.watts) == (True, False, 900)
    refused(client_as, "neighbour", address, form | {"name": "Teras"}, 409)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"group": ""}, "group"),
        ({"group": str(UUID(int=1))}, "group"),
        ({"name": "  "}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"address": "x" * 201}, "address"),
        ({"capacity": ""}, "capacity"),
        ({"capacity": "0"}, "capacity"),
        ({"capacity": "-1"}, "capacity"),
        ({"capacity": "5001"}, "capacity"),
        ({"capacity": LONG}, "capacity"),
        ({"watts": "lots"}, "capacity"),
        ({"watts": "100001"}, "capacity"),
    ],
)
def test_a_wrong_offer_is_named_and_stands_there_again(
    world: World, client_as: Browser, changes: dict[str, str], field: str
) -> None:
    visit, group = cast.commission_visit(world), group_of(world)
    address = reverse("offer_venue", args=[visit.pk])
    form = venue_form(client_as("neighbour").get(address), group, address="RT 4") | changes
    page = refused(client_as, "neighbour", address, form, 422)
    assert f'href="#{field}"' in page.content.decode()
    shown = {n: typed(page, n) for n in ("name", "address", "capacity")}
    assert shown == {n: form[n] for n in shown}


def test_somebody_elses_group_offers_nothing_of_ones_own(world: World, client_as: Browser) -> None:
    visit, theirs = cast.commission_visit(world), group_of(world)
    address = reverse("offer_venue", args=[visit.pk])
    people.found_group("RT 4", "rt_rw", by=world.actor("applicant"), now=NOW)
    form = venue_form(client_as("applicant").get(address), theirs)
    refused(client_as, "applicant", address, form, 422)


@pytest.mark.parametrize("name", ["pledge", "offer_venue"])
def test_promises_are_for_the_village_and_end_with_the_visit(
    world: World, client_as: Browser, name: str
) -> None:
    visit, group = cast.commission_visit(world), group_of(world)
    address = reverse(name, args=[visit.pk])
    page = client_as("neighbour").get(address)
    form = pledge_form(page) if name == "pledge" else venue_form(page, group)
    refused(client_as, "stranger", address, form, 422)
    assert "<form" not in words(client_as("stranger").get(address))
    over(visit)
    late = refused(client_as, "neighbour", address, form, 409)
    assert "nothing more can be promised" in words(late)
    refused(client_as, "neighbour", reverse(name, args=[cast.fresh()]), form, 404)


def test_a_line_of_the_list_is_answered_once_by_the_side_it_belongs_to(
    world: World, client_as: Browser
) -> None:
    visit = cast.commission_visit(world)
    browser, address = client_as("neighbour", "en"), reverse("tick", args=[visit.pk])
    done = browser.post(address, {"item": "announced"})
    assert "Noted on the list." in words(browser.get(done.headers["Location"]))
    assert Readiness.objects.get().by == world.neighbour.pk
    refused(client_as, "applicant", address, {"item": "announced"}, 409)


@pytest.mark.parametrize(
    ("who", "item", "status"),
    [
        ("neighbour", "", 422),
        ("neighbour", "date", 422),
        ("neighbour", SCRIPT, 422),
        ("neighbour", "x" * 5000, 422),
        ("neighbour", "kit", 404),
        ("stranger", "announced", 422),
    ],
)
def test_a_line_that_is_not_the_readers_stays_open(
    world: World, client_as: Browser, who: str, item: str, status: int
) -> None:
    address = reverse("tick", args=[cast.commission_visit(world).pk])
    refused(client_as, who, address, {"item": item}, status)
