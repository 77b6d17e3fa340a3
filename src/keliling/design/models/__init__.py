"""Tables of stage 2."""

from keliling.design.models.plan import Plan, PlanService, Readiness
from keliling.design.models.promises import Pledge, Shift, ShiftPlace, Venue

__all__ = ["Plan", "PlanService", "Pledge", "Readiness", "Shift", "ShiftPlace", "Venue"]
