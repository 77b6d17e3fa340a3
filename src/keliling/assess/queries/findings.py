"""Findings are public with their answers; who raised one is not."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from keliling.assess.models import Finding
from keliling.assess.rules import Disposition
from keliling.kernel.actor import Actor, Role, office_scope
from keliling.kernel.refusal import Absent


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding and what was done about it."""

    id: UUID
    visit: UUID
    topic: str
    words: str
    raised_at: datetime
    version: int
    supporters: int
    disposition: str
    answer: str
    answered_at: datetime | None
    mine: bool


def findings_of(by: Actor, visit: UUID) -> list[FindingRow]:
    """Return a visit's findings, first to last."""
    rows = Finding.objects.filter(visit=visit).annotate(supporters=Count("supports"))
    return [_row(row, by) for row in rows.order_by("raised_at", "pk")[:200]]


def open_findings(
    by: Actor, office: UUID, *, after: tuple[datetime, UUID] | None = None, limit: int = 200
) -> list[FindingRow]:
    """Return a page of what the office owes an answer, oldest first; raises ``Absent``."""
    if not by.holds(Role.COORDINATOR, office_scope(office)):
        raise Absent
    rows = Finding.objects.filter(office=office, disposition="")
    if after is not None:
        rows = rows.filter(Q(raised_at__gt=after[0]) | Q(raised_at=after[0], pk__gt=after[1]))
    counted = rows.annotate(supporters=Count("supports")).order_by("raised_at", "pk")
    return [_row(row, by) for row in counted[:limit]]


def open_finding(by: Actor, finding: UUID) -> FindingRow:
    """Return a finding that waits for its answer, for its office's coordinator, or ``Absent``."""
    rows = Finding.objects.filter(pk=finding, disposition="")
    found = rows.annotate(supporters=Count("supports")).first()
    if found is None or not by.holds(Role.COORDINATOR, office_scope(found.office)):
        raise Absent
    return _row(found, by)


def answered_findings(by: Actor, *, limit: int = 3) -> list[FindingRow]:
    """Return the findings last adopted or adapted, for the front page."""
    changed = [Disposition.ADOPTED.value, Disposition.ADAPTED.value]
    rows = Finding.objects.filter(disposition__in=changed).annotate(supporters=Count("supports"))
    return [_row(row, by) for row in rows.order_by("-answered_at", "pk")[:limit]]


def visit_of_finding(finding: UUID) -> UUID | None:
    """Return the visit on which something was found, or ``None`` for an unknown finding."""
    return Finding.objects.filter(pk=finding).values_list("visit_id", flat=True).first()


def _row(row: Finding, by: Actor) -> FindingRow:
    return FindingRow(
        id=row.pk,
        visit=row.visit_id,
        topic=row.topic,
        words=row.words,
        raised_at=row.raised_at,
        version=row.version,
        supporters=getattr(row, "supporters", 0),
        disposition=row.disposition,
        answer=row.answer,
        answered_at=row.answered_at,
        mine=row.author_id == by.person,
    )
