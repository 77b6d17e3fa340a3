"""The head of an RW vouches for neighbours: those of the own RW, once, never for themselves."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from keliling.people import acts as people
from keliling.people.models import Residency
from tests import cast
from tests.cast import NOW, OTHER_VILLAGE, RW, VILLAGE, World
from tests.web.read import words
from tests.web.still import nothing_changes, refused

Browser = Callable[..., Client]
SURE = {"sure": "yes"}


def claimed(world: World, village: str = VILLAGE, rw: str = RW, by: str = "stranger") -> Any:
    return people.claim_residency(village, rw, "2", by=world.actor(by), now=NOW)


def at(claim: Any) -> str:
    return reverse("confirm_residency", args=[claim.pk])


def test_a_neighbour_is_vouched_for_after_one_more_question(
    world: World, client_as: Browser
) -> None:
    claim, browser = claimed(world), client_as("rw_head", "en")
    page = browser.get(reverse("neighbours"))
    assert f"{world.stranger.name} RT 02" in words(page)
    assert f'action="{at(claim)}"' in page.content.decode()
    with nothing_changes():
        asked = words(browser.post(at(claim)))
    assert f"Does {world.stranger.name} live here?" in asked
    assert "You vouch" in asked
    done = browser.post(at(claim), SURE)
    after = words(browser.get(done.headers["Location"]))
    assert "Confirmed." in after
    assert world.stranger.name not in after
    claim.refresh_from_db()
    assert (claim.confirmed_how, claim.confirmed_by) == ("rw_head", world.rw_head.pk)


def test_vouching_twice_counts_once(world: World, client_as: Browser) -> None:
    claim = claimed(world)
    client_as("rw_head").post(at(claim), SURE)
    refused(client_as, "rw_head", at(claim), SURE, 409)
    refused(client_as, "rw_head", at(claim), {}, 404)


def test_who_has_moved_meanwhile_is_not_vouched_for(world: World, client_as: Browser) -> None:
    claim = claimed(world)
    claimed(world, OTHER_VILLAGE, "001")
    for fields in ({}, SURE):
        refused(client_as, "rw_head", at(claim), fields, 404)


def test_nobody_vouches_for_themselves(world: World, client_as: Browser) -> None:
    claimed(world, OTHER_VILLAGE, "001", by="rw_head")
    claim = claimed(world, by="rw_head")
    refused(client_as, "rw_head", at(claim), SURE, 422)


@pytest.mark.parametrize(("village", "rw"), [(VILLAGE, "004"), (OTHER_VILLAGE, RW)])
def test_a_head_vouches_for_the_own_rw_alone(
    world: World, client_as: Browser, village: str, rw: str
) -> None:
    claim = claimed(world, village, rw)
    for fields in ({}, SURE):
        refused(client_as, "rw_head", at(claim), fields, 404)
    assert world.stranger.name not in words(client_as("rw_head").get(reverse("neighbours")))


@pytest.mark.parametrize("who", ["applicant", "volunteer", "stranger", "signatory"])
def test_others_vouch_for_nobody(world: World, client_as: Browser, who: str) -> None:
    claim = claimed(world)
    for fields in ({}, SURE):
        refused(client_as, who, at(claim), fields, 404)
    assert client_as(who).get(reverse("neighbours")).status_code == 404


def test_a_damaged_form_vouches_for_nobody(world: World, client_as: Browser) -> None:
    claim = claimed(world)
    refused(client_as, "rw_head", at(claim), SURE | {"how": "ktp"}, 400)
    refused(client_as, "rw_head", at(Residency(pk=cast.fresh())), SURE, 404)
    refused(client_as, "rw_head", "/warga/x/benar/", SURE, 404)


def test_a_name_is_words(world: World, client_as: Browser) -> None:
    people.take_name("<b>Contoh</b>", by=world.actor("stranger"), now=NOW)
    claim = claimed(world)
    for page in (
        client_as("rw_head").get(reverse("neighbours")),
        client_as("rw_head").post(at(claim)),
    ):
        assert "<b>Contoh</b>" not in page.content.decode()
        assert "<b>Contoh</b>" in words(page)


def test_a_long_list_of_neighbours_costs_no_more_questions(
    world: World, client_as: Browser
) -> None:
    cast.add_neighbours(world, 1)
    browser = client_as("rw_head")

    def questions() -> int:
        with CaptureQueriesContext(connection) as counted:
            assert browser.get(reverse("neighbours")).status_code == 200
        return len(counted)

    questions()
    before = questions()
    cast.add_neighbours(world, 19)
    assert words(browser.get(reverse("neighbours"))).count("Contoh Warga 1") >= 2
    assert questions() == before
