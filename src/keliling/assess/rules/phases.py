"""Which phases of the cycle were reached together (domain.md §2.2, ours)."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from keliling.assess.rules.contributions import (
    CONTRIBUTIONS,
    DISPOSITIONS,
    STAFF_ACTS,
    Phase,
)
from keliling.kernel.actor import Side

LAY_ACTORS_NEEDED = 3


@dataclass(frozen=True, slots=True)
class Happening:
    """A fact as far as the measure needs it."""

    kind: str
    actor: UUID | None
    side: str


@dataclass(frozen=True, slots=True)
class PhaseReach:
    """How far one phase went: different residents, acts of the office, answers given."""

    phase: Phase
    lay_actors: int
    staff_acts: int
    dispositions: int

    @property
    def reached(self) -> bool:
        """Three residents, paired with the office, and answered: attendance is not enough."""
        paired = self.lay_actors >= LAY_ACTORS_NEEDED and self.staff_acts > 0
        return paired and (self.dispositions > 0 or self.phase is Phase.DELIVERY)


def phases_reached(happenings: Iterable[Happening]) -> dict[Phase, PhaseReach]:
    """Measure the four phases from the facts of one visit."""
    lay: dict[Phase, set[UUID]] = {phase: set() for phase in Phase}
    staff = dict.fromkeys(Phase, 0)
    answers = dict.fromkeys(Phase, 0)
    for happening in happenings:
        contribution = CONTRIBUTIONS.get(happening.kind)
        if happening.side == Side.LAY.value and contribution and happening.actor:
            lay[contribution.phase].add(happening.actor)
        if happening.side == Side.STAFF.value and happening.kind in STAFF_ACTS:
            staff[STAFF_ACTS[happening.kind][0]] += 1
        if happening.side == Side.STAFF.value and happening.kind in DISPOSITIONS:
            answers[DISPOSITIONS[happening.kind]] += 1
    return {
        phase: PhaseReach(phase, len(lay[phase]), staff[phase], answers[phase]) for phase in Phase
    }
