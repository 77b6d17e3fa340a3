"""Accounts, roles, residency, the vault."""

import pytest
from django.db import connection

from keliling.kernel.actor import Role, office_scope, visit_scope
from keliling.kernel.refusal import Absent, Conflict, Refused
from keliling.people import acts
from keliling.people.models import Person, Residency
from keliling.people.queries import home_of, person_by_nik, residencies_to_confirm, staff_of
from keliling.people.vault import Unreadable, open_text, seal_text
from tests import cast
from tests.cast import NOW, RW, VILLAGE, World

NIK = "3174094108990002"


def test_a_ciphertext_moved_to_another_row_does_not_open() -> None:
    sealed = seal_text(NIK, "people_person:1:nik")
    assert open_text(sealed, "people_person:1:nik") == NIK
    with pytest.raises(Unreadable):
        open_text(sealed, "people_person:2:nik")
    with pytest.raises(Unreadable):
        open_text(b"\0\0\0\0" + sealed[4:], "people_person:1:nik")


@pytest.mark.django_db
def test_a_nik_is_found_by_its_index_and_lies_nowhere_in_the_clear(world: World) -> None:
    acts.record_nik(world.applicant.pk, NIK, by=world.actor("applicant"), now=NOW)
    found = person_by_nik(NIK)
    assert found is not None
    assert found.pk == world.applicant.pk
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_person")
        assert NIK not in repr(
            [
                [bytes(c) if isinstance(c, memoryview) else c for c in row]
                for row in cursor.fetchall()
            ]
        )


@pytest.mark.django_db
def test_one_nik_belongs_to_one_account(world: World) -> None:
    acts.record_nik(world.applicant.pk, NIK, by=world.actor("applicant"), now=NOW)
    with pytest.raises(Conflict, match="nik_taken"):
        acts.record_nik(world.stranger.pk, NIK, by=world.actor("stranger"), now=NOW)
    with pytest.raises(Refused, match="not_your_role"):
        acts.record_nik(world.applicant.pk, NIK, by=world.actor("stranger"), now=NOW)


@pytest.mark.django_db
def test_a_residency_is_confirmed_by_a_neighbour_head_or_an_officer_and_never_by_oneself(
    world: World,
) -> None:
    claim = acts.claim_residency(VILLAGE, "RW 3", by=world.actor("stranger"), now=NOW)
    assert claim.rw == RW
    for name in ("stranger", "neighbour", "signatory", "administrator"):
        with pytest.raises(Absent):
            acts.confirm_residency(claim.pk, by=world.actor(name), now=NOW)
    assert [row.pk for row in residencies_to_confirm(world.actor("rw_head"), VILLAGE, RW)] == [
        claim.pk
    ]
    acts.confirm_residency(claim.pk, by=world.actor("rw_head"), now=NOW)
    home = home_of(world.stranger.pk)
    assert home is not None
    assert home.confirmed_how == "rw_head"
    with pytest.raises(Conflict, match="residency_already_confirmed"):
        acts.confirm_residency(claim.pk, by=world.actor("front_officer"), now=NOW)


@pytest.mark.django_db
def test_an_rw_head_does_not_vouch_for_themselves(world: World) -> None:
    claim = acts.claim_residency(VILLAGE, RW, by=world.actor("rw_head"), now=NOW)
    with pytest.raises(Refused, match="not_for_yourself"):
        acts.confirm_residency(claim.pk, by=world.actor("rw_head"), now=NOW)


@pytest.mark.django_db
def test_moving_house_ends_the_old_claim(world: World) -> None:
    acts.claim_residency(cast.OTHER_VILLAGE, "2", by=world.actor("applicant"), now=NOW)
    live = Residency.objects.get(person=world.applicant, ended_at=None)
    assert (live.village, live.rw, live.confirmed_how) == (cast.OTHER_VILLAGE, "002", "")


