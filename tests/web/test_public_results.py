"""Results: nothing is invented, what speaks against is said, nobody is named."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from keliling.assess import acts as assess
from keliling.assess.acts.findings import Reply
from keliling.assess.queries import CellEvidence
from keliling.assess.rules import Disposition, Objection
from keliling.deliver import acts as deliver
from keliling.web.public.results import fact_rows
from keliling.web.public.sentences import OBJECTIONS, objection_words
from tests import cast, cast_files
from tests.cast import NOW, TODAY, World, later
from tests.web.read import words

Browser = Callable[..., Client]


def held(world: World) -> Any:
    """A visit that was held, with a file granted and another sent back."""
    visit = cast.publish_visit(world, day=TODAY)
    deliver.hold_visit(visit.pk, by=world.actor("coordinator"), now=NOW)
    world.extra["permit"] = cast_files.granted(world, visit=visit.pk)
    cast_files.sent_back(world, by="neighbour", visit=visit.pk)
    return visit


def test_a_visit_without_data_says_no_data_and_gives_no_figure(
    world: World, client_as: Browser
) -> None:
    visit = cast.commission_visit(world)
    page = words(client_as(language="en").get(f"/hasil/{visit.pk}/"))
    assert "This visit has not been held yet." in page
    assert "Satisfaction (IKM) No data" in page
    assert "Right the first time No data" in page
    assert "Voices that changed something No data" in page
    assert "For part of the picture there is no data." in page


def test_what_speaks_against_stands_beside_what_succeeded(world: World, client_as: Browser) -> None:
    visit = held(world)
    page = words(client_as(language="en").get(f"/hasil/{visit.pk}/"))
    assert "Right the first time 1 of 2" in page
    assert "Not every file was right the first time. 1 of 2" in page
    assert "Those who came are not the whole kampung. No data" in page
    assert "Too few ratings for a firm figure." not in page


def test_a_finding_is_public_and_its_author_is_not(world: World, client_as: Browser) -> None:
    visit = held(world)
    finding = assess.raise_finding(
        visit.pk, "queue", "Nomornya kurang terlihat.", by=world.actor("neighbour"), now=NOW
    )
    address = f"/hasil/{visit.pk}/"
    page = words(client_as("applicant", "en").get(address))
    assert "Nomornya kurang terlihat." in page
    assert "Not answered yet" in page
    assert world.neighbour.name not in page
    reply = Reply(Disposition.REJECTED, "Papan baru sudah ada.")
    office = world.actor("coordinator")
    assess.answer_finding(finding.pk, reply, seen_version=1, by=office, now=later(days=1))
    page = words(client_as(language="en").get(address))
    assert "Papan baru sudah ada." in page
    assert "Some findings were rejected." in page


def test_the_next_proposal_is_linked_from_its_finding(world: World, client_as: Browser) -> None:
    visit = held(world)
    finding = assess.raise_finding(
        visit.pk, "time", "Buka sore juga.", by=world.actor("neighbour"), now=NOW
    )
    reply = Reply(Disposition.ADOPTED, "Baik.", [cast.Need("land-history", 4)])
    office = world.actor("coordinator")
    proposal = assess.answer_finding(finding.pk, reply, seen_version=1, by=office, now=NOW)
    assert proposal is not None
    body = client_as().get(f"/hasil/{visit.pk}/").content.decode()
    assert f"/usulan/{proposal.pk}/" in body
    opened = client_as(language="en").get(f"/usulan/{proposal.pk}/")
    assert "grew out of a finding" in words(opened)
    assert f"/hasil/{visit.pk}/" in opened.content.decode()


def test_a_neighbour_may_back_a_finding_and_its_author_may_not(
    world: World, client_as: Browser
) -> None:
    visit = held(world)
    finding = assess.raise_finding(
        visit.pk, "venue", "Kursinya kurang.", by=world.actor("neighbour"), now=NOW
    )
    act = f'action="{reverse("back_finding", args=[finding.pk])}"'
    assert act in client_as("applicant").get(f"/hasil/{visit.pk}/").content.decode()
    assert act not in client_as("neighbour").get(f"/hasil/{visit.pk}/").content.decode()
    assert act not in client_as().get(f"/hasil/{visit.pk}/").content.decode()


def test_every_cell_with_evidence_opens_it_without_a_name(world: World, client_as: Browser) -> None:
    visit = held(world)
    page = words(client_as(language="en").get(f"/hasil/{visit.pk}/motivation/commissioning/"))
    assert "A resident backed the proposal. Residents Resident" in page
    assert "Monday 9 November 2026 2" in page
    for person in world.people.values():
        assert person.name not in page


def test_a_cell_without_facts_is_not_a_zero(world: World, client_as: Browser) -> None:
    visit = cast.commission_visit(world)
    page = words(client_as(language="en").get(f"/hasil/{visit.pk}/value/delivery/"))
    assert "No data" in page
    assert "That is not a zero" in page


def test_facts_alike_on_one_day_share_a_line_and_keep_their_numbers() -> None:
    alike = [CellEvidence(n, "proposal_backed", "lay", "resident", NOW) for n in (3, 5)]
    other = CellEvidence(9, "proposal_backed", "lay", "resident", later(days=1))
    assert [row.numbers for row in fact_rows([*alike, other])] == [[3, 5], [9]]


def test_results_list_what_was_held_and_ask_no_more_for_more(
    world: World, client_as: Browser, django_assert_max_num_queries: Callable[..., object]
) -> None:
    visit = held(world)
    browser = client_as(language="en")
    browser.get("/hasil/")
    with django_assert_max_num_queries(8):
        page = words(browser.get("/hasil/"))
    assert "RW 03 Srengseng Sawah" in page
    assert f"/hasil/{visit.pk}/" in browser.get("/hasil/").content.decode()
    assert "No data" in page


def test_a_result_costs_as_much_with_more_files(
    world: World, client_as: Browser, django_assert_max_num_queries: Callable[..., object]
) -> None:
    visit = held(world)
    for key in ("volunteer", "rw_head"):
        cast_files.submitted(world, by=key, visit=visit.pk)
    browser = client_as()
    browser.get(f"/hasil/{visit.pk}/")
    with django_assert_max_num_queries(30):
        browser.get(f"/hasil/{visit.pk}/")


@pytest.mark.parametrize("code", OBJECTIONS)
def test_every_objection_can_be_said(code: str) -> None:
    facts: dict[str, int | str] = dict.fromkeys(
        ("n", "of", "lay", "needed", "people", "share", "top"), 4
    )
    said = objection_words(
        Objection(code, facts | {"phase": "design", "element": "u3", "mean": "2.85"})
    )
    assert said.head
    assert "%(" not in said.head + said.body
