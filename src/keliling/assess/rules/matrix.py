"""The matrix: phases by factors, from the record and the survey; no data is not zero."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from keliling.assess.rules.contributions import (
    CONTRIBUTIONS,
    STAFF_ACTS,
    Factor,
    Phase,
)
from keliling.assess.rules.phases import Happening
from keliling.kernel.actor import Side


class CellState(StrEnum):
    """How far the evidence carries."""

    SUPPORTED = "supported"
    SINGLE_SOURCE = "single_source"
    NO_DATA = "no_data"


class Evidence(StrEnum):
    """The kinds of evidence there are so far."""

    RECORD = "record"
    SURVEY = "survey"


@dataclass(frozen=True, slots=True)
class Record:
    """How many survey answers speak to a cell."""

    phase: Phase
    factor: Factor
    answers: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One meeting of phase and factor.

    ``standing`` is ordinal: 0 none, 1 one side alone, 2 shared work, 3 shared decision.
    """

    phase: Phase
    factor: Factor
    state: CellState
    standing: int
    lay: int
    staff: int
    people: int
    answers: int


def build_matrix(
    happenings: Iterable[Happening], survey: Iterable[Record] = ()
) -> dict[tuple[Factor, Phase], Cell]:
    """Count what there is; a cell without evidence says so."""
    facts = list(happenings)
    answers = {(row.factor, row.phase): row.answers for row in survey}
    return {
        (factor, phase): _cell(factor, phase, facts, answers.get((factor, phase), 0))
        for factor in Factor
        for phase in Phase
    }


def _cell(factor: Factor, phase: Phase, facts: list[Happening], answers: int) -> Cell:
    lay = [f for f in facts if is_lay_evidence(f, factor, phase)]
    staff = [f for f in facts if is_staff_evidence(f, factor, phase)]
    kinds = bool(lay or staff) + bool(answers)
    state = (CellState.NO_DATA, CellState.SINGLE_SOURCE, CellState.SUPPORTED)[kinds]
    power = max((CONTRIBUTIONS[f.kind].power for f in lay), default=0)
    return Cell(
        phase=phase,
        factor=factor,
        state=state,
        standing=_standing(bool(lay), bool(staff), power),
        lay=len(lay),
        staff=len(staff),
        people=len({f.actor for f in lay}),
        answers=answers,
    )


def is_lay_evidence(fact: Happening, factor: Factor, phase: Phase) -> bool:
    """Tell whether a resident's act counts in a cell."""
    contribution = CONTRIBUTIONS.get(fact.kind)
    return (
        fact.side == Side.LAY.value
        and contribution is not None
        and (contribution.factor, contribution.phase) == (factor, phase)
    )


def is_staff_evidence(fact: Happening, factor: Factor, phase: Phase) -> bool:
    """Tell whether an act of the office counts in a cell."""
    return fact.side == Side.STAFF.value and STAFF_ACTS.get(fact.kind) == (phase, factor)


def _standing(lay: bool, staff: bool, power: int) -> int:  # noqa: FBT001  two sides
    if not lay and not staff:
        return 0
    if not (lay and staff):
        return 1
    return 3 if power >= 3 else 2
