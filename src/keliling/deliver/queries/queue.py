"""The queue of a day and the mandates in force."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from keliling.commission.queries import visit_by_id
from keliling.deliver.models import Mandate, Ticket
from keliling.deliver.rules import TicketState, calling_order
from keliling.deliver.rules.queue import Waiting
from keliling.kernel.actor import Actor, Role, office_scope, visit_scope
from keliling.kernel.refusal import Absent

QUEUE_STAFF = (Role.FRONT_OFFICER, Role.COORDINATOR)


@dataclass(frozen=True, slots=True)
class Queue:
    """The numbers of a visit: who is called, who comes next, how many are done."""

    visit: UUID
    called: tuple[Ticket, ...]
    waiting: tuple[Ticket, ...]
    served: int
    absent: int


def queue_role(by: Actor, visit_id: UUID) -> tuple[Actor, UUID]:
    """Return ``by`` in the role that keeps the queue, and the office; raises ``Absent``."""
    visit = visit_by_id(visit_id)
    if by.holds(Role.VOLUNTEER, visit_scope(visit_id)):
        return by.acting_as(Role.VOLUNTEER, visit_scope(visit_id)), visit.office
    scope = office_scope(visit.office)
    if not any(by.holds(role, scope) for role in QUEUE_STAFF):
        raise Absent
    return by.acting_as(QUEUE_STAFF, scope), visit.office


def queue_of(by: Actor, visit_id: UUID) -> Queue:
    """Return the queue for those who keep it; raises ``Absent``."""
    queue_role(by, visit_id)
    tickets = list(Ticket.objects.filter(visit=visit_id).select_related("person"))
    return Queue(
        visit=visit_id,
        called=tuple(t for t in tickets if t.state == TicketState.CALLED.value),
        waiting=tuple(in_calling_order(tickets)),
        served=sum(t.state == TicketState.SERVED.value for t in tickets),
        absent=sum(t.state == TicketState.ABSENT.value for t in tickets),
    )


def in_calling_order(tickets: list[Ticket]) -> list[Ticket]:
    """Return the waiting among a visit's tickets in the order in which they are called."""
    waiting = {t.number: t for t in tickets if t.state == TicketState.WAITING.value}
    called = [t for t in tickets if t.called_at]
    last = max(called, key=lambda t: (t.called_at, t.number), default=None)
    order = calling_order(
        [Waiting(t.number, t.priority) for t in waiting.values()],
        after_priority=last is not None and bool(last.priority),
    )
    return [waiting[row.number] for row in order]


def my_ticket(by: Actor, visit_id: UUID) -> Ticket | None:
    """Return one's own number that is still waiting or called."""
    live = [TicketState.WAITING.value, TicketState.CALLED.value]
    rows = Ticket.objects.filter(visit=visit_id, person=by.person, state__in=live)
    return rows.first() if by.person else None


def people_before(ticket: Ticket) -> int:
    """Count those called before a waiting number, if nobody else draws one."""
    tickets = list(Ticket.objects.filter(visit=ticket.visit_id))
    order = [row.pk for row in in_calling_order(tickets)]
    return order.index(ticket.pk) if ticket.pk in order else 0


def mandates_given(by: Actor) -> list[Mandate]:
    """Return the mandates somebody gave, latest first."""
    rows = Mandate.objects.filter(applicant=by.person).select_related("volunteer", "visit")
    return list(rows.order_by("-given_at")[:50])


def mandates_held(by: Actor, *, today: date) -> list[Mandate]:
    """Return the mandates a volunteer may act under today."""
    rows = Mandate.objects.filter(volunteer=by.person, revoked_at=None, expires_on__gte=today)
    return list(rows.select_related("applicant", "visit").order_by("-given_at")[:100])


def mandate_for(by: Actor, mandate_id: UUID, *, today: date) -> Mandate:
    """Return a live mandate that names ``by`` as its volunteer; raises ``Absent``."""
    found = Mandate.objects.filter(
        pk=mandate_id, volunteer=by.person, revoked_at=None, expires_on__gte=today
    ).first()
    if found is None or by.person is None:
        raise Absent
    return found
