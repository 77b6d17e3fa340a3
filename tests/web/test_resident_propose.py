"""A resident asks for a visit, and a neighbour signs: once, whatever is typed or pressed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from keliling.commission import acts as commission
from keliling.commission.models import Proposal, Support
from tests import cast
from tests.cast import NOW, World
from tests.web.read import typed, words
from tests.web.still import nothing_changes, refused

Browser = Callable[..., Client]
SCRIPT = "<script>alert('x')</script>"
NEED = "need_land-history"
PROPOSE = "/usulkan/"


def form(**changes: str) -> dict[str, str]:
    return {NEED: "12", "offer_furniture": "40", "offer_furniture_words": "Kursi"} | changes


def test_a_visit_is_proposed_with_what_the_kampung_brings(world: World, client_as: Browser) -> None:
    browser = client_as("applicant", "en")
    assert "For RW 03 Srengseng Sawah" in words(browser.get(PROPOSE))
    done = browser.post(PROPOSE, form(why="Banyak yang tua."))
    proposal = Proposal.objects.get()
    assert done.headers["Location"] == reverse("proposal", args=[proposal.pk])
    page = words(browser.get(done.headers["Location"]))
    assert "Your proposal stands." in page
    assert "about 12 people" in page
    assert "40 pieces, Kursi" in page
    assert "Banyak yang tua." in page
    assert proposal.author_id == world.applicant.pk


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({}, "need_burial-renewal"),
        ({NEED: " "}, "need_burial-renewal"),
        ({NEED: "many"}, NEED),
        ({NEED: "-3"}, NEED),
        ({NEED: "0"}, NEED),
        ({NEED: "5001"}, NEED),
        ({NEED: "1" * 40}, NEED),
        ({NEED: "12", "offer_furniture": "2.5"}, "offer_furniture"),
        ({NEED: "12", "offer_time": "0"}, "offer_time"),
        ({NEED: "12", "offer_time_words": "Dua orang"}, "offer_time"),
        ({NEED: "12", "why": "x" * 2001}, "why"),
        ({NEED: "12", "offer_time": "3", "offer_time_words": "x" * 201}, "offer_time_words"),
    ],
)
def test_a_wrong_line_is_named_and_everything_typed_stands_there_again(
    world: World, client_as: Browser, fields: dict[str, str], field: str
) -> None:
    page = refused(client_as, "applicant", PROPOSE, fields, 422)
    assert f'href="#{field}"' in page.content.decode()
    assert {name: typed(page, name) for name in fields} == fields


@pytest.mark.parametrize("fields", [{"need_unheard-of": "3"}, {NEED: "3", "author": "x"}])
def test_a_field_that_is_not_on_the_page_is_refused(
    world: World, client_as: Browser, fields: dict[str, str]
) -> None:
    refused(client_as, "applicant", PROPOSE, fields, 400)


def test_a_nul_in_the_reasons_is_refused(world: World, client_as: Browser) -> None:
    refused(client_as, "applicant", PROPOSE, form(why="a\0b"), 400)


def test_a_script_in_the_reasons_is_words(world: World, client_as: Browser) -> None:
    browser = client_as("applicant")
    done = browser.post(PROPOSE, form(why=SCRIPT, offer_furniture_words=SCRIPT))
    body = client_as().get(done.headers["Location"]).content.decode()
    assert SCRIPT not in body
    assert body.count("&lt;script&gt;alert(&#x27;x&#x27;)") == 2


def test_proposing_twice_makes_one_proposal(world: World, client_as: Browser) -> None:
    client_as("applicant").post(PROPOSE, form())
    page = refused(client_as, "applicant", PROPOSE, form(why="Sekali lagi."), 409)
    assert "You already have an open proposal for this RW." in words(page)
    assert typed(page, "why") == "Sekali lagi."


def test_who_has_not_said_where_they_live_is_led_there(world: World, client_as: Browser) -> None:
    browser = client_as("stranger", "en")
    assert f'href="{reverse("residency")}"' in browser.get(PROPOSE).content.decode()
    with nothing_changes():
        page = browser.post(PROPOSE, form())
    assert "You propose for the RW you live in." in words(page)
    assert page.status_code == 422


def test_where_no_office_serves_nothing_can_be_proposed(world: World, client_as: Browser) -> None:
    cast.load_areas(
        [("32", "Jawa Barat"), ("32.76", "Depok"), ("32.76.05", "Beji"), ("32.76.05.1001", "Beji")],
        by=cast.SYSTEM,
        now=NOW,
    )
    cast.people.claim_residency("32.76.05.1001", "1", by=world.actor("stranger"), now=NOW)
    page = client_as("stranger", "en").get(PROPOSE)
    assert "No office serves that place here yet." in words(page)


def test_a_neighbour_signs_after_reading_that_the_name_is_public(
    world: World, client_as: Browser
) -> None:
    proposal = cast.propose(world)
    browser = client_as("neighbour", "en")
    address = reverse("back", args=[proposal.pk])
    with nothing_changes():
        asked = words(browser.post(address))
    assert "Sign this proposal?" in asked
    assert "the names under a proposal are public" in asked
    done = browser.post(address, {"sure": "yes"})
    assert done.headers["Location"] == reverse("proposal", args=[proposal.pk])
    assert world.neighbour.name in words(browser.get(done.headers["Location"]))
    assert Support.objects.get().person_id == world.neighbour.pk


def test_a_signature_counts_once(world: World, client_as: Browser) -> None:
    proposal = cast.propose(world)
    address = reverse("back", args=[proposal.pk])
    client_as("neighbour").post(address, {"sure": "yes"})
    page = refused(client_as, "neighbour", address, {"sure": "yes"}, 409)
    assert "it counts once" in words(page)


@pytest.mark.parametrize("answered", ["commissioned", "declined"])
def test_an_answered_proposal_takes_no_more_signatures(
    world: World, client_as: Browser, answered: str
) -> None:
    proposal, office = cast.propose(world), world.actor("coordinator")
    if answered == "commissioned":
        commission.commission_visit(proposal.pk, seen_version=1, by=office, now=NOW)
    else:
        commission.decline_proposal(
            proposal.pk, "merged", "Digabung.", seen_version=1, by=office, now=NOW
        )
    refused(client_as, "neighbour", reverse("back", args=[proposal.pk]), {"sure": "yes"}, 409)


def somewhere(world: World, home: str) -> str:
    """Let the stranger live nowhere, or in another village."""
    if home:
        cast.people.claim_residency(home, "001", by=world.actor("stranger"), now=NOW)
    return "stranger"


@pytest.mark.parametrize("home", ["", cast.OTHER_VILLAGE])
def test_only_the_village_signs(world: World, client_as: Browser, home: str) -> None:
    address = reverse("back", args=[cast.propose(world).pk])
    refused(client_as, somewhere(world, home), address, {"sure": "yes"}, 422)


def test_a_proposal_that_is_not_there_cannot_be_signed(world: World, client_as: Browser) -> None:
    for fields in ({}, {"sure": "yes"}):
        refused(client_as, "neighbour", reverse("back", args=[cast.fresh()]), fields, 404)
    proposal: Any = cast.propose(world)
    refused(client_as, "neighbour", reverse("back", args=[proposal.pk]), {"name": "x"}, 400)
    refused(client_as, "neighbour", f"/usulan/{proposal.pk}x/dukung/", {"sure": "yes"}, 404)


def test_a_name_that_is_not_there_is_not_taken_off(world: World, client_as: Browser) -> None:
    proposal = cast.propose(world)
    address = reverse("take_signature_off", args=[proposal.pk])
    client_as("neighbour").post(reverse("back", args=[proposal.pk]), {"sure": "yes"})
    for who in ("stranger", "volunteer", "coordinator"):
        refused(client_as, who, address, {"sure": "yes"}, 409)
    refused(client_as, "neighbour", address, {"sure": "yes", "person": "x"}, 400)
    assert client_as("neighbour").post(address, {"sure": "yes"}).status_code == 303
    refused(client_as, "neighbour", address, {"sure": "yes"}, 409)
    refused(client_as, "neighbour", reverse("take_signature_off", args=[cast.fresh()]), {}, 404)
