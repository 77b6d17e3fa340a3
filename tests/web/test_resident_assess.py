"""After the day: what should change, that it happened to oneself too, and why one helped."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from keliling.assess import acts as assess
from keliling.assess.models import Finding, FindingSupport, Motive
from keliling.commission.models import Visit
from keliling.people import acts as people
from tests import cast
from tests.cast import NOW, OTHER_VILLAGE, World
from tests.web.read import hidden, typed, words
from tests.web.still import refused
from tests.web.visits import running

Browser = Callable[..., Client]
SCRIPT = "<script>alert('x')</script>"
ALL = dict.fromkeys(("material", "intrinsic", "solidary", "normative", "pressed"), "3")


def held(world: World, state: str = "held") -> Any:
    visit = running(world)
    Visit.objects.filter(pk=visit.pk).update(state=state)
    return visit


def at(visit: Any) -> str:
    return reverse("raise_finding", args=[visit.pk])


def saying(page: Any, **changes: str) -> dict[str, str]:
    return {"id": hidden(page, "id"), "topic": "queue", "words": "Antreannya panjang."} | changes


def raised(world: World, by: str = "neighbour") -> Any:
    visit = held(world)
    return assess.raise_finding(visit.pk, "queue", "Ramai.", by=world.actor(by), now=NOW)


@pytest.mark.parametrize("state", ["held", "closed"])
def test_a_finding_is_raised_without_a_name_and_backed_by_a_neighbour(
    world: World, client_as: Browser, state: str
) -> None:
    visit, browser = held(world, state), client_as("neighbour", "en")
    done = browser.post(at(visit), saying(browser.get(at(visit)), words=f"Panas. {SCRIPT}"))
    result = browser.get(done.headers["Location"])
    assert "Noted. The office has to answer it." in words(result)
    assert f"Panas. {SCRIPT}" in words(result)
    assert SCRIPT not in result.content.decode()
    assert world.neighbour.name not in words(result)
    back = reverse("back_finding", args=[Finding.objects.get().pk])
    other = client_as("applicant", "en")
    assert f'action="{back}"' in other.get(done.headers["Location"]).content.decode()
    after = other.get(other.post(back).headers["Location"])
    assert "Thank you. That is counted with it." in words(after)
    assert FindingSupport.objects.get().person_id == world.applicant.pk


def test_pressing_twice_raises_one_finding(world: World, client_as: Browser) -> None:
    visit, browser = held(world), client_as("neighbour")
    form = saying(browser.get(at(visit)))
    assert [browser.post(at(visit), form).status_code for _ in range(2)] == [303, 303]
    assert Finding.objects.count() == 1
    page = refused(client_as, "neighbour", at(visit), form | {"words": "Lain lagi."}, 409)
    assert typed(page, "words") == "Lain lagi."
    refused(client_as, "applicant", at(visit), form, 409)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"topic": ""}, "topic"),
        ({"topic": "weather"}, "topic"),
        ({"words": ""}, "words"),
        ({"words": " \n "}, "words"),
        ({"words": "x" * 2001}, "words"),
    ],
)
def test_a_wrong_finding_is_named_and_stands_there_again(
    world: World, client_as: Browser, changes: dict[str, str], field: str
) -> None:
    visit = held(world)
    form = saying(client_as("neighbour").get(at(visit)), **changes)
    page = refused(client_as, "neighbour", at(visit), form, 422)
    assert f'href="#{field}"' in page.content.decode()
    assert typed(page, "words").strip() == form["words"].strip()


@pytest.mark.parametrize(
    "changes", [{"id": ""}, {"id": "x"}, {"author": "x"}, {"words": "a\0"}, {"disposition": "x"}]
)
def test_a_damaged_finding_is_refused(
    world: World, client_as: Browser, changes: dict[str, str]
) -> None:
    visit = held(world)
    form = saying(client_as("neighbour").get(at(visit)), **changes)
    refused(client_as, "neighbour", at(visit), form, 400)


@pytest.mark.parametrize("state", ["planning", "published", "cancelled"])
def test_a_visit_that_was_not_held_teaches_nothing(
    world: World, client_as: Browser, state: str
) -> None:
    visit = held(world)
    form = saying(client_as("neighbour").get(at(visit)))
    Visit.objects.filter(pk=visit.pk).update(state=state)
    refused(client_as, "neighbour", at(visit), form, 409)
    refused(client_as, "volunteer", reverse("motives", args=[visit.pk]), ALL, 409)


def test_findings_are_the_villages(world: World, client_as: Browser) -> None:
    finding = raised(world)
    form = saying(client_as("neighbour").get(at(finding.visit)))
    back = reverse("back_finding", args=[finding.pk])
    for home in ("", OTHER_VILLAGE):
        if home:
            people.claim_residency(home, "1", by=world.actor("stranger"), now=NOW)
        refused(client_as, "stranger", at(finding.visit), form, 422)
        refused(client_as, "stranger", back, {}, 422)
    refused(client_as, "neighbour", reverse("raise_finding", args=[cast.fresh()]), form, 404)


def test_a_finding_is_backed_once_and_not_by_its_author(world: World, client_as: Browser) -> None:
    back = reverse("back_finding", args=[raised(world).pk])
    refused(client_as, "neighbour", back, {}, 422)
    assert client_as("applicant").post(back).status_code == 303
    refused(client_as, "applicant", back, {}, 409)
    refused(client_as, "applicant", back, {"person": "x"}, 400)
    refused(client_as, "applicant", reverse("back_finding", args=[UUID(int=1)]), {}, 404)


def test_a_volunteer_says_once_why_they_helped(world: World, client_as: Browser) -> None:
    address, browser = reverse("motives", args=[held(world).pk]), client_as("volunteer", "en")
    assert f'href="{address}"' in browser.get(reverse("field")).content.decode()
    done = browser.post(address, ALL | {"pressed": "1"})
    assert done.headers["Location"] == reverse("field")
    assert (Motive.objects.get().pressed, Motive.objects.get().material) == (1, 3)
    again = refused(client_as, "volunteer", address, ALL, 409)
    assert "You have already told us; thank you." in words(again)


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"material": ""}, 422),
        ({"material": "0"}, 422),
        ({"material": "6"}, 422),
        ({"material": "-1"}, 422),
        ({"material": "2.5"}, 422),
        ({"material": "five"}, 422),
        ({"material": "9" * 400}, 422),
        ({"material": SCRIPT}, 422),
        ({"material": "\0"}, 400),
        ({"boredom": "3"}, 400),
    ],
)
def test_wrong_answers_say_nothing_and_stand_there_again(
    world: World, client_as: Browser, changes: dict[str, str], status: int
) -> None:
    address = reverse("motives", args=[held(world).pk])
    page = refused(client_as, "volunteer", address, ALL | changes, status)
    if status == 422:
        assert page.content.decode().count('value="3" checked') == 4
        assert 'href="#material"' in page.content.decode()
    assert SCRIPT not in page.content.decode()


@pytest.mark.parametrize("who", ["applicant", "stranger", "coordinator"])
def test_only_volunteers_of_the_visit_are_asked_why(
    world: World, client_as: Browser, who: str
) -> None:
    address = reverse("motives", args=[held(world).pk])
    assert client_as(who).get(address).status_code == 404
    refused(client_as, who, address, ALL, 404)
