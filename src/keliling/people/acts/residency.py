"""Residency: claimed by the person, confirmed by the RW's head or by an officer with the KTP."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from keliling.kernel.actor import Actor, Role, area_scope, office_scope
from keliling.kernel.identifiers import read_rw as read_rw
from keliling.kernel.refusal import Absent, Conflict, Refused
from keliling.people.models import Residency
from keliling.people.queries import person_by_id
from keliling.places.queries import area, office_serving
from keliling.record.acts import note

VILLAGE = 4
CLERKS = (Role.FRONT_OFFICER, Role.COORDINATOR)


@transaction.atomic
def claim_residency(village: str, rw: str, rt: str = "", *, by: Actor, now: datetime) -> Residency:
    """Say where one lives; an earlier claim ends.

    The same place again is the same claim, and stays confirmed. Raises ``Refused``
    (``village_needed``, ``rw_number``) and ``Absent`` for an unknown village.
    """
    me = by.as_resident()
    if area(village).level != VILLAGE:
        raise Refused("village_needed")
    place = {"village": village, "rw": read_rw(rw), "rt": read_rw(rt) if rt else ""}
    if same := Residency.objects.filter(person=me.person, ended_at=None, **place).first():
        return same
    Residency.objects.filter(person=me.person, ended_at=None).update(ended_at=now)
    try:
        with transaction.atomic():
            claim = Residency.objects.create(person_id=me.who, claimed_at=now, **place)
    except IntegrityError as problem:
        raise Conflict("residency_changed_meanwhile") from problem
    data = {"village": village, "rw": claim.rw}
    note("residency_claimed", about=("person", str(me.person)), by=me, at=now, data=data)
    return claim


@transaction.atomic
def confirm_residency(claim_id: UUID, *, by: Actor, now: datetime) -> None:
    """Vouch for a neighbour as the RW's head, or as an officer who saw the KTP.

    Nobody confirms their own. Raises ``Conflict("residency_already_confirmed")``.
    """
    claim = Residency.objects.filter(pk=claim_id, ended_at=None).first()
    if claim is None:
        raise Absent
    if by.holds(Role.RW_HEAD, area_scope(claim.village, claim.rw)):
        actor, how = (
            by.acting_as(Role.RW_HEAD, area_scope(claim.village, claim.rw)),
            "rw_head",
        )
    else:
        office = office_serving(claim.village)
        if office is None or not any(by.holds(r, office_scope(office.id)) for r in CLERKS):
            raise Absent
        actor, how = by.acting_as(CLERKS, office_scope(office.id)), "ktp"
    if claim.person_id == by.person:
        raise Refused("not_for_yourself")
    won = Residency.objects.filter(pk=claim_id, ended_at=None, confirmed_how="").update(
        confirmed_how=how, confirmed_by=by.person, confirmed_at=now
    )
    if not won:
        raise Conflict("residency_already_confirmed")
    data = {"village": claim.village, "rw": claim.rw, "how": how}
    person = ("person", claim.person_id)
    note("residency_confirmed", about=person, by=actor, at=now, data=data)


@transaction.atomic
def settle_by_card(
    person_id: UUID, village: str, address: tuple[str, str], *, by: Actor, now: datetime
) -> Residency:
    """Write down where somebody lives from the ID card they show; ``address`` is RW and RT.

    By a clerk of the office that serves the village, never for themselves. Raises ``Refused``
    (``village_needed``, ``rw_number``, ``not_for_yourself``) and ``Absent`` for other clerks.
    """
    if area(village).level != VILLAGE:
        raise Refused("village_needed")
    office = office_serving(village)
    if office is None or not any(by.holds(r, office_scope(office.id)) for r in CLERKS):
        raise Absent
    if person_id == by.person:
        raise Refused("not_for_yourself")
    clerk = by.acting_as(CLERKS, office_scope(office.id))
    rw, rt = read_rw(address[0]), read_rw(address[1]) if address[1] else ""
    person = person_by_id(person_id)
    Residency.objects.filter(person=person, ended_at=None).update(ended_at=now)
    try:
        with transaction.atomic():
            claim = Residency.objects.create(
                person=person,
                village=village,
                rw=rw,
                rt=rt,
                claimed_at=now,
                confirmed_how="ktp",
                confirmed_by=by.person,
                confirmed_at=now,
            )
    except IntegrityError as problem:
        raise Conflict("residency_changed_meanwhile") from problem
    about, data = ("person", person_id), {"village": village, "rw": rw, "how": "ktp"}
    note("residency_confirmed", about=about, by=clerk, at=now, data=data)
    return claim
