"""Co-production of one visit, measured from the record and the survey and nothing typed twice."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from keliling.assess.models import Motive, Rating
from keliling.assess.queries.ratings import ikm_of_visit
from keliling.assess.rules import (
    Cell,
    Factor,
    Ikm,
    Phase,
    PhaseReach,
    Record,
    build_matrix,
    phases_reached,
)
from keliling.assess.rules.matrix import is_lay_evidence, is_staff_evidence
from keliling.assess.rules.phases import Happening
from keliling.commission.queries import visit_by_id
from keliling.deliver.models import Application, Mandate
from keliling.record.queries import Entry, facts_about


@dataclass(frozen=True, slots=True)
class VisitMeasures:
    """What can be said of one visit."""

    visit: UUID
    reach: dict[Phase, PhaseReach]
    matrix: dict[tuple[Factor, Phase], Cell]
    ikm: Ikm | None


@dataclass(frozen=True, slots=True)
class CellEvidence:
    """One fact under a cell, without a name: what, by which side, in which role, when."""

    seq: int
    kind: str
    side: str
    role: str
    at: datetime


def visit_measures(visit_id: UUID) -> VisitMeasures:
    """Measure a visit from everything noted about it; raises ``Absent``."""
    facts = [_happening(entry) for entry in _entries(visit_id)]
    return VisitMeasures(
        visit=visit_id,
        reach=phases_reached(facts),
        matrix=build_matrix(facts, _survey(visit_id)),
        ikm=ikm_of_visit(visit_id),
    )


def evidence_of(visit_id: UUID, factor: Factor, phase: Phase) -> list[CellEvidence]:
    """Return the facts that a cell stands on, first to last."""
    found = []
    for entry in _entries(visit_id):
        fact = _happening(entry)
        if is_lay_evidence(fact, factor, phase) or is_staff_evidence(fact, factor, phase):
            found.append(CellEvidence(entry.seq, entry.kind, entry.side, entry.role, entry.at))
    return found


def _entries(visit_id: UUID) -> list[Entry]:
    """Everything about the visit: its proposal, its plan and day, its files, its mandates."""
    visit = visit_by_id(visit_id)
    files = Application.objects.filter(visit=visit_id).values_list("pk", flat=True)
    mandates = Mandate.objects.filter(visit=visit_id).values_list("pk", flat=True)
    return facts_about(
        ("visit", visit_id),
        ("proposal", visit.proposal_id),
        *(("application", pk) for pk in files),
        *(("mandate", pk) for pk in mandates),
    )


def _happening(entry: Entry) -> Happening:
    return Happening(kind=entry.kind, actor=entry.actor, side=entry.side)


def _survey(visit_id: UUID) -> list[Record]:
    ratings = Rating.objects.filter(visit=visit_id)
    saved = ratings.exclude(saved_minutes=None).count()
    return [
        Record(Phase.DELIVERY, Factor.VALUE, saved),
        Record(Phase.ASSESSMENT, Factor.VALUE, ratings.count()),
        Record(Phase.DELIVERY, Factor.MOTIVATION, Motive.objects.filter(visit=visit_id).count()),
    ]
