"""The desks' lists: what waits for whom, soonest due first, a page at a time."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from keliling.deliver.models import Application
from keliling.deliver.rules import Stage
from keliling.kernel.actor import Actor, Role, office_scope
from keliling.kernel.refusal import Absent

DESK_STAGES = {
    Role.FRONT_OFFICER: (Stage.CHECK, Stage.SENT_BACK),
    Role.SIGNATORY: (Stage.DECISION,),
}


@dataclass(frozen=True, slots=True)
class InboxRow:
    """A file in a desk's list."""

    id: UUID
    code: str
    service: str
    applicant: str
    stage: str
    received_at: datetime | None
    due_at: datetime | None
    helped: bool
    visit: UUID | None


def inbox(
    by: Actor,
    office: UUID,
    stage: Stage,
    *,
    after: tuple[datetime, UUID] | None = None,
    limit: int = 25,
) -> list[InboxRow]:
    """Return a page of a desk's files in one stage; raises ``Absent`` for other people.

    ``after`` is the due moment and id of the last row seen: no offset, so that the last
    page costs what the first does.
    """
    if stage not in _stages_of(by, office):
        raise Absent
    rows = Application.objects.filter(office=office, stage=stage.value)
    if after is not None:
        rows = rows.filter(Q(due_at__gt=after[0]) | Q(due_at=after[0], pk__gt=after[1]))
    page = rows.select_related("applicant").defer("answers").order_by("due_at", "pk")[:limit]
    return [
        InboxRow(
            id=row.pk,
            code=row.code,
            service=row.service,
            applicant=row.applicant.name,
            stage=row.stage,
            received_at=row.received_at,
            due_at=row.due_at,
            helped=row.helper_id is not None,
            visit=row.visit_id,
        )
        for row in page
    ]


def inbox_counts(by: Actor, office: UUID) -> dict[Stage, int]:
    """Count the files in each stage that ``by`` has a desk for; raises ``Absent``."""
    stages = _stages_of(by, office)
    if not stages:
        raise Absent
    rows = Application.objects.filter(office=office, stage__in=[s.value for s in stages])
    counted = dict(rows.values_list("stage").annotate(n=Count("pk")))
    return {stage: counted.get(stage.value, 0) for stage in stages}


def _stages_of(by: Actor, office: UUID) -> list[Stage]:
    scope = office_scope(office)
    held = [role for role in DESK_STAGES if by.holds(role, scope)]
    return [stage for role in held for stage in DESK_STAGES[role]]
