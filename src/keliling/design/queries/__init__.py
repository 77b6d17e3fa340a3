"""Reading stage 2."""

from keliling.design.queries.plans import (
    PlanView,
    PledgeRow,
    ShiftRow,
    VenueRow,
    agreed_venue_names,
    my_shifts,
    plan_view,
    readiness_done,
    services_planned,
    takers_of,
)

__all__ = [
    "PlanView",
    "PledgeRow",
    "ShiftRow",
    "VenueRow",
    "agreed_venue_names",
    "my_shifts",
    "plan_view",
    "readiness_done",
    "services_planned",
    "takers_of",
]
