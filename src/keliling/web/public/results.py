"""What came of a visit: how far together, what speaks against, what people say."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from keliling.assess.queries import (
    CellEvidence,
    evidence_of,
    findings_of,
    result_lines,
    visit_figures,
    visit_measures,
)
from keliling.assess.rules import Cell, Factor, Phase, PhaseReach, objections
from keliling.commission.queries import (
    past_visit_cards,
    proposals_of_findings,
    visit_by_id,
)
from keliling.commission.rules import VisitState
from keliling.kernel.refusal import Absent
from keliling.places.queries import area
from keliling.web.http import Request
from keliling.web.paging import After, after_day
from keliling.web.public.sentences import objection_words
from keliling.web.public.visits import reader_standing
from keliling.web.words.codes import (
    CELL_STATES,
    DISPOSITIONS,
    ELEMENTS,
    FACTORS,
    PHASES,
    ROLES,
    SIDES,
    STANDINGS,
    TOPICS,
    word,
)
from keliling.web.words.facts import fact_sentence

PAGE = 20


@dataclass(frozen=True, slots=True)
class FactRow:
    """What happened alike on one day, and under which numbers the record holds it."""

    sentence: str
    side: str
    role: str
    day: date
    numbers: list[int]


ASSESSED = {VisitState.HELD.value, VisitState.CLOSED.value}
MARKS = {"supported": "two", "single_source": "one", "no_data": "nil"}


@require_safe
def results(request: Request) -> HttpResponse:
    """List the visits that were held, latest first."""
    rows = past_visit_cards(after=after_day(request), limit=PAGE + 1)
    page = rows[:PAGE]
    lines = result_lines([row.id for row in page])
    last = page[-1] if len(rows) > PAGE else None
    return render(
        request,
        "public/results.html",
        {
            "rows": [(row, lines[row.id]) for row in page],
            "older": str(After(str(last.held_on), str(last.id))) if last else "",
        },
    )


@require_safe
def result(request: Request, visit: UUID) -> HttpResponse:
    """Show one visit's matrix, its phases, its figures and its findings."""
    held = visit_by_id(visit)
    measured, figures = visit_measures(visit), visit_figures(visit)
    against = objections(measured.reach, measured.matrix.values(), measured.ikm, figures)
    findings = findings_of(request.actor, visit)
    opened = proposals_of_findings([row.id for row in findings])
    return render(
        request,
        "public/result.html",
        {
            "visit": held,
            "village": area(held.village),
            "assessed": held.state in ASSESSED,
            "reach": [_phase_row(row) for row in measured.reach.values()],
            "matrix": [
                (
                    word(FACTORS, factor.value),
                    [_cell_row(measured.matrix[factor, p]) for p in Phase],
                )
                for factor in Factor
            ],
            "against": [objection_words(row) for row in against],
            "ikm": measured.ikm,
            "elements": [
                (word(ELEMENTS, element), n, mean)
                for element, n, mean in (measured.ikm.per_element if measured.ikm else ())
            ],
            "figures": figures,
            "hours": Decimal(figures.lay_minutes) / 60,
            "findings": [
                (
                    row,
                    word(TOPICS, row.topic),
                    word(DISPOSITIONS, row.disposition),
                    opened.get(row.id),
                )
                for row in findings
            ],
            "standing": reader_standing(request.actor, held.village),
        },
    )


@require_safe
def evidence(request: Request, visit: UUID, factor: str, phase: str) -> HttpResponse:
    """Show the facts under one cell: what, by which side, on which day, without a name."""
    try:
        place = Factor(factor), Phase(phase)
    except ValueError as problem:
        raise Absent from problem
    held = visit_by_id(visit)
    cell = visit_measures(visit).matrix[place]
    return render(
        request,
        "public/evidence.html",
        {
            "visit": held,
            "village": area(held.village),
            "cell": _cell_row(cell),
            "factor": word(FACTORS, factor),
            "facts": fact_rows(evidence_of(visit, *place)),
        },
    )


def fact_rows(evidence: Iterable[CellEvidence]) -> list[FactRow]:
    """Put what happened alike on one day on one line, with every number in the record."""
    rows: dict[tuple[str, str, str, date], FactRow] = {}
    for fact in evidence:
        day = localtime(fact.at).date()
        fresh = FactRow(
            fact_sentence(fact.kind), word(SIDES, fact.side), word(ROLES, fact.role), day, []
        )
        rows.setdefault((fact.kind, fact.side, fact.role, day), fresh).numbers.append(fact.seq)
    return list(rows.values())


def _phase_row(reach: PhaseReach) -> dict[str, object]:
    return {
        "n": list(Phase).index(reach.phase) + 1,
        "name": word(PHASES, reach.phase.value),
        "reach": reach,
    }


def _cell_row(cell: Cell) -> dict[str, object]:
    return {
        "cell": cell,
        "n": list(Phase).index(cell.phase) + 1,
        "phase": word(PHASES, cell.phase.value),
        "state": word(CELL_STATES, cell.state.value),
        "mark": MARKS[cell.state.value],
        "standing": str(STANDINGS[cell.standing]),
        "evidence": cell.lay + cell.staff + cell.answers,
    }
