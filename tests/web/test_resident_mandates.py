"""A resident lets a volunteer help, for one service and some days, and takes it back."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.timezone import now as moment

from keliling.commission.models import Visit
from keliling.deliver.models import Mandate
from tests import cast
from tests.cast import World
from tests.web.read import typed, words
from tests.web.still import refused
from tests.web.visits import mandate, running

Browser = Callable[..., Client]


def at(visit: Any) -> str:
    return reverse("give_mandate", args=[visit.pk])


def until(day: date) -> dict[str, str]:
    return {"until_day": str(day.day), "until_month": str(day.month), "until_year": str(day.year)}


def giving(world: World, **changes: str) -> dict[str, str]:
    fields = {"volunteer": str(world.volunteer.pk), "service": "land-history"}
    return fields | until(localdate() + timedelta(days=7)) | changes


def test_a_mandate_is_given_shown_and_taken_back(world: World, client_as: Browser) -> None:
    visit, browser = running(world), client_as("applicant", "en")
    page = words(browser.get(at(visit)))
    assert world.volunteer.name in page
    assert "At most 30 days from today" in page
    assert browser.post(at(visit), giving(world)).status_code == 303
    mine = browser.get(reverse("my"))
    assert f"{world.volunteer.name} Land-history statement" in words(mine)
    given = Mandate.objects.get()
    take_back = reverse("revoke_mandate", args=[given.pk])
    assert f'action="{take_back}"' in mine.content.decode()
    done = browser.post(take_back)
    after = browser.get(done.headers["Location"])
    assert "The mandate is taken back." in words(after)
    assert f'action="{take_back}"' not in after.content.decode()
    refused(client_as, "applicant", take_back, {}, 409)


def test_giving_twice_gives_one_mandate(world: World, client_as: Browser) -> None:
    visit = running(world)
    assert client_as("applicant").post(at(visit), giving(world)).status_code == 303
    page = refused(client_as, "applicant", at(visit), giving(world), 409)
    assert "This volunteer already has your mandate for this service." in words(page)


def test_a_mandate_taken_back_or_run_out_may_be_given_again(
    world: World, client_as: Browser
) -> None:
    visit, browser = running(world), client_as("applicant", "en")
    browser.post(at(visit), giving(world))
    Mandate.objects.update(expires_on=localdate() - timedelta(days=2))
    assert "ended" in words(browser.get(reverse("my")))
    assert browser.post(at(visit), giving(world)).status_code == 303
    page = words(browser.get(reverse("my")))
    assert "ended" in page
    assert "taken back" not in page
    live = Mandate.objects.get(revoked_at=None)
    browser.post(reverse("revoke_mandate", args=[live.pk]))
    assert browser.post(at(visit), giving(world)).status_code == 303
    assert Mandate.objects.count() == 3


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"volunteer": ""}, "volunteer"),
        ({"volunteer": str(UUID(int=1))}, "volunteer"),
        ({"service": ""}, "service"),
        ({"service": "burial-new"}, "service"),
        ({"service": "<script>"}, "service"),
        ({"until_day": ""}, "until"),
        ({"until_day": "32"}, "until"),
        ({"until_month": "-1"}, "until"),
        ({"until_year": "99999"}, "until"),
        ({"until_year": "0"}, "until"),
        ({"until_year": "two"}, "until"),
        (until(date(2020, 1, 1)), "until"),
        (until(date(2099, 1, 1)), "until"),
    ],
)
def test_a_wrong_mandate_is_named_and_stands_there_again(
    world: World, client_as: Browser, changes: dict[str, str], field: str
) -> None:
    visit, form = running(world), giving(world, **changes)
    page = refused(client_as, "applicant", at(visit), form, 422)
    body = page.content.decode()
    assert f'href="#{field}"' in body
    assert "<script>" not in body
    parts = ("until_day", "until_month", "until_year")
    assert {part: typed(page, part) for part in parts} == {part: form[part] for part in parts}
    if form["volunteer"] == str(world.volunteer.pk):
        assert f'value="{world.volunteer.pk}" checked' in body


@pytest.mark.parametrize(
    "changes", [{"volunteer": "x"}, {"applicant": "x"}, {"service": "a\0"}, {"witness": ""}]
)
def test_a_damaged_mandate_is_refused(
    world: World, client_as: Browser, changes: dict[str, str]
) -> None:
    refused(client_as, "applicant", at(running(world)), giving(world, **changes), 400)


def test_nobody_helps_themselves_or_without_a_shift(world: World, client_as: Browser) -> None:
    visit = running(world)
    refused(client_as, "volunteer", at(visit), giving(world), 422)
    neighbour = giving(world, volunteer=str(world.neighbour.pk))
    refused(client_as, "applicant", at(visit), neighbour, 422)
    refused(
        client_as, "applicant", reverse("give_mandate", args=[cast.fresh()]), giving(world), 404
    )


@pytest.mark.parametrize("who", ["volunteer", "stranger", "front_officer", "administrator"])
def test_a_mandate_is_taken_back_by_who_gave_it(world: World, client_as: Browser, who: str) -> None:
    running(world)
    address = reverse("revoke_mandate", args=[mandate(world)])
    refused(client_as, who, address, {}, 404)
    refused(client_as, "applicant", address, {"sure": "yes"}, 400)
    refused(client_as, "applicant", reverse("revoke_mandate", args=[cast.fresh()]), {}, 404)


def test_a_visit_that_is_over_gets_no_more_mandates(world: World, client_as: Browser) -> None:
    visit = running(world)
    Visit.objects.filter(pk=visit.pk).update(state="closed")
    page = client_as("applicant", "en").get(at(visit))
    assert "The visit is over, and its volunteers with it." in words(page)
    refused(client_as, "applicant", at(visit), giving(world), 409)


def test_the_last_day_that_the_page_offers_is_taken_at_any_hour(
    world: World, client_as: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    night = moment().replace(hour=18, minute=0)
    monkeypatch.setattr("django.utils.timezone.now", lambda: night)
    visit = running(world)
    form = giving(world, **until(localdate() + timedelta(days=30)))
    assert client_as("applicant").post(at(visit), form).status_code == 303
