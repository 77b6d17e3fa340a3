"""Who may touch a visit's plan: its coordinator, and residents of its village."""

from uuid import UUID

from keliling.commission.models import Visit
from keliling.commission.queries import visit_by_id
from keliling.commission.rules import VisitState
from keliling.kernel.actor import Actor, Role, office_scope
from keliling.kernel.refusal import Absent, Conflict, Refused
from keliling.people.queries import home_of

OPEN = {VisitState.PLANNING.value, VisitState.PUBLISHED.value}


def visit_of_coordinator(visit_id: UUID, by: Actor) -> tuple[Visit, Actor]:
    """Return the visit and its coordinator; raises ``Absent`` for anybody else."""
    visit = visit_by_id(visit_id)
    if not by.holds(Role.COORDINATOR, office_scope(visit.office)):
        raise Absent
    return visit, by.acting_as(Role.COORDINATOR, office_scope(visit.office))


def visit_of_resident(visit_id: UUID, by: Actor) -> tuple[Visit, Actor]:
    """Return the visit and the resident who may promise something for it.

    Raises ``Refused`` (``sign_in_first``, ``residency_needed``, ``not_your_village``).
    """
    me = by.as_resident()
    visit = visit_by_id(visit_id)
    home = home_of(me.person)
    if home is None:
        raise Refused("residency_needed")
    if home.village != visit.village:
        raise Refused("not_your_village")
    return visit, me


def still_open(visit: Visit) -> None:
    """Raise ``Conflict("visit_over")`` once the day has been held or called off."""
    if visit.state not in OPEN:
        raise Conflict("visit_over")
