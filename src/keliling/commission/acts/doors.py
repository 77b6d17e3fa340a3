"""Who may act on a visit or a proposal: the office's coordinator, and residents of the village."""

from uuid import UUID

from keliling.commission.models import Visit
from keliling.commission.queries import visit_by_id
from keliling.kernel.actor import Actor, Role, office_scope
from keliling.kernel.refusal import Absent, Refused
from keliling.people.queries import home_of


def coordinator_of(office: UUID, by: Actor) -> Actor:
    """Return ``by`` as the office's coordinator; raises ``Absent`` for anybody else."""
    scope = office_scope(office)
    if not by.holds(Role.COORDINATOR, scope):
        raise Absent
    return by.acting_as(Role.COORDINATOR, scope)


def visit_of_coordinator(visit_id: UUID, by: Actor) -> tuple[Visit, Actor]:
    """Return the visit and its coordinator; raises ``Absent`` for anybody else."""
    visit = visit_by_id(visit_id)
    return visit, coordinator_of(visit.office, by)


def visit_of_resident(visit_id: UUID, by: Actor) -> tuple[Visit, Actor]:
    """Return the visit and the resident of its village who acts for it.

    Raises ``Refused`` (``sign_in_first``, ``residency_needed``, ``not_your_village``).
    """
    me = by.as_resident()
    visit = visit_by_id(visit_id)
    check_lives_in(visit.village, me)
    return visit, me


def check_lives_in(village: str, me: Actor) -> None:
    """Raise ``Refused`` (``residency_needed``, ``not_your_village``)."""
    home = home_of(me.person)
    if home is None:
        raise Refused("residency_needed")
    if home.village != village:
        raise Refused("not_your_village")
