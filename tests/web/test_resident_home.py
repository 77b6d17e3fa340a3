"""About oneself: where one lives, one's groups, one's NIK."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from keliling.people import acts as people
from keliling.people.models import Group, Membership, Residency
from tests import cast
from tests.cast import NOW, OTHER_VILLAGE, VILLAGE, World
from tests.web.read import typed, words
from tests.web.still import nothing_changes, refused

Browser = Callable[..., Client]
HOME, GROUPS, NIK = "/saya/tempat-tinggal/", "/saya/kelompok/", "/saya/nik/"
SCRIPT = "<script>alert('x')</script>"
GOOD_NIK = "3174094107800001"


def living(world: World, key: str) -> Any:
    return Residency.objects.get(person=world.people[key], ended_at=None)


def test_a_home_is_found_chosen_and_kept(world: World, client_as: Browser) -> None:
    browser = client_as("stranger", "en")
    found = browser.get(HOME, {"cari": "Ciganjur"})
    assert f'href="?desa={OTHER_VILLAGE}"' in found.content.decode()
    chosen = browser.get(HOME, {"desa": OTHER_VILLAGE})
    assert "Ciganjur Jagakarsa, Kota Administrasi Jakarta Selatan" in words(chosen)
    done = browser.post(HOME, {"village": OTHER_VILLAGE, "rw": "RW 7", "rt": "2"})
    assert "RW 07 Ciganjur not confirmed yet" in words(browser.get(done.headers["Location"]))
    assert (living(world, "stranger").rw, living(world, "stranger").rt) == ("007", "002")


def test_pressing_twice_claims_one_home_and_the_same_home_stays_confirmed(
    world: World, client_as: Browser
) -> None:
    browser, form = client_as("stranger"), {"village": OTHER_VILLAGE, "rw": "7", "rt": ""}
    assert browser.post(HOME, form).status_code == 303
    with nothing_changes():
        assert browser.post(HOME, form).status_code == 303
    again = {"village": VILLAGE, "rw": "3", "rt": "4"}
    browser = client_as("neighbour")
    with nothing_changes():
        assert browser.post(HOME, again).status_code == 303
    assert living(world, "neighbour").confirmed_how == "rw_head"


def test_a_move_ends_the_home_before_it(world: World, client_as: Browser) -> None:
    client_as("neighbour").post(HOME, {"village": OTHER_VILLAGE, "rw": "1", "rt": ""})
    assert living(world, "neighbour").village == OTHER_VILLAGE
    assert living(world, "neighbour").confirmed_how == ""
    assert Residency.objects.filter(person=world.neighbour).count() == 2


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"rw": ""}, "rw"),
        ({"rw": "0"}, "rw"),
        ({"rw": "-1"}, "rw"),
        ({"rw": "1000"}, "rw"),
        ({"rw": "three"}, "rw"),
        ({"rw": "9" * 300}, "rw"),
        ({"rw": SCRIPT}, "rw"),
        ({"rt": "four"}, "rt"),
        ({"rt": "0"}, "rt"),
        ({"rw": "x", "rt": "y"}, "rw"),
    ],
)
def test_a_number_that_is_none_is_named_and_stands_there_again(
    world: World, client_as: Browser, changes: dict[str, str], field: str
) -> None:
    form = {"village": VILLAGE, "rw": "3", "rt": "4"} | changes
    page = refused(client_as, "stranger", HOME, form, 422)
    assert f'href="#{field}"' in page.content.decode()
    assert (typed(page, "rw"), typed(page, "rt")) == (form["rw"], form["rt"])
    assert SCRIPT not in page.content.decode()


@pytest.mark.parametrize(
    ("village", "status"),
    [
        ("", 422),
        ("31.74.09", 422),
        ("31", 422),
        ("31.74.09.9999", 404),
        ("Ciganjur", 404),
        ("x" * 5000, 404),
        ("31.74\0", 400),
    ],
)
def test_a_village_that_is_none_is_nobodys_home(
    world: World, client_as: Browser, village: str, status: int
) -> None:
    refused(client_as, "stranger", HOME, {"village": village, "rw": "3", "rt": ""}, status)


@pytest.mark.parametrize("query", ["cari=%3Cscript%3E", "desa=31.74", "cari=" + "a" * 5000])
def test_a_search_for_a_home_ends_in_a_page(world: World, client_as: Browser, query: str) -> None:
    page = client_as("stranger", "en").get(f"{HOME}?{query}")
    assert page.status_code == 200
    assert "<script>" not in words(page)
    assert "Find your kelurahan or village" in words(page)


def test_a_group_is_registered_and_a_neighbour_joins_it(world: World, client_as: Browser) -> None:
    speaker = client_as("neighbour", "en")
    speaker.post(GROUPS, {"name": f"PKK {SCRIPT}", "kind": "pkk"})
    group = Group.objects.get()
    assert f"PKK {SCRIPT}" in words(speaker.get(GROUPS))
    assert SCRIPT not in speaker.get(GROUPS).content.decode()
    member = client_as("applicant", "en")
    assert f'value="{group.pk}"' in member.get(GROUPS).content.decode()
    done = member.post(GROUPS, {"group": str(group.pk)})
    assert "You are in it" in words(member.get(done.headers["Location"]))
    assert not Membership.objects.get(person=world.applicant).speaker
    assert "You are already in this group." in words(
        refused(client_as, "applicant", GROUPS, {"group": str(group.pk)}, 409)
    )


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"name": "", "kind": "pkk"}, "name"),
        ({"name": " \u00a0 ", "kind": "pkk"}, "name"),
        ({"name": "123", "kind": "pkk"}, "name"),
        ({"name": "x" * 121, "kind": "pkk"}, "name"),
        ({"name": "PKK", "kind": ""}, "kind"),
        ({"name": "PKK", "kind": "bank"}, "kind"),
    ],
)
def test_a_wrong_group_is_named_and_stands_there_again(
    world: World, client_as: Browser, form: dict[str, str], field: str
) -> None:
    page = refused(client_as, "neighbour", GROUPS, form, 422)
    assert f'href="#{field}"' in page.content.decode()
    assert typed(page, "name") == form["name"]


def test_a_name_is_registered_once_in_an_rw(world: World, client_as: Browser) -> None:
    form = {"name": "PKK Contoh", "kind": "pkk"}
    assert client_as("neighbour").post(GROUPS, form).status_code == 303
    page = refused(client_as, "applicant", GROUPS, form, 409)
    assert 'href="#name"' in page.content.decode()


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"group": ""}, 400),
        ({"group": "x"}, 400),
        ({"group": str(UUID(int=1))}, 404),
        ({"group": str(UUID(int=1)), "speaker": "1"}, 400),
        ({"name": "a\0", "kind": "pkk"}, 400),
    ],
)
def test_a_damaged_group_form_is_refused(
    world: World, client_as: Browser, form: dict[str, str], status: int
) -> None:
    refused(client_as, "neighbour", GROUPS, form, status)


def test_a_group_is_for_those_who_live_there(world: World, client_as: Browser) -> None:
    group = people.found_group("PKK", "pkk", by=world.actor("neighbour"), now=NOW)
    join = {"group": str(group.pk)}
    refused(client_as, "stranger", GROUPS, join, 422)
    people.claim_residency(OTHER_VILLAGE, "1", by=world.actor("stranger"), now=NOW)
    elsewhere = refused(client_as, "stranger", GROUPS, join, 422)
    assert "people who live in that kelurahan" in words(elsewhere)


def test_an_unconfirmed_home_registers_no_group(world: World, client_as: Browser) -> None:
    cast.people.claim_residency(VILLAGE, "3", by=world.actor("stranger"), now=NOW)
    assert "is not confirmed yet" in words(client_as("stranger", "en").get(GROUPS))
    refused(client_as, "stranger", GROUPS, {"name": "PKK", "kind": "pkk"}, 422)


def test_a_nik_is_kept_encrypted_and_shown_masked(world: World, client_as: Browser) -> None:
    browser = client_as("applicant", "en")
    done = browser.post(NIK, {"nik": " 317409 410780 0001 "})
    assert done.status_code == 303
    for address in (reverse("my"), NIK):
        body = browser.get(address).content.decode()
        assert GOOD_NIK not in body
        assert "317409" in body
    world.applicant.refresh_from_db()
    assert GOOD_NIK.encode() not in bytes(world.applicant.nik_sealed)


@pytest.mark.parametrize(
    "number",
    [
        "",
        "317409",
        "31740941078000011",
        "3174097207800001",
        "3174094113800001",
        "3174094107800000",
        "tiga satu tujuh empat",
        SCRIPT,
        "٣١٧٤٠٩٤١٠٧٨٠٠٠٠١",
        "9" * 5000,
    ],
)
def test_a_nik_that_cannot_be_is_refused(world: World, client_as: Browser, number: str) -> None:
    page = refused(client_as, "applicant", NIK, {"nik": number}, 422)
    assert 'href="#nik"' in page.content.decode()
    assert typed(page, "nik") == number[:40]
    assert SCRIPT not in page.content.decode()


def test_a_nik_belongs_to_one_account(world: World, client_as: Browser) -> None:
    people.record_nik(world.neighbour.pk, GOOD_NIK, by=world.actor("neighbour"), now=NOW)
    page = refused(client_as, "applicant", NIK, {"nik": GOOD_NIK}, 409)
    assert "Another account holds this NIK." in words(page)
    assert world.neighbour.name not in words(page)
    refused(client_as, "applicant", NIK, {"nik": GOOD_NIK, "person": "x"}, 400)
