"""One visit on the coordinator's desk: the plan, the promises, the day, the hours after it."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods

from keliling.catalogue.queries import offers, service_names
from keliling.commission.queries import visit_by_id
from keliling.commission.rules import VisitState
from keliling.design.queries import PlanView, plan_view, worked_places
from keliling.design.rules import READINESS, TASKS, PlanState
from keliling.kernel.actor import Role
from keliling.kernel.refusal import Refused
from keliling.places.queries import area
from keliling.web.http import Request
from keliling.web.office.deed import carry_out
from keliling.web.office.desk import Desk, desk_at, show
from keliling.web.office.names import service_name
from keliling.web.office.visit_acts import read
from keliling.web.words.codes import (
    ANSWERS,
    OFFER_UNITS,
    OFFERS,
    READINESS_OWED,
    VISIT_STATES,
    word,
)
from keliling.web.words.codes import READINESS as READINESS_WORDS
from keliling.web.words.codes import TASKS as TASK_WORDS

OPEN = {VisitState.PLANNING.value, VisitState.PUBLISHED.value}
HELD = {VisitState.HELD.value, VisitState.CLOSED.value}
TARGETS = {
    "plan_in_the_past": "day",
    "hours_order": "starts",
    "services_missing": "services",
    "service_not_offered": "services",
    "answer_missing": "words",
    "shift_task": "task",
    "shift_places": "places",
    "shift_open_already": "task",
    "shift_minutes": "hours",
    "not_ready": "readiness",
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def desk_visit(request: Request, visit: UUID) -> HttpResponse:
    """Show everything about a visit, and take what the coordinator does with it."""
    desk = desk_at(request, visit_by_id(visit).office, Role.COORDINATOR)
    if request.method != "POST":
        return _page(request, visit, desk)
    return carry_out(
        request,
        lambda posted: read(request, posted, visit),
        lambda refused: _page(request, visit, desk, refused),
    )


def _page(
    request: Request, visit: UUID, desk: Desk, refused: Refused | None = None
) -> HttpResponse:
    plan, office = plan_view(request.actor, visit), desk.office.pk
    commissioned = visit_by_id(visit)
    places = worked_places(request.actor, visit) if plan.visit_state in HELD else []
    context = {
        "targets": TARGETS,
        "plan": plan,
        "proposal": commissioned.proposal_id,
        "village": area(plan.village),
        "state": word(VISIT_STATES, plan.visit_state),
        "drafting": plan.state == PlanState.DRAFT.value and plan.visit_state in OPEN,
        "open": plan.visit_state in OPEN,
        "over": plan.visit_state in HELD,
        "today": localdate(),
        "lines": _readiness(plan),
        "services": _services(request, plan, office),
        "planned": [
            service_name(service_names({office}), office, code, request) for code in plan.services
        ],
        "chosen": request.POST.getlist("services") or list(plan.services),
        "venues": [(row, word(ANSWERS, row.state)) for row in plan.venues],
        "shifts": [(row, word(TASK_WORDS, row.task)) for row in plan.shifts],
        "pledges": [
            (row, word(OFFERS, row.kind), word(OFFER_UNITS, row.kind), word(ANSWERS, row.state))
            for row in plan.pledges
        ],
        "tasks": [(code, word(TASK_WORDS, code)) for code in TASKS],
        "places": [(row, word(TASK_WORDS, row.task)) for row in places],
        "unsigned": sum(row.minutes is None for row in places),
    }
    return show(request, "office/visit.html", desk, context, refused)


def _readiness(plan: PlanView) -> list[dict[str, object]]:
    return [
        {
            "code": item.code,
            "name": word(READINESS_WORDS, item.code),
            "owed": word(READINESS_OWED, item.code),
            "done": item.code in plan.done,
            "ours": item.ticked_by == "staff",
        }
        for item in READINESS
    ]


def _services(request: Request, plan: PlanView, office: UUID) -> list[tuple[str, str]]:
    """What the office offers on the day, or today as long as there is no day."""
    day = plan.day or localdate()
    return [
        (offer.code, offer.sheet.name.in_(request.LANGUAGE_CODE)) for offer in offers(office, day)
    ]
