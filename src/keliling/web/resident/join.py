"""Take part in a visit: a shift, a place, a pledge, a line of the list, a number."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from keliling.catalogue.queries import service_names
from keliling.deliver.acts import draw_ticket
from keliling.deliver.queries import my_ticket as ticket_of
from keliling.design import acts
from keliling.design.queries import plan_view, visit_of_shift
from keliling.design.rules import PLEDGE_KINDS
from keliling.kernel.refusal import Refused
from keliling.people.queries import groups_of
from keliling.places.queries import area_names
from keliling.web.http import Request
from keliling.web.posted import attempt, ident, known, maybe_ident, see_other, whole
from keliling.web.words.codes import OFFER_UNITS, OFFERS, PRIORITIES, TICKET_STATES, word
from keliling.web.words.refusals import sentence


@login_required
@require_POST
def take_shift(request: Request, shift: UUID) -> HttpResponse:
    """Take a place in a shift."""
    known(request.POST)
    acts.take_shift(shift, by=request.actor, now=now())
    messages.success(request, _("The place is yours. Thank you."))
    return see_other(reverse("visit", args=[visit_of_shift(shift)]))


@login_required
@require_POST
def leave_shift(request: Request, shift: UUID) -> HttpResponse:
    """Give the place back."""
    known(request.POST)
    acts.leave_shift(shift, by=request.actor, now=now())
    messages.success(request, _("Your place is free again."))
    return see_other(reverse("visit", args=[visit_of_shift(shift)]))


@login_required
@require_POST
def tick(request: Request, visit: UUID) -> HttpResponse:
    """Answer for a line of the readiness list."""
    item = known(request.POST, "item").get("item", "")
    acts.tick_readiness(visit, item, by=request.actor, now=now())
    messages.success(request, _("Noted on the list."))
    return see_other(reverse("visit", args=[visit]))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def offer_venue(request: Request, visit: UUID) -> HttpResponse:
    """Offer a place in the name of a group."""
    names = ("group", "name", "address", "capacity", "watts", "step_free", "roofed")
    posted = known(request.POST, *names)
    refused = None
    if request.method == "POST":
        refused = attempt(
            lambda: acts.offer_venue(visit, _venue(posted), by=request.actor, now=now())
        )
        if refused is None:
            messages.success(request, _("Your offer stands in the plan; the office answers."))
            return see_other(reverse("visit", args=[visit]))
    return _page(request, visit, "resident/offer_venue.html", refused)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def pledge(request: Request, visit: UUID) -> HttpResponse:
    """Promise to bring something."""
    posted = known(request.POST, "kind", "quantity", "words", "group")
    refused = None
    if request.method == "POST":
        refused = attempt(
            lambda: acts.pledge(
                visit,
                acts.Promise(
                    posted.get("kind", ""),
                    whole(posted, "quantity", "offer_quantity", most=5_000),
                    posted.get("words", ""),
                    maybe_ident(posted, "group"),
                ),
                by=request.actor,
                now=now(),
            )
        )
        if refused is None:
            messages.success(request, _("Thank you. The office answers in the plan."))
            return see_other(reverse("visit", args=[visit]))
    return _page(request, visit, "resident/pledge.html", refused)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def my_ticket(request: Request, visit: UUID) -> HttpResponse:
    """Draw one's number, or see it."""
    posted = known(request.POST, "service", "priority")
    refused, me = None, request.actor.who
    if request.method == "POST":
        refused = attempt(
            lambda: draw_ticket(
                visit,
                posted.get("service", ""),
                posted.get("priority", ""),
                person=me,
                by=request.actor,
                now=now(),
            )
        )
        if refused is None:
            return see_other(reverse("my_ticket", args=[visit]))
    return _page(request, visit, "resident/my_ticket.html", refused)


def _venue(posted: QueryDict) -> acts.VenueOffer:
    return acts.VenueOffer(
        group=ident(posted, "group"),
        name=posted.get("name", ""),
        address=posted.get("address", ""),
        capacity=whole(posted, "capacity", "venue_capacity", most=5_000),
        step_free="step_free" in posted,
        roofed="roofed" in posted,
        watts=whole(posted, "watts", "venue_capacity", most=5_000) if posted.get("watts") else 0,
    )


def _page(request: Request, visit: UUID, template: str, refused: Refused | None) -> HttpResponse:
    plan = plan_view(request.actor, visit)
    names = service_names({plan.office})
    ticket = ticket_of(request.actor, visit)
    spoken = [(code, names.get((plan.office, code))) for code in plan.services]
    context = {
        "plan": plan,
        "place": area_names({plan.village})[plan.village],
        "groups": [(str(row.pk), row.name) for row in groups_of(request.actor.person)],
        "kinds": [
            (kind, f"{word(OFFERS, kind)} ({word(OFFER_UNITS, kind)})") for kind in PLEDGE_KINDS
        ],
        "services": [
            (code, said.in_(request.LANGUAGE_CODE) if said else code) for code, said in spoken
        ],
        "priorities": list(PRIORITIES.items()),
        "ticket": ticket,
        "ticket_state": word(TICKET_STATES, ticket.state) if ticket else "",
        "typed": request.POST,
        "errors": [("", sentence(refused))] if refused else [],
    }
    status = refused.status if refused else 200
    return render(request, template, context, status=status)
