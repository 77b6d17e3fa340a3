"""The day itself: opened by the coordinator, closed when the counter is packed up."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from keliling.commission.acts import move_visit
from keliling.commission.models import Visit
from keliling.commission.queries import visit_by_id
from keliling.commission.rules import VisitState
from keliling.deliver.models import Ticket
from keliling.deliver.rules import TicketState
from keliling.kernel.actor import Actor, Role, office_scope
from keliling.kernel.refusal import Absent, Conflict
from keliling.record.acts import note


@transaction.atomic
def hold_visit(visit_id: UUID, *, by: Actor, now: datetime) -> None:
    """Open the counter; raises ``Conflict("visit_moved")`` unless the plan is published."""
    visit, coordinator = _mine(visit_id, by)
    move_visit(visit_id, before=VisitState.PUBLISHED, after=VisitState.HELD)
    about, office = ("visit", visit_id), visit.office
    note("visit_opened", about=about, by=coordinator, at=now, office=office)


@transaction.atomic
def close_visit(visit_id: UUID, *, by: Actor, now: datetime) -> None:
    """Close the counter; raises ``Conflict("queue_not_empty")`` while somebody waits."""
    visit, coordinator = _mine(visit_id, by)
    live = [TicketState.WAITING.value, TicketState.CALLED.value]
    if Ticket.objects.filter(visit=visit_id, state__in=live).exists():
        raise Conflict("queue_not_empty")
    move_visit(visit_id, before=VisitState.HELD, after=VisitState.CLOSED)
    about, office = ("visit", visit_id), visit.office
    note("visit_closed", about=about, by=coordinator, at=now, office=office)


def _mine(visit_id: UUID, by: Actor) -> tuple[Visit, Actor]:
    visit = visit_by_id(visit_id)
    if not by.holds(Role.COORDINATOR, office_scope(visit.office)):
        raise Absent
    return visit, by.acting_as(Role.COORDINATOR, office_scope(visit.office))
