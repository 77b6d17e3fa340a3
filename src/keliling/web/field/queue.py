"""The queue of a visit: hand out numbers, call the next, say who was served."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime as now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from keliling.catalogue.queries import service_names
from keliling.commission.rules import RUNNING
from keliling.deliver import acts
from keliling.deliver.queries import Ticket, queue_of
from keliling.deliver.rules import TicketState
from keliling.design.queries import PlanView, plan_view
from keliling.kernel.ids import new_id
from keliling.places.queries import area_names
from keliling.web.http import Request
from keliling.web.posted import attempt, ident, known, see_other, version
from keliling.web.words.codes import PRIORITIES, word
from keliling.web.words.refusals import sentence

ENDINGS = {"served": TicketState.SERVED, "absent": TicketState.ABSENT}
WHERE = {"service_not_planned": "service", "priority_unknown": "priority"}
FIRST = 8
"""Numbers shown at once; the others fold away, so that the buttons stay in reach."""


@dataclass(frozen=True, slots=True)
class Line:
    """A number as it stands in the queue; minutes since it was drawn, or called."""

    ticket: Ticket
    service: str
    priority: str
    minutes: int


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def queue(request: Request, visit: UUID) -> HttpResponse:
    """Show the queue to those who keep it, and carry out one step of it."""
    state, refused = queue_of(request.actor, visit), None
    if request.method == "POST":
        posted = known(request.POST, "act", "service", "priority", "ticket", "id", "number")
        refused = attempt(lambda: _carry_out(request, visit, posted))
        if refused is None:
            return see_other(reverse("queue", args=[visit]))
        state = queue_of(request.actor, visit)
    plan, moment = plan_view(request.actor, visit), now()
    names = service_names({plan.office})
    spoken = {code: names[plan.office, code].in_(request.LANGUAGE_CODE) for code in plan.services}
    waiting = [_line(row, spoken, row.drawn_at, moment) for row in state.waiting]
    errors = [(WHERE.get(refused.reason, ""), sentence(refused))] if refused else []
    context = {
        "plan": plan,
        "place": area_names({plan.village})[plan.village],
        "serving": plan.visit_state in RUNNING,
        "called": [_line(row, spoken, row.called_at, moment) for row in state.called],
        "first": waiting[:FIRST],
        "others": waiting[FIRST:],
        "waiting": len(waiting),
        "served": state.served,
        "absent": state.absent,
        "services": list(spoken.items()),
        "priorities": [("", _("Takes their turn")), *PRIORITIES.items()],
        "chosen": _chosen(request.POST, plan),
        "id": new_id(),
        "errors": errors,
        "wrong": dict(errors),
    }
    status = refused.status if refused else 200
    return render(request, "field/queue.html", context, status=status)


def _carry_out(request: Request, visit: UUID, posted: QueryDict) -> None:
    by, act = request.actor, posted.get("act", "")
    if act == "draw":
        service, priority = posted.get("service", ""), posted.get("priority", "")
        turn = acts.Turn(service, priority, id=ident(posted, "id"))
        ticket = acts.draw_ticket(visit, turn, by=by, now=now())
        words = _("Number %(n)s is drawn. Write it down for the person.")
        messages.success(request, words % {"n": ticket.number})
    elif act == "call":
        ticket = acts.call_next(visit, seen=version(posted, "number"), by=by, now=now())
        messages.success(request, _("Call out number %(n)s.") % {"n": ticket.number})
    elif act in ENDINGS:
        acts.end_ticket(ident(posted, "ticket"), ENDINGS[act], by=by, now=now())
    else:
        raise BadRequest("unknown act")


def _line(ticket: Ticket, spoken: dict[str, str], since: datetime | None, at: datetime) -> Line:
    minutes = int((at - since).total_seconds() // 60) if since else 0
    priority = word(PRIORITIES, ticket.priority) if ticket.priority else ""
    return Line(ticket, spoken.get(ticket.service, ticket.service), priority, max(minutes, 0))


def _chosen(posted: QueryDict, plan: PlanView) -> dict[str, list[str]]:
    only = plan.services[0] if len(plan.services) == 1 else ""
    return {"service": [posted.get("service", only)], "priority": [posted.get("priority", "")]}
