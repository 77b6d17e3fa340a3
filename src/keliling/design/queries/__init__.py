"""Reading stage 2."""

from keliling.design.queries.lines import (
    HoursWorked,
    PlanLine,
    WorkedPlace,
    hours_worked,
    plan_lines,
    worked_places,
)
from keliling.design.queries.plans import (
    PlanView,
    PledgeRow,
    ShiftRow,
    VenueRow,
    my_shifts,
    plan_view,
    readiness_done,
    services_planned,
    takers_of,
    visit_of_shift,
)

__all__ = [
    "HoursWorked",
    "PlanLine",
    "PlanView",
    "PledgeRow",
    "ShiftRow",
    "VenueRow",
    "WorkedPlace",
    "hours_worked",
    "my_shifts",
    "plan_lines",
    "plan_view",
    "readiness_done",
    "services_planned",
    "takers_of",
    "visit_of_shift",
    "worked_places",
]
