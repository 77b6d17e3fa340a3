"""The queue of the day."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from keliling.commission.queries import visit_by_id
from keliling.commission.rules import RUNNING
from keliling.deliver.acts.counter import draw_number
from keliling.deliver.models import Ticket
from keliling.deliver.queries.queue import in_calling_order, queue_role
from keliling.deliver.rules import PRIORITIES, TicketState
from keliling.design.queries import services_planned
from keliling.kernel.actor import Actor
from keliling.kernel.ids import new_id
from keliling.kernel.refusal import Absent, Conflict, Refused
from keliling.record.acts import note

ENDINGS = {TicketState.SERVED, TicketState.ABSENT}


@dataclass(frozen=True, slots=True)
class Turn:
    """What a number is drawn for; nobody's name unless they draw it for themselves.

    ``id`` comes from the page that asks, so that a second press of the button draws nothing.
    """

    service: str
    priority: str = ""
    person: UUID | None = None
    id: UUID = field(default_factory=new_id)


@transaction.atomic
def draw_ticket(visit_id: UUID, turn: Turn, *, by: Actor, now: datetime) -> Ticket:
    """Draw the next number: a resident for themselves, or who keeps the queue for anybody.

    Raises ``Refused`` (``service_not_planned``, ``priority_unknown``) and ``Conflict``
    (``visit_not_running``, ``ticket_held_already``, ``ticket_drawn_already`` with its number,
    ``id_in_use``).
    """
    visit = visit_by_id(visit_id)
    if visit.state not in RUNNING:
        raise Conflict("visit_not_running")
    if turn.service not in services_planned([visit_id]).get(visit_id, ()):
        raise Refused("service_not_planned", service=turn.service)
    if turn.priority and turn.priority not in PRIORITIES:
        raise Refused("priority_unknown")
    actor = by.as_resident() if turn.person is not None and turn.person == by.person else None
    if actor is None:
        actor, _ = queue_role(by, visit_id)
    number = draw_number(f"ticket:{visit_id}")
    try:
        with transaction.atomic():
            ticket = Ticket.objects.create(
                id=turn.id,
                visit=visit,
                number=number,
                service=turn.service,
                priority=turn.priority,
                person_id=turn.person,
                drawn_at=now,
            )
    except IntegrityError as problem:
        raise _drawn_before(turn, visit_id) from problem
    data = {"number": number, "service": turn.service, "priority": turn.priority}
    about = ("visit", visit_id)
    note("ticket_drawn", about=about, by=actor, at=now, office=visit.office, data=data)
    return ticket


@transaction.atomic
def call_next(visit_id: UUID, *, seen: int | None = None, by: Actor, now: datetime) -> Ticket:
    """Call the next number; raises ``Conflict`` (``queue_empty``, ``queue_moved``).

    Two who call at once get two numbers; who names the number they saw as next gets that
    one or none, so that a second press calls nobody away unheard.
    """
    actor, office = queue_role(by, visit_id)
    while True:
        order = in_calling_order(list(Ticket.objects.filter(visit=visit_id)))
        if not order:
            raise Conflict("queue_empty")
        ticket = order[0]
        if seen not in {None, ticket.number}:
            raise Conflict("queue_moved", number=seen)
        waiting = Ticket.objects.filter(pk=ticket.pk, state=TicketState.WAITING.value)
        if waiting.update(state=TicketState.CALLED.value, called_at=now):
            break
    data = {"number": ticket.number}
    note("ticket_called", about=("visit", visit_id), by=actor, at=now, office=office, data=data)
    ticket.state, ticket.called_at = TicketState.CALLED.value, now
    return ticket


@transaction.atomic
def end_ticket(ticket_id: UUID, ending: TicketState, *, by: Actor, now: datetime) -> None:
    """Mark a called number served or absent; raises ``Conflict("ticket_not_called")``."""
    ticket = Ticket.objects.filter(pk=ticket_id).first()
    if ticket is None:
        raise Absent
    actor, office = queue_role(by, ticket.visit_id)
    if ending not in ENDINGS:
        raise Refused("ticket_ending")
    called = Ticket.objects.filter(pk=ticket_id, state=TicketState.CALLED.value)
    if not called.update(state=ending.value, ended_at=now):
        raise Conflict("ticket_not_called")
    data = {"number": ticket.number, "ending": ending.value}
    about = ("visit", ticket.visit_id)
    note("ticket_ended", about=about, by=actor, at=now, office=office, data=data)


def _drawn_before(turn: Turn, visit_id: UUID) -> Conflict:
    """Say why no number was drawn: whoever pressed twice still has to hear the first one."""
    first = Ticket.objects.filter(pk=turn.id).first()
    if first is None:
        return Conflict("ticket_held_already")
    if first.visit_id != visit_id:
        return Conflict("id_in_use")
    return Conflict("ticket_drawn_already", number=first.number)
