"""Which fact is whose contribution to what: one table, ours and labelled so.

Phases and levels are those of Nabatchi, Sancino and Sicilia (2017), the three forming
factors those of Ramadhan and Juwono (2021), the roles those of Voorberg et al. (2014); that
a given fact shows a given factor is our reading (`docs/reference/measures.md`).
"""

from dataclasses import dataclass
from enum import StrEnum


class Phase(StrEnum):
    """The service cycle."""

    COMMISSIONING = "commissioning"
    DESIGN = "design"
    DELIVERY = "delivery"
    ASSESSMENT = "assessment"


class Factor(StrEnum):
    """What forms co-production."""

    RESOURCES = "resources"
    MOTIVATION = "motivation"
    VALUE = "value"


class Level(StrEnum):
    """For whom the benefit is."""

    INDIVIDUAL = "individual"
    GROUP = "group"
    COLLECTIVE = "collective"


@dataclass(frozen=True, slots=True)
class Contribution:
    """Where a resident's act counts; ``power`` 1 to 5 is the right to decide, not the zeal."""

    phase: Phase
    factor: Factor
    level: Level
    role: str
    power: int


C, D, L, A = Phase.COMMISSIONING, Phase.DESIGN, Phase.DELIVERY, Phase.ASSESSMENT
R, M, V = Factor.RESOURCES, Factor.MOTIVATION, Factor.VALUE
ONE, GROUP, ALL = Level.INDIVIDUAL, Level.GROUP, Level.COLLECTIVE

CONTRIBUTIONS: dict[str, Contribution] = {
    "visit_proposed": Contribution(C, R, ALL, "initiator", 3),
    "proposal_backed": Contribution(C, M, ALL, "initiator", 2),
    "venue_offered": Contribution(D, R, GROUP, "co_designer", 3),
    "pledge_made": Contribution(D, R, GROUP, "co_designer", 3),
    "shift_taken": Contribution(D, M, ALL, "co_implementer", 3),
    "readiness_ticked": Contribution(D, V, ALL, "co_designer", 3),
    "mandate_given": Contribution(L, R, ONE, "co_implementer", 2),
    "application_submitted": Contribution(L, R, ONE, "co_implementer", 1),
    "ticket_drawn": Contribution(L, R, ALL, "co_implementer", 2),
    "ticket_called": Contribution(L, R, ALL, "co_implementer", 2),
    "ticket_ended": Contribution(L, M, ALL, "co_implementer", 2),
    "finding_raised": Contribution(A, R, ALL, "co_designer", 3),
    "finding_backed": Contribution(A, M, ALL, "co_designer", 2),
}
"""Counted when the actor's side was lay; most acts are the person's own, signed in."""

STAFF_ACTS: dict[str, tuple[Phase, Factor]] = {
    "visit_commissioned": (C, V),
    "proposal_declined": (C, V),
    "plan_drafted": (D, R),
    "shift_opened": (D, R),
    "venue_answered": (D, V),
    "pledge_answered": (D, V),
    "plan_published": (D, V),
    "shift_worked": (L, M),
    "application_accepted": (L, R),
    "application_sent_back": (L, R),
    "application_refused": (L, V),
    "permit_issued": (L, V),
    "outside_number_recorded": (L, V),
    "finding_answered": (A, V),
}
"""What the other side did on the same visit: without one a phase is not co-produced."""

DISPOSITIONS: dict[str, Phase] = {
    "visit_commissioned": C,
    "proposal_declined": C,
    "venue_answered": D,
    "pledge_answered": D,
    "finding_answered": A,
}
"""Answers to residents' input; delivery needs none (domain.md §2.2)."""
