"""The way of a file: what happened, what is happening, what comes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from keliling.deliver.queries import Look, Progress
from keliling.deliver.rules import Stage
from keliling.kernel.actor import Role
from keliling.record.queries import Entry
from keliling.web.words.codes import ROLES, word
from keliling.web.words.facts import fact_sentence

UNTOLD = {
    "answers_saved",
    "member_added",
    "member_removed",
    "document_added",
    "document_removed",
    "application_looked_at",
    "rating_handed_out",
}


@dataclass(frozen=True, slots=True)
class WayStep:
    """One step; ``state`` is empty when done, else ``now`` or ``next``."""

    state: str
    title: str
    at: datetime | None = None
    beside: str = ""


@dataclass(frozen=True, slots=True)
class LookLine:
    """Somebody who opened the file, how often and when last."""

    name: str
    role: str
    times: int
    last: datetime


def way_of(entries: Iterable[Entry], progress: Progress) -> list[WayStep]:
    """Return the steps so far, the one under way, and those to come."""
    done = [
        WayStep("", fact_sentence(e.kind), e.at, word(ROLES, e.role))
        for e in entries
        if e.kind not in UNTOLD
    ]
    now = {
        Stage.DRAFT: _("You answer the questions"),
        Stage.CHECK: _("A front officer checks that everything is there"),
        Stage.SENT_BACK: _("You complete it"),
        Stage.DECISION: _("The signatory decides"),
    }.get(progress.stage)
    if now is None:
        return done
    return [*done, WayStep("now", now), *_to_come(progress.stage)]


def _to_come(stage: Stage) -> list[WayStep]:
    coming = [
        (Stage.DRAFT, WayStep("next", _("You send it; only then the office's clock begins"))),
        (Stage.CHECK, WayStep("next", _("Check by a front officer"))),
        (Stage.DECISION, WayStep("next", _("Decision by somebody who did not check it"))),
        (Stage.GRANTED, WayStep("next", _("You read or fetch the answer"))),
    ]
    first = {Stage.DRAFT: 0, Stage.SENT_BACK: 1, Stage.CHECK: 2, Stage.DECISION: 3}[stage]
    return [step for _stage, step in coming[first:]]


def is_late(progress: Progress, now: datetime) -> bool:
    """Tell whether the office has let its day pass; the applicant's time is not the office's."""
    waits_for_office = progress.holder not in {None, Role.RESIDENT}
    return waits_for_office and progress.due_at is not None and progress.due_at < now


def look_lines(looks: Sequence[Look]) -> list[LookLine]:
    """Return one line for each person and role, last reader first."""
    lines: dict[tuple[str, str], list[datetime]] = {}
    for row in looks:
        lines.setdefault((row.person.name, row.role), []).append(row.at)
    return [
        LookLine(name, word(ROLES, role), len(times), max(times))
        for (name, role), times in lines.items()
    ]
