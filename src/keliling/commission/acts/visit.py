"""A visit moves from one state to the next; the stages decide when."""

from datetime import date
from uuid import UUID

from keliling.commission.models import Visit
from keliling.commission.rules import VisitState
from keliling.kernel.refusal import Conflict


def move_visit(
    visit: UUID, *, before: VisitState, after: VisitState, held_on: date | None = None
) -> None:
    """Swap the state inside the calling act's transaction; raises ``Conflict("visit_moved")``."""
    changes: dict[str, object] = {"state": after.value}
    if held_on is not None:
        changes["held_on"] = held_on
    if not Visit.objects.filter(pk=visit, state=before.value).update(**changes):
        raise Conflict("visit_moved")
