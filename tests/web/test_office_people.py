"""People: staff by invitation, RW heads, and whoever stands at the counter."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import localdate

from keliling.deliver.models import Mandate
from keliling.kernel.actor import Role, office_scope
from keliling.people.models import Person, Residency, RoleGrant
from keliling.people.queries import actor_for, home_of, person_by_nik
from tests import cast
from tests.cast import OTHER_VILLAGE, VILLAGE, World
from tests.web.read import words

Browser = Callable[..., Client]
ADDRESS = "/kantor/orang/"
NIK = "3174094101900001"


def at(person: Any) -> str:
    return f"{ADDRESS}{person.pk}/"


def do(browser: Client, person: Any, act: str, **fields: str) -> Any:
    return browser.post(at(person), {"act": act} | fields)


def test_an_invitation_link_makes_a_colleague_once(world: World, client_as: Browser) -> None:
    boss = client_as("administrator", "en")
    invite = {"act": "invite", "role": "signatory", "label": "Bu Sri"}
    page = boss.post(ADDRESS, invite, follow=True)
    link = re.search(r"/kantor/undangan/[0-9a-f]{32}/", page.content.decode())
    assert link
    assert "Signatory: Bu Sri" in words(page)
    assert link[0] not in boss.get(ADDRESS).content.decode()
    guest = client_as("stranger", "en")
    assert "PTSP Contoh Jagakarsa invites you" in words(guest.get(link[0]))
    assert guest.post(link[0]).headers["Location"] == "/kantor/program/"
    actor = actor_for(world.stranger.pk, today=localdate())
    assert actor.holds(Role.SIGNATORY, office_scope(world.office.pk))
    for browser in (guest, client_as("neighbour")):
        assert browser.get(link[0]).status_code == 404
        assert browser.post(link[0]).status_code == 404


def test_a_visitor_with_a_link_signs_in_first(world: World, client_as: Browser) -> None:
    answer = client_as().get("/kantor/undangan/abc/")
    assert answer.status_code == 302
    assert "next=/kantor/undangan/abc/" in answer.headers["Location"]


def test_a_role_is_taken_back_after_one_more_question(world: World, client_as: Browser) -> None:
    boss = client_as("administrator", "en")
    grant = RoleGrant.objects.get(role="signatory")
    asked = boss.post(ADDRESS, {"act": "revoke", "grant": str(grant.pk)})
    assert "Take back the role of signatory from Contoh Penanda Tangan?" in words(asked)
    boss.post(ADDRESS, {"act": "revoke", "grant": str(grant.pk), "sure": "yes"})
    assert client_as("signatory").get("/kantor/").status_code == 404


def test_the_last_administrator_stays(world: World, client_as: Browser) -> None:
    grant = RoleGrant.objects.get(role="administrator")
    fields = {"act": "revoke", "grant": str(grant.pk), "sure": "yes"}
    page = client_as("administrator", "en").post(ADDRESS, fields)
    assert page.status_code == 422
    assert "at least one administrator" in words(page)


def test_a_person_is_found_by_any_of_three_numbers(world: World, client_as: Browser) -> None:
    browser = client_as("front_officer")
    Person.objects.filter(pk=world.stranger.pk).update(phone="+6281234567890")
    do(browser, world.stranger, "nik", nik=NIK)
    for typed in ("Stranger@contoh.example ", "0812 3456 7890", NIK):
        found = browser.post(ADDRESS, {"act": "find", "contact": typed})
        assert found.headers["Location"] == at(world.stranger), typed


@pytest.mark.parametrize("typed", ["", "nobody@contoh.example", "0899 9999 9999", "1", "x" * 5_000])
def test_nobody_is_found_with_a_sentence(world: World, client_as: Browser, typed: str) -> None:
    page = client_as("front_officer", "en").post(ADDRESS, {"act": "find", "contact": typed})
    assert page.status_code == 422
    assert "Enter the person below" in words(page)


def test_somebody_without_an_account_is_entered_settled_and_known(
    world: World, client_as: Browser
) -> None:
    browser = client_as("front_officer", "en")
    entered = browser.post(ADDRESS, {"act": "enter", "name": "Ponirah", "phone": "", "email": ""})
    person = Person.objects.get(name="Ponirah")
    assert entered.headers["Location"] == at(person)
    assert do(browser, person, "nik", nik=NIK).status_code == 303
    assert person_by_nik(NIK) == person
    do(browser, person, "settle", village=VILLAGE, rw="3", rt="12")
    home = home_of(person.pk)
    assert home is not None
    assert (home.village, home.rw, home.rt, home.confirmed_how) == (VILLAGE, "003", "012", "ktp")
    page = words(browser.get(at(person)))
    assert NIK not in page
    assert "kept, encrypted" in page
    assert "RW 03 Srengseng Sawah · confirmed by ID card" in page


def test_a_claim_is_confirmed_by_the_card(world: World, client_as: Browser) -> None:
    cast.add_neighbours(world, 1)
    claim = Residency.objects.get(confirmed_how="")
    browser = client_as("coordinator", "en")
    assert "The person says: RW 03 Srengseng Sawah." in words(browser.get(at(claim.person)))
    do(browser, claim.person, "confirm", claim=str(claim.pk))
    claim.refresh_from_db()
    assert (claim.confirmed_how, claim.confirmed_by) == ("ktp", world.coordinator.pk)


def test_a_village_is_looked_for_in_the_offices_area(world: World, client_as: Browser) -> None:
    browser = client_as("front_officer", "en")
    found = browser.get(at(world.stranger), {"cari": "cigan"})
    assert f"?desa={OTHER_VILLAGE}" in found.content.decode()
    chosen = browser.get(at(world.stranger), {"desa": OTHER_VILLAGE})
    assert f'name="village" value="{OTHER_VILLAGE}"' in chosen.content.decode()
    none = browser.get(at(world.stranger), {"cari": "kembangan"})
    assert "No village of that name" in words(none)


def test_a_lost_telephone_is_replaced_after_the_card_was_seen(
    world: World, client_as: Browser
) -> None:
    browser = client_as("front_officer", "en")
    asked = do(browser, world.stranger, "phone", phone="0812 1111 2222")
    assert "show you their ID card?" in words(asked)
    do(browser, world.stranger, "phone", phone="0812 1111 2222", sure="yes")
    assert Person.objects.get(pk=world.stranger.pk).phone == "+6281211112222"


def test_a_colleagues_telephone_is_the_administrators_to_change(
    world: World, client_as: Browser
) -> None:
    """Else a front officer could sign in as the signatory and decide what they checked."""
    fields = {"phone": "0812 1111 2222", "sure": "yes"}
    for who in ("front_officer", "coordinator"):
        page = do(client_as(who, "en"), world.signatory, "phone", **fields)
        assert page.status_code == 422
        assert "Only its administrator" in words(page)
    assert do(client_as("administrator"), world.signatory, "phone", **fields).status_code == 303


def test_an_officer_witnesses_a_mandate(world: World, client_as: Browser) -> None:
    visit = cast.publish_visit(world, localdate())
    browser = client_as("front_officer", "en")
    assert f"?kunjungan={visit.pk}" in browser.get(at(world.neighbour)).content.decode()
    page = browser.get(at(world.neighbour), {"kunjungan": str(visit.pk)})
    assert world.volunteer.name in words(page)
    until = localdate() + timedelta(days=5)
    fields = {
        "visit": str(visit.pk),
        "service": "land-history",
        "volunteer": str(world.volunteer.pk),
        "until_day": str(until.day),
        "until_month": str(until.month),
        "until_year": str(until.year),
    }
    assert "in front of you?" in words(do(browser, world.neighbour, "mandate", **fields))
    assert do(browser, world.neighbour, "mandate", **fields, sure="yes").status_code == 303
    given = Mandate.objects.get()
    assert (given.applicant_id, given.witness_id) == (world.neighbour.pk, world.front_officer.pk)
    assert given.expires_on == until
    late = do(browser, world.neighbour, "mandate", **(fields | {"until_year": "2099"}), sure="yes")
    assert late.status_code == 422


def test_a_coordinator_appoints_the_head_of_an_rw(world: World, client_as: Browser) -> None:
    browser = client_as("coordinator", "en")
    done = do(browser, world.stranger, "head", village=OTHER_VILLAGE, head_rw="7")
    assert done.status_code == 303
    assert "Contoh Orang Lain , RW 07 Ciganjur" in words(browser.get(ADDRESS))
    outside = do(browser, world.stranger, "head", village="31.73.08.1004", head_rw="7")
    assert outside.status_code == 422


def test_roles_are_granted_by_the_administrator_alone(world: World, client_as: Browser) -> None:
    grant = {"act": "grant", "role": "coordinator"}
    assert client_as("front_officer").post(at(world.stranger), grant).status_code == 422
    assert client_as("administrator").post(at(world.stranger), grant).status_code == 303
    again = client_as("administrator", "en").post(at(world.stranger), grant)
    assert again.status_code == 409
    assert "already has the role" in words(again)


def test_nobody_writes_down_the_own_affairs(world: World, client_as: Browser) -> None:
    browser = client_as("front_officer", "en")
    page = browser.get(at(world.front_officer))
    assert "This is you." in words(page)
    assert "<form" not in page.content.decode().split("<main")[1].split("</main>")[0]
    for act, fields in (
        ("settle", {"village": VILLAGE, "rw": "3", "rt": ""}),
        ("phone", {"phone": "0812 1111 2222", "sure": "yes"}),
    ):
        assert do(browser, world.front_officer, act, **fields).status_code == 422
    assert home_of(world.front_officer.pk) is None


@pytest.mark.parametrize(
    ("act", "fields", "status"),
    [
        ("jump", {}, 400),
        ("nik", {"nik": "12"}, 422),
        ("nik", {"nik": NIK, "born": "1990"}, 400),
        ("settle", {"village": "", "rw": "1"}, 422),
        ("settle", {"village": "31.74", "rw": "1"}, 422),
        ("settle", {"village": VILLAGE, "rw": "0"}, 422),
        ("settle", {"village": "99.99.99.9999", "rw": "1"}, 404),
        ("confirm", {"claim": "x"}, 400),
        ("phone", {"phone": "110", "sure": "1"}, 422),
        ("grant", {"role": "king"}, 422),
        ("mandate", {"visit": "x"}, 400),
        ("head", {"village": VILLAGE, "head_rw": "RW"}, 422),
    ],
)
def test_a_damaged_form_ends_in_a_sentence_and_changes_nothing(
    world: World, client_as: Browser, act: str, fields: dict[str, str], status: int
) -> None:
    page = do(client_as("front_officer"), world.stranger, act, **fields)
    assert page.status_code == status
    assert len(words(page)) > 20
    assert home_of(world.stranger.pk) is None
    assert Person.objects.get(pk=world.stranger.pk).nik_index is None


@pytest.mark.parametrize("who", ["stranger", "applicant", "rw_head", "signatory"])
def test_the_counter_is_not_for_others(world: World, client_as: Browser, who: str) -> None:
    browser = client_as(who)
    assert browser.get(ADDRESS).status_code == 404
    assert browser.get(at(world.stranger)).status_code == 404
    assert do(browser, world.stranger, "nik", nik=NIK).status_code == 404


def test_a_year_is_no_reason_to_fail(world: World, client_as: Browser) -> None:
    """A mandate until the last day a calendar knows is refused, not a fault."""
    visit = cast.publish_visit(world, localdate())
    last = date.max
    fields = {
        "visit": str(visit.pk),
        "service": "land-history",
        "volunteer": str(world.volunteer.pk),
        "until_day": str(last.day),
        "until_month": str(last.month),
        "until_year": str(last.year),
        "sure": "yes",
    }
    assert do(client_as("front_officer"), world.neighbour, "mandate", **fields).status_code == 422
