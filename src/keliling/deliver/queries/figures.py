"""A visit's day in numbers: files and numbers drawn, counted and never named."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, Q

from keliling.deliver.models import Application, Permit, Ticket
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


@dataclass(frozen=True, slots=True)
class OfficeFigures:
    """What lies on an office's desks; ``late`` are those past their day and still open."""

    stages: dict[Stage, int]
    late: int
    permits: int


def office_figures(office: UUID, *, now: datetime) -> OfficeFigures:
    """Count an office's files by stage, and the permits of this year; three queries."""
    files = Application.objects.filter(office=office).order_by()
    counted = dict(files.values_list("stage").annotate(n=Count("pk")))
    waiting = files.filter(stage__in=[Stage.CHECK.value, Stage.DECISION.value], due_at__lt=now)
    return OfficeFigures(
        stages={stage: counted.get(stage.value, 0) for stage in Stage},
        late=waiting.count(),
        permits=Permit.objects.filter(office=office, year=now.year).count(),
    )


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
