"""My shifts, the queue of a visit, and those I help under a mandate."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from keliling.catalogue.queries import service_names
from keliling.deliver import acts
from keliling.deliver.queries import mandates_held, queue_of
from keliling.deliver.rules import TicketState
from keliling.design.queries import my_shifts, plan_view
from keliling.kernel.actor import Role, visit_scope
from keliling.kernel.refusal import Absent, Refused
from keliling.places.queries import area_names, office
from keliling.web.http import Request
from keliling.web.posted import attempt, ident, known, see_other
from keliling.web.words.codes import PRIORITIES, TASKS, word
from keliling.web.words.refusals import sentence

ENDINGS = {"served": TicketState.SERVED, "absent": TicketState.ABSENT}


@login_required
@require_safe
def field(request: Request) -> HttpResponse:
    """Show what the volunteer has taken on."""
    shifts = my_shifts(request.actor)
    held = mandates_held(request.actor, today=localdate())
    context = {"shifts": [(row, word(TASKS, row.task)) for row in shifts], "held": held}
    return render(request, "field/field.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def queue(request: Request, visit: UUID) -> HttpResponse:
    """Hand out numbers, call the next, mark who was served or absent."""
    state = queue_of(request.actor, visit)
    refused = None
    if request.method == "POST":
        posted = known(request.POST, "act", "service", "priority", "ticket")
        refused = attempt(lambda: _carry_out(request, visit, posted))
        if refused is None:
            return see_other(reverse("queue", args=[visit]))
        state = queue_of(request.actor, visit)
    return _queue_page(request, visit, state, refused)


@login_required
@require_safe
def helped(request: Request, visit: UUID) -> HttpResponse:
    """List the mandates for one visit, with the way into each file."""
    if not request.actor.holds(Role.VOLUNTEER, visit_scope(visit)):
        raise Absent
    plan = plan_view(request.actor, visit)
    names = service_names({plan.office})
    held = [
        (row, names[row.office, row.service].in_(request.LANGUAGE_CODE))
        for row in mandates_held(request.actor, today=localdate())
        if row.visit_id == visit
    ]
    context = {"held": held, "plan": plan, "code": office(plan.office).code.lower()}
    return render(request, "field/helped.html", context)


def _carry_out(request: Request, visit: UUID, posted: QueryDict) -> None:
    by, act = request.actor, posted.get("act", "")
    if act == "draw":
        ticket = acts.draw_ticket(
            visit, posted.get("service", ""), posted.get("priority", ""), by=by, now=now()
        )
        messages.success(request, _("Number %(n)s is drawn.") % {"n": ticket.number})
    elif act == "call":
        ticket = acts.call_next(visit, by=by, now=now())
        messages.success(request, _("Number %(n)s is called.") % {"n": ticket.number})
    elif act in ENDINGS:
        acts.end_ticket(ident(posted, "ticket"), ENDINGS[act], by=by, now=now())
    else:
        raise BadRequest("unknown act")


def _queue_page(
    request: Request, visit: UUID, state: object, refused: Refused | None
) -> HttpResponse:
    plan = plan_view(request.actor, visit)
    names = service_names({plan.office})
    spoken = [(code, names[plan.office, code].in_(request.LANGUAGE_CODE)) for code in plan.services]
    context = {
        "queue": state,
        "plan": plan,
        "place": area_names({plan.village})[plan.village],
        "services": spoken,
        "spoken": dict(spoken),
        "priorities": list(PRIORITIES.items()),
        "priority_words": {code: str(said) for code, said in PRIORITIES.items()},
        "errors": [("", sentence(refused))] if refused else [],
    }
    status = refused.status if refused else 200
    return render(request, "field/queue.html", context, status=status)
