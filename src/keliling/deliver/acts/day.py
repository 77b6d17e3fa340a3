"""The day itself: opened by the coordinator, closed when the counter is packed up."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from keliling.commission.acts import move_visit
from keliling.commission.acts.doors import visit_of_coordinator
from keliling.commission.rules import VisitState
from keliling.deliver.models import Ticket
from keliling.deliver.rules import TicketState
from keliling.kernel.actor import Actor
from keliling.kernel.refusal import Conflict
from keliling.record.acts import note


@transaction.atomic
def hold_visit(visit_id: UUID, *, by: Actor, now: datetime) -> None:
    """Open the counter; raises ``Conflict("visit_moved")`` unless the plan is published."""
    visit, coordinator = visit_of_coordinator(visit_id, by)
    move_visit(visit_id, before=VisitState.PUBLISHED, after=VisitState.HELD)
    about, office = ("visit", visit_id), visit.office
    note("visit_opened", about=about, by=coordinator, at=now, office=office)


@transaction.atomic
def close_visit(visit_id: UUID, *, by: Actor, now: datetime) -> None:
    """Close the counter; raises ``Conflict("queue_not_empty")`` while somebody waits."""
    visit, coordinator = visit_of_coordinator(visit_id, by)
    live = [TicketState.WAITING.value, TicketState.CALLED.value]
    if Ticket.objects.filter(visit=visit_id, state__in=live).exists():
        raise Conflict("queue_not_empty")
    move_visit(visit_id, before=VisitState.HELD, after=VisitState.CLOSED)
    about, office = ("visit", visit_id), visit.office
    note("visit_closed", about=about, by=coordinator, at=now, office=office)
