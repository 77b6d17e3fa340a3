"""A visit's day in numbers: files and numbers drawn, counted and never named."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, F, Q

from keliling.deliver.models import Application, Ticket
from keliling.deliver.rules import Stage, TicketState

ANSWERED = (Stage.GRANTED.value, Stage.REFUSED.value)


@dataclass(frozen=True, slots=True)
class DayFigures:
    """Counts of one visit. ``first_time_right``: decided or waiting for it, never sent back."""

    filed: int
    first_time_right: int
    sent_back: int
    granted: int
    refused: int
    late: int
    open: int
    numbers: int
    served: int
    absent: int


def day_figures(visit: UUID) -> DayFigures:
    """Count the files received for a visit and the numbers drawn on its day; two queries."""
    received = Application.objects.filter(visit=visit, received_at__isnull=False)
    rows = received.exclude(stage=Stage.WITHDRAWN.value)
    passed = Q(stage__in=[*ANSWERED, Stage.DECISION.value])
    never_back = Q(send_backs__isnull=True)
    files = rows.aggregate(
        filed=Count("pk", distinct=True),
        first_time_right=Count("pk", filter=passed & never_back, distinct=True),
        sent_back=Count("pk", filter=~never_back, distinct=True),
        granted=Count("pk", filter=Q(stage=Stage.GRANTED.value), distinct=True),
        refused=Count("pk", filter=Q(stage=Stage.REFUSED.value), distinct=True),
        late=Count("pk", filter=Q(decided_at__gt=F("due_at")), distinct=True),
    )
    tickets = Ticket.objects.filter(visit=visit).aggregate(
        numbers=Count("pk"),
        served=Count("pk", filter=Q(state=TicketState.SERVED.value)),
        absent=Count("pk", filter=Q(state=TicketState.ABSENT.value)),
    )
    still_open = files["filed"] - files["granted"] - files["refused"]
    return DayFigures(**files, **tickets, open=still_open)
