"""Rules of stage 4."""

from keliling.assess.rules.contributions import (
    CONTRIBUTIONS,
    DISPOSITIONS,
    STAFF_ACTS,
    Contribution,
    Factor,
    Level,
    Phase,
)
from keliling.assess.rules.finding import Disposition
from keliling.assess.rules.matrix import Cell, CellState, Evidence, Record, build_matrix
from keliling.assess.rules.objections import (
    Figures,
    Objection,
    objections,
    sample_needed,
    share_of_busiest,
)
from keliling.assess.rules.phases import LAY_ACTORS_NEEDED, PhaseReach, phases_reached
from keliling.assess.rules.skm import ELEMENTS, Ikm, ikm_of

__all__ = [
    "CONTRIBUTIONS",
    "DISPOSITIONS",
    "ELEMENTS",
    "LAY_ACTORS_NEEDED",
    "STAFF_ACTS",
    "Cell",
    "CellState",
    "Contribution",
    "Disposition",
    "Evidence",
    "Factor",
    "Figures",
    "Ikm",
    "Level",
    "Objection",
    "Phase",
    "PhaseReach",
    "Record",
    "build_matrix",
    "ikm_of",
    "objections",
    "phases_reached",
    "sample_needed",
    "share_of_busiest",
]
