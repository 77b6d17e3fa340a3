"""Every finding is answered, in public, once."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from keliling.assess import acts as assess
from keliling.assess.models import Finding
from keliling.assess.rules import Disposition
from keliling.commission.models import Proposal
from keliling.deliver.acts import hold_visit
from tests import cast
from tests.cast import NOW, World
from tests.web.read import words

Browser = Callable[..., Client]
ADDRESS = "/kantor/temuan/"


@pytest.fixture
def finding(world: World) -> Any:
    """Something a resident found on a visit that was held."""
    visit = cast.publish_visit(world)
    hold_visit(visit.pk, by=world.actor("coordinator"), now=NOW)
    return assess.raise_finding(
        visit.pk, "time", "Buka sampai sore juga.", by=world.actor("applicant"), now=NOW
    )


def answer(browser: Client, finding: Any, /, **fields: str) -> Any:
    typed = {"finding": str(finding.pk), "version": "1", "disposition": "adopted"}
    return browser.post(ADDRESS, typed | {"answer": "Lain kali sore."} | fields)


def disposition(finding: Any) -> str:
    return Finding.objects.values_list("disposition", flat=True).get(pk=finding.pk)


def test_no_finding_is_said_with_a_way_on(world: World, client_as: Browser) -> None:
    page = client_as("coordinator", "en").get(ADDRESS)
    assert "Every finding has its answer" in words(page)
    assert 'href="/hasil/"' in page.content.decode()


def test_a_finding_is_opened_answered_and_gone_from_the_list(
    world: World, client_as: Browser, finding: Any
) -> None:
    browser = client_as("coordinator", "en")
    assert f"?temuan={finding.pk}" in browser.get(ADDRESS).content.decode()
    assert 'name="disposition"' in browser.get(f"{ADDRESS}?temuan={finding.pk}").content.decode()
    asked = answer(browser, finding)
    assert "Answer the finding: Adopted?" in words(asked)
    assert disposition(finding) == ""
    assert answer(browser, finding, sure="yes").status_code == 303
    assert disposition(finding) == "adopted"
    assert "Buka sampai sore" not in words(browser.get(ADDRESS))


def test_an_adopted_finding_can_open_the_next_proposal(
    world: World, client_as: Browser, finding: Any
) -> None:
    asked = answer(client_as("coordinator", "en"), finding, **{"need_land-history": "9"})
    assert "a proposal for a visit is opened" in words(asked)
    answer(client_as("coordinator"), finding, sure="yes", **{"need_land-history": "9"})
    opened = Proposal.objects.get(finding=finding.pk)
    assert [(need.service, need.people) for need in opened.needs.all()] == [("land-history", 9)]


def test_a_rejected_finding_opens_nothing(world: World, client_as: Browser, finding: Any) -> None:
    fields = {"disposition": "rejected", "need_land-history": "9", "sure": "yes"}
    assert answer(client_as("coordinator"), finding, **fields).status_code == 422
    assert disposition(finding) == ""


def test_of_two_answers_the_second_is_told(world: World, client_as: Browser, finding: Any) -> None:
    reply = assess.Reply(Disposition.REJECTED, "Tidak bisa.")
    assess.answer_finding(finding.pk, reply, seen_version=1, by=world.actor("coordinator"), now=NOW)
    late = answer(client_as("coordinator", "en"), finding, sure="yes")
    assert late.status_code == 409
    assert "already answered" in words(late)
    assert disposition(finding) == "rejected"


def test_one_does_not_answer_the_own_finding(world: World, client_as: Browser) -> None:
    visit = cast.publish_visit(world)
    cast.settle(world, "coordinator")
    hold_visit(visit.pk, by=world.actor("coordinator"), now=NOW)
    mine = assess.raise_finding(visit.pk, "queue", "Ramai.", by=world.actor("coordinator"), now=NOW)
    browser = client_as("coordinator", "en")
    page = browser.get(f"{ADDRESS}?temuan={mine.pk}")
    assert "a colleague answers it" in words(page)
    assert 'name="disposition"' not in page.content.decode()
    assert answer(browser, mine, sure="yes").status_code == 422


@pytest.mark.parametrize(
    ("fields", "status", "target"),
    [
        ({"disposition": "maybe"}, 422, "disposition"),
        ({"answer": "  "}, 422, "answer"),
        ({"answer": "x" * 2_001}, 422, "answer"),
        ({"need_land-history": "many"}, 422, "needs"),
        ({"need_unknown": "3"}, 400, ""),
        ({"finding": "x"}, 400, ""),
        ({"version": "x"}, 400, ""),
        ({"version": "7", "sure": "1"}, 409, ""),
    ],
)
def test_a_damaged_answer_keeps_what_was_typed_and_changes_nothing(
    world: World,
    client_as: Browser,
    finding: Any,
    fields: dict[str, str],
    status: int,
    target: str,
) -> None:
    page = answer(client_as("coordinator"), finding, **fields)
    assert (page.status_code, disposition(finding)) == (status, "")
    if target:
        body = page.content.decode()
        assert f'href="#{target}"' in body
        assert f'id="{target}"' in body


def test_a_finding_that_is_not_there_is_a_page_that_does_not_exist(
    world: World, client_as: Browser
) -> None:
    browser = client_as("coordinator")
    assert browser.get(f"{ADDRESS}?temuan={cast.fresh()}").status_code == 404
    assert browser.get(f"{ADDRESS}?temuan=x").status_code == 400
