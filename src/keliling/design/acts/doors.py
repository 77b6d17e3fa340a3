"""How long a visit can still be planned."""

from keliling.commission.models import Visit
from keliling.commission.rules import VisitState
from keliling.kernel.refusal import Conflict

OPEN = {VisitState.PLANNING.value, VisitState.PUBLISHED.value}


def still_open(visit: Visit) -> None:
    """Raise ``Conflict("visit_over")`` once the day has been held or called off."""
    if visit.state not in OPEN:
        raise Conflict("visit_over")
