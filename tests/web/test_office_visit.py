"""From a proposal to a closed counter, as a coordinator walks it through the pages."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from keliling.commission import acts as commission
from keliling.commission.models import Proposal, Visit
from keliling.deliver.acts import Turn, draw_ticket
from keliling.deliver.models import Ticket
from keliling.design import acts as design
from keliling.design.models import Plan, Pledge, ShiftPlace, Venue
from keliling.people import acts as people
from tests import cast
from tests.cast import NOW, World
from tests.web.read import words
from tests.web.visits import running

Browser = Callable[..., Client]


def at(visit: Any) -> str:
    return f"/kantor/kunjungan/{visit.pk}/"


def do(browser: Client, visit: Any, act: str, **fields: Any) -> Any:
    return browser.post(at(visit), {"act": act} | fields)


def day_fields(day: date) -> dict[str, str]:
    return {"day_day": str(day.day), "day_month": str(day.month), "day_year": str(day.year)}


def draft(browser: Client, visit: Any, **changes: Any) -> Any:
    fields: dict[str, Any] = {"starts": "08.00", "ends": "12.00", "services": ["land-history"]}
    fields |= day_fields(localdate() + timedelta(days=3)) | {"version": "1"} | changes
    return do(browser, visit, "draft", **fields)


def offered_venue(world: World, visit: Any) -> Any:
    """A hall that a group of the RW offers."""
    resident = world.actor("volunteer")
    group = people.found_group("Karang Taruna Contoh", "karang_taruna", by=resident, now=NOW)
    place = design.VenueOffer(group.pk, "Balai Warga", "Jalan Contoh 1", 60, True, True, 2200)  # noqa: FBT003
    return design.offer_venue(visit.pk, place, by=resident, now=NOW)


def state_of(proposal: Any) -> str:
    return Proposal.objects.values_list("state", flat=True).get(pk=proposal.pk)


def test_a_proposal_is_chosen_after_one_more_question(world: World, client_as: Browser) -> None:
    proposal = cast.propose(world)
    browser = client_as("coordinator", "en")
    address = f"/kantor/usulan/{proposal.pk}/"
    assert f'href="{address}"' in browser.get("/kantor/usulan/").content.decode()
    fields = {"act": "choose", "version": "1", "answer": "Sampai jumpa."}
    assert "Choose this proposal?" in words(browser.post(address, fields))
    assert state_of(proposal) == "open"
    done = browser.post(address, fields | {"sure": "yes"})
    visit = Visit.objects.get(proposal=proposal)
    assert done.headers["Location"] == at(visit)
    assert "Sampai jumpa." in words(browser.get(address))


def test_a_proposal_is_declined_with_a_reason_and_an_answer(
    world: World, client_as: Browser
) -> None:
    proposal = cast.propose(world)
    browser = client_as("coordinator", "en")
    address = f"/kantor/usulan/{proposal.pk}/"
    fields = {"act": "decline", "version": "1", "reason": "merged"}
    bare = browser.post(address, fields)
    assert bare.status_code == 422
    assert 'href="#answer"' in bare.content.decode()
    assert 'value="merged" checked' in bare.content.decode()
    fields |= {"answer": "Digabung dengan RW 05.", "sure": "yes"}
    assert browser.post(address, fields).status_code == 303
    assert state_of(proposal) == "declined"


def test_one_does_not_answer_the_own_proposal(world: World, client_as: Browser) -> None:
    cast.settle(world, "coordinator")
    proposal = cast.propose(world, by="coordinator")
    browser = client_as("coordinator", "en")
    address = f"/kantor/usulan/{proposal.pk}/"
    assert "a colleague answers it" in words(browser.get(address))
    forced = browser.post(address, {"act": "choose", "version": "1", "answer": "", "sure": "1"})
    assert (forced.status_code, state_of(proposal)) == (422, "open")


def test_two_coordinators_answer_and_the_second_is_told(world: World, client_as: Browser) -> None:
    proposal = cast.propose(world)
    browser = client_as("coordinator", "en")
    commission.commission_visit(proposal.pk, seen_version=1, by=world.actor("coordinator"), now=NOW)
    fields = {"act": "choose", "version": "1", "answer": "", "sure": "yes"}
    late = browser.post(f"/kantor/usulan/{proposal.pk}/", fields)
    assert late.status_code == 409
    assert "already answered" in words(late)


def test_a_plan_is_drafted_and_a_wrong_day_keeps_what_was_typed(
    world: World, client_as: Browser
) -> None:
    visit = cast.commission_visit(world)
    browser = client_as("coordinator", "en")
    wrong = draft(browser, visit, day_month="13")
    assert wrong.status_code == 422
    body = wrong.content.decode()
    assert 'href="#day"' in body
    assert 'name="day_month" value="13"' in body
    assert draft(browser, visit).status_code == 303
    plan = Plan.objects.get(pk=visit.pk)
    assert plan.day == localdate() + timedelta(days=3)
    assert [row.service for row in plan.services.all()] == ["land-history"]
    assert draft(browser, visit).status_code == 409


def test_a_plan_is_published_only_when_its_list_is_complete(
    world: World, client_as: Browser
) -> None:
    visit = cast.commission_visit(world)
    browser = client_as("coordinator", "en")
    early = do(browser, visit, "publish", version="1")
    assert early.status_code == 422
    assert "Not everything on the list is ready yet." in words(early)


def test_a_coordinator_walks_a_visit_to_its_end(world: World, client_as: Browser) -> None:
    visit = cast.commission_visit(world)
    browser, resident = client_as("coordinator", "en"), world.actor("volunteer")
    draft(browser, visit, **day_fields(localdate()))
    venue = offered_venue(world, visit)
    answer = {"venue": str(venue.pk), "answer": "agreed", "words": ""}
    assert "Agree to this place?" in words(do(browser, visit, "venue", **answer))
    assert Venue.objects.get(pk=venue.pk).state == "offered"
    do(browser, visit, "venue", **answer, sure="yes")
    shift = {"task": "form_helper", "starts": "08:00", "ends": "12.00", "places": "2"}
    assert do(browser, visit, "shift", **shift).status_code == 303
    opened = visit.shifts.get()
    design.take_shift(opened.pk, by=resident, now=NOW)
    for item in ("kit", "rain_plan"):
        assert do(browser, visit, "tick", item=item).status_code == 303
    design.tick_readiness(visit.pk, "announced", by=resident, now=NOW)
    version = str(Plan.objects.get(pk=visit.pk).version)
    assert "Publish the plan?" in words(do(browser, visit, "publish", version=version))
    for act, state, more in (
        ("publish", "published", {"version": version}),
        ("hold", "held", {}),
        ("close", "closed", {}),
    ):
        assert do(browser, visit, act, **more, sure="yes").status_code == 303
        visit.refresh_from_db()
        assert visit.state == state
    hours = {"shift": str(opened.pk), "person": str(world.volunteer.pk), "minutes": "210"}
    assert "Next: countersign 1 place" in words(browser.get(at(visit)))
    assert do(browser, visit, "countersign", **hours).status_code == 303
    assert ShiftPlace.objects.get(shift=opened).minutes == 210
    assert do(browser, visit, "countersign", **hours).status_code == 409


def test_a_place_is_turned_down_only_with_a_reason(world: World, client_as: Browser) -> None:
    visit = cast.commission_visit(world)
    venue = offered_venue(world, visit)
    browser = client_as("coordinator", "en")
    answer = {"venue": str(venue.pk), "answer": "refused", "words": " "}
    bare = do(browser, visit, "venue", **answer)
    assert bare.status_code == 422
    assert 'id="words"' in bare.content.decode()
    assert Venue.objects.get(pk=venue.pk).state == "offered"
    do(browser, visit, "venue", **(answer | {"words": "Ada anak tangga.", "sure": "yes"}))
    assert Venue.objects.get(pk=venue.pk).answer == "Ada anak tangga."


def test_a_pledge_is_answered_once(world: World, client_as: Browser) -> None:
    visit = cast.publish_visit(world)
    browser = client_as("coordinator")
    answer = {"pledge": str(world.pledge.pk), "answer": "agreed"}
    assert do(browser, visit, "pledge", **answer).status_code == 303
    assert Pledge.objects.get(pk=world.pledge.pk).state == "agreed"
    assert do(browser, visit, "pledge", **answer).status_code == 409


def test_whoever_of_the_office_keeps_the_queue_finds_the_way_back(
    world: World, client_as: Browser
) -> None:
    visit = running(world)
    queue, helped = (reverse(name, args=[visit.pk]) for name in ("queue", "helped"))
    for who in ("coordinator", "front_officer"):
        page = client_as(who).get(queue).content.decode()
        assert f'href="{reverse("programme")}"' in page
        assert helped not in page
    page = client_as("volunteer").get(queue).content.decode()
    assert helped in page
    assert reverse("programme") not in page


def test_a_counter_is_not_closed_while_somebody_waits(world: World, client_as: Browser) -> None:
    visit = cast.publish_visit(world)
    browser = client_as("coordinator", "en")
    do(browser, visit, "hold", sure="yes")
    draw_ticket(visit.pk, Turn("land-history"), by=world.actor("volunteer"), now=NOW)
    page = do(browser, visit, "close", sure="yes")
    assert page.status_code == 409
    assert "People are still waiting" in words(page)
    assert Ticket.objects.get(visit=visit).state == "waiting"


@pytest.mark.parametrize(
    ("act", "fields", "status"),
    [
        ("cancel", {}, 400),
        ("draft", {"version": "1", "starts": "8", "ends": "12"}, 422),
        ("draft", {"version": "1", "more": "x"}, 400),
        ("tick", {"item": "announced"}, 422),
        ("tick", {"item": "date"}, 422),
        ("venue", {"venue": "x", "answer": "agreed"}, 400),
        ("venue", {"venue": str(UUID(int=1)), "answer": "offered"}, 400),
        ("venue", {"venue": str(UUID(int=1)), "answer": "agreed", "sure": "1"}, 404),
        ("shift", {"task": "cook", "starts": "08.00", "ends": "09.00", "places": "1"}, 422),
        ("shift", {"task": "greeter", "starts": "09.00", "ends": "08.00", "places": "1"}, 422),
        ("shift", {"task": "greeter", "starts": "25.00", "ends": "26.00", "places": "1"}, 422),
        ("shift", {"task": "greeter", "starts": "08.00", "ends": "09.00", "places": "-1"}, 422),
        ("shift", {"task": "greeter", "starts": "08.00", "ends": "09.00", "places": "9999"}, 422),
        ("hold", {"sure": "1"}, 409),
        ("close", {"sure": "1"}, 409),
        (
            "countersign",
            {"shift": str(UUID(int=1)), "person": str(UUID(int=2)), "minutes": "9"},
            404,
        ),
    ],
)
def test_a_damaged_form_ends_in_a_sentence_and_changes_nothing(
    world: World, client_as: Browser, act: str, fields: dict[str, str], status: int
) -> None:
    visit = cast.commission_visit(world)
    answer = do(client_as("coordinator"), visit, act, **fields)
    assert answer.status_code == status
    assert len(words(answer)) > 20
    assert not Plan.objects.filter(pk=visit.pk, day__isnull=False).exists()
    assert not visit.shifts.exists()


def test_lists_ask_as_often_for_one_as_for_many(world: World, client_as: Browser) -> None:
    visit = cast.commission_visit(world)
    browser = client_as("coordinator")
    addresses = ("/kantor/usulan/?keadaan=commissioned", "/kantor/kunjungan/", "/kantor/program/")

    def queries() -> list[int]:
        counts = []
        for address in addresses:
            with CaptureQueriesContext(connection) as counted:
                assert browser.get(address).status_code == 200
            counts.append(len(counted))
        return counts

    queries()
    before = queries()
    for n in range(4):
        row = Proposal.objects.get(pk=visit.proposal_id)
        row.pk, row.rw = cast.fresh(), f"{n + 4:03d}"
        row.save(force_insert=True)
        more = Visit.objects.get(pk=visit.pk)
        more.pk, more.proposal, more.rw = cast.fresh(), row, row.rw
        more.save(force_insert=True)
    assert queries() == before


def test_lists_go_on_page_by_page(world: World, client_as: Browser) -> None:
    visit = cast.commission_visit(world)
    for n in range(24):
        row = Proposal.objects.get(pk=visit.proposal_id)
        row.pk, row.proposed_at = cast.fresh(), NOW - timedelta(minutes=n + 1)
        row.save(force_insert=True)
        more = Visit.objects.get(pk=visit.pk)
        more.pk, more.proposal = cast.fresh(), row
        more.save(force_insert=True)
    browser = client_as("coordinator")
    for address, key in (
        ("/kantor/usulan/?keadaan=commissioned", "sebelum"),
        ("/kantor/kunjungan/?keadaan=planning", "setelah"),
    ):
        first = browser.get(address)
        rest = browser.get(address, {"keadaan": address.split("=")[1], key: first.context["older"]})
        ids = [row[0].id for page in (first, rest) for row in page.context["rows"]]
        assert len(ids) == len(set(ids)) == 25


@pytest.mark.parametrize("who", ["stranger", "front_officer", "signatory", "administrator"])
def test_planning_is_the_coordinators(world: World, client_as: Browser, who: str) -> None:
    visit = cast.commission_visit(world)
    browser = client_as(who)
    for address in ("/kantor/usulan/", "/kantor/kunjungan/", at(visit), "/kantor/temuan/"):
        assert browser.get(address).status_code == 404
    assert do(browser, visit, "hold", sure="1").status_code == 404
