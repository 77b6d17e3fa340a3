"""The office's visits, by state."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from keliling.catalogue.queries import service_names
from keliling.commission.queries import visit_counts, visits_of_office
from keliling.commission.rules import VisitState
from keliling.design.queries import plan_lines
from keliling.kernel.actor import Role
from keliling.kernel.refusal import Absent
from keliling.web.http import Request
from keliling.web.office.desk import desk_of, show
from keliling.web.office.names import service_name
from keliling.web.paging import place_after
from keliling.web.words.codes import VISIT_STATES, word

PAGE = 20


@login_required
@require_safe
def desk_visits(request: Request) -> HttpResponse:
    """List the office's visits in one state, last commissioned first."""
    desk = desk_of(request, Role.COORDINATOR)
    office, counts = desk.office.pk, visit_counts(desk.office.pk)
    state = _state(request, counts)
    rows = visits_of_office(office, state, before=place_after(request), limit=PAGE + 1)
    page, names = rows[:PAGE], service_names({office})
    lines = plan_lines([row.id for row in page])
    context = {
        "state": state.value,
        "tabs": [(key.value, word(VISIT_STATES, key.value), n) for key, n in counts.items()],
        "rows": [
            (
                row,
                lines[row.id],
                [service_name(names, office, code, request) for code in lines[row.id].services],
            )
            for row in page
        ],
        "older": f"{page[-1].commissioned_at.isoformat()}_{page[-1].id}"
        if len(rows) > PAGE
        else "",
    }
    return show(request, "office/visits.html", desk, context)


def _state(request: Request, counts: dict[VisitState, int]) -> VisitState:
    """Return the state of the tab; the first one with a visit in it unless one is asked for."""
    asked = request.GET.get("keadaan", "")
    if not asked:
        return next((state for state, n in counts.items() if n), VisitState.PLANNING)
    try:
        return VisitState(asked)
    except ValueError as problem:
        raise Absent("page_unknown") from problem
