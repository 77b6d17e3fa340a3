"""Written mandates: a volunteer helps one person with one service at one visit."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from keliling.commission.models import Visit
from keliling.commission.queries import visit_by_id
from keliling.commission.rules import VisitState
from keliling.deliver.models import Mandate
from keliling.design.queries import services_planned
from keliling.kernel.actor import Actor, Role, office_scope, visit_scope
from keliling.kernel.refusal import Absent, Conflict, Refused
from keliling.people.queries import actor_for
from keliling.record.acts import note

LONGEST = 30
OPEN = {VisitState.PLANNING.value, VisitState.PUBLISHED.value, VisitState.HELD.value}


@dataclass(frozen=True, slots=True)
class Powers:
    """What a mandate names: the service, the volunteer, the last day it holds."""

    service: str
    volunteer: UUID
    until: date


@transaction.atomic
def give_mandate(
    visit_id: UUID,
    powers: Powers,
    *,
    applicant: UUID | None = None,
    by: Actor,
    now: datetime,
) -> Mandate:
    """Let a volunteer fill in and send one's application.

    The applicant gives it from the own account; for somebody without one a front officer
    writes it down in their presence and is its witness. Raises ``Refused``
    (``not_a_volunteer``, ``mandate_term``, ``service_not_planned``, ``mandate_to_oneself``)
    and ``Conflict`` (``visit_over``, ``mandate_given_already``).
    """
    visit = visit_by_id(visit_id)
    if visit.state not in OPEN:
        raise Conflict("visit_over")
    giver, witness = _giver(visit, applicant, by)
    person = applicant or giver.who
    _check(visit_id, powers, person, now)
    _make_room(visit_id, powers, person, now)
    try:
        with transaction.atomic():
            mandate = Mandate.objects.create(
                office=visit.office,
                visit=visit,
                service=powers.service,
                applicant_id=person,
                volunteer_id=powers.volunteer,
                expires_on=powers.until,
                given_at=now,
                witness_id=witness,
            )
    except IntegrityError as problem:
        raise Conflict("mandate_given_already") from problem
    data = {
        "visit": visit_id,
        "service": powers.service,
        "volunteer": powers.volunteer,
        "until": powers.until,
        "witnessed": witness is not None,
    }
    about = ("mandate", mandate.pk)
    note("mandate_given", about=about, by=giver, at=now, office=visit.office, data=data)
    return mandate


@transaction.atomic
def revoke_mandate(mandate_id: UUID, *, by: Actor, now: datetime) -> None:
    """Take a mandate back; the volunteer's next request finds the file closed."""
    me = by.as_resident()
    mandate = Mandate.objects.filter(pk=mandate_id, applicant=me.person).first()
    if mandate is None:
        raise Absent
    if not Mandate.objects.filter(pk=mandate_id, revoked_at=None).update(revoked_at=now):
        raise Conflict("mandate_revoked_already")
    about = ("mandate", mandate.pk)
    note("mandate_revoked", about=about, by=me, at=now, office=mandate.office)


def _make_room(visit_id: UUID, powers: Powers, applicant: UUID, now: datetime) -> None:
    """Close the same mandate where it has expired: a new one may follow it."""
    same = Mandate.objects.filter(
        applicant=applicant, volunteer=powers.volunteer, visit=visit_id, service=powers.service
    )
    same.filter(revoked_at=None, expires_on__lt=now.date()).update(revoked_at=now)


def _giver(visit: Visit, applicant: UUID | None, by: Actor) -> tuple[Actor, UUID | None]:
    """The applicant in person, or the officer who witnesses for them."""
    if applicant is None or applicant == by.person:
        return by.as_resident(), None
    scope = office_scope(visit.office)
    if not by.holds(Role.FRONT_OFFICER, scope):
        raise Absent
    return by.acting_as(Role.FRONT_OFFICER, scope), by.person


def _check(visit_id: UUID, powers: Powers, applicant: UUID, now: datetime) -> None:
    if applicant == powers.volunteer:
        raise Refused("mandate_to_oneself")
    if powers.service not in services_planned([visit_id]).get(visit_id, ()):
        raise Refused("service_not_planned", service=powers.service)
    if not 0 <= (powers.until - now.date()).days <= LONGEST:
        raise Refused("mandate_term", most=LONGEST)
    helper = actor_for(powers.volunteer, today=now.date())
    if not helper.holds(Role.VOLUNTEER, visit_scope(visit_id)):
        raise Refused("not_a_volunteer")