@pytest.mark.django_db
@pytest.mark.parametrize("rw", ["", "0", "1000", "x", "-1", "٣"])
def test_a_wrong_rw_is_refused(world: World, rw: str) -> None:
    with pytest.raises(Refused, match="rw_number"):
        acts.claim_residency(VILLAGE, rw, by=world.actor("stranger"), now=NOW)


@pytest.mark.django_db
def test_staff_roles_come_from_the_administrator_and_not_from_oneself(world: World) -> None:
    scope, office = office_scope(world.office.pk), world.office.pk
    with pytest.raises(Refused, match="not_your_role"):
        acts.grant_role(
            world.stranger.pk,
            Role.SIGNATORY,
            scope,
            office=office,
            by=world.actor("coordinator"),
            now=NOW,
        )
    boss = world.actor("administrator")
    with pytest.raises(Refused, match="not_for_yourself"):
        acts.grant_role(boss.person, Role.SIGNATORY, scope, office=office, by=boss, now=NOW)
    with pytest.raises(Refused, match="role_scope"):
        acts.grant_role(
            world.stranger.pk,
            Role.SIGNATORY,
            visit_scope(cast.fresh()),
            office=office,
            by=boss,
            now=NOW,
        )
    with pytest.raises(Refused, match="role_scope"):
        acts.grant_role(
            world.stranger.pk,
            Role.SIGNATORY,
            office_scope(cast.fresh()),
            office=office,
            by=boss,
            now=NOW,
        )


@pytest.mark.django_db
def test_a_revoked_role_is_gone_on_the_next_request(world: World) -> None:
    boss = world.actor("administrator")
    grant = next(
        row for row in staff_of(boss, world.office.pk) if row.person_id == world.signatory.pk
    )
    acts.revoke_role(grant.pk, by=boss, now=NOW)
    assert not world.actor("signatory").holds(Role.SIGNATORY, office_scope(world.office.pk))
    with pytest.raises(Conflict, match="role_already_revoked"):
        acts.revoke_role(grant.pk, by=boss, now=NOW)


@pytest.mark.django_db
def test_an_office_keeps_one_administrator(world: World) -> None:
    boss = world.actor("administrator")
    own = next(row for row in staff_of(boss, world.office.pk) if row.person_id == boss.person)
    with pytest.raises(Refused, match="last_administrator"):
        acts.revoke_role(own.pk, by=boss, now=NOW)


@pytest.mark.django_db
def test_an_invitation_works_once(world: World) -> None:
    boss = world.actor("administrator")
    _, token = acts.invite_staff(world.office.pk, Role.FRONT_OFFICER, "Loket 2", by=boss, now=NOW)
    acts.accept_invitation(token, by=world.actor("stranger"), now=NOW)
    assert world.actor("stranger").holds(Role.FRONT_OFFICER, office_scope(world.office.pk))
    with pytest.raises(Absent):
        acts.accept_invitation(token, by=world.actor("neighbour"), now=NOW)
    with pytest.raises(Absent):
        acts.accept_invitation("0" * 32, by=world.actor("neighbour"), now=NOW)


@pytest.mark.django_db
def test_an_inactive_account_holds_nothing(world: World) -> None:
    Person.objects.filter(pk=world.signatory.pk).update(is_active=False)
    assert world.actor("signatory").grants == frozenset()


@pytest.mark.django_db
def test_a_lost_phone_is_replaced_by_an_officer_and_a_taken_number_refused(world: World) -> None:
    officer, office = world.actor("front_officer"), world.office.pk
    acts.replace_contact(
        world.applicant.pk, office=office, phone="0812 3456 7890", by=officer, now=NOW
    )
    assert Person.objects.get(pk=world.applicant.pk).phone == "+6281234567890"
    with pytest.raises(Conflict, match="contact_taken"):
        acts.replace_contact(
            world.stranger.pk, office=office, phone="081234567890", by=officer, now=NOW
        )
    with pytest.raises(Refused, match="not_your_role"):
        acts.replace_contact(
            world.stranger.pk,
            office=office,
            phone="081234567891",
            by=world.actor("applicant"),
            now=NOW,
        )
