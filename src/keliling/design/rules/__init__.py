"""Rules of stage 2."""

from keliling.design.rules.plan import (
    PLEDGE_KINDS,
    READINESS,
    TASKS,
    Answer,
    Hours,
    PlanState,
    ReadinessItem,
    check_hours,
    missing_for_publication,
)

__all__ = [
    "PLEDGE_KINDS",
    "READINESS",
    "TASKS",
    "Answer",
    "Hours",
    "PlanState",
    "ReadinessItem",
    "check_hours",
    "missing_for_publication",
]
