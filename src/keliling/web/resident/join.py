"""Take part in a visit: a shift, a place, a pledge, a line of the list, a number."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime as now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from keliling.catalogue.queries import service_names
from keliling.commission.rules import RUNNING
from keliling.deliver.acts import Turn, draw_ticket
from keliling.deliver.queries import my_ticket as ticket_of
from keliling.deliver.queries import people_before
from keliling.design import acts
from keliling.design.acts.pledges import MOST_QUANTITY, MOST_WORDS
from keliling.design.acts.venues import MOST_ADDRESS, MOST_CAPACITY
from keliling.design.queries import PlanView, plan_view, visit_of_shift
from keliling.design.rules import PLEDGE_KINDS
from keliling.kernel.ids import new_id
from keliling.kernel.refusal import Refused
from keliling.people.queries import groups_of, home_of
from keliling.places.queries import area_names
from keliling.web.http import Request
from keliling.web.posted import Misfit, attempt, ident, known, maybe_ident, see_other, short, whole
from keliling.web.words.codes import OFFER_UNITS, OFFERS, PRIORITIES, TICKET_STATES, word
from keliling.web.words.refusals import sentence

PROMISING = {"planning", "published"}
WHERE = {
    "not_your_group": "group",
    "name_missing": "name",
    "venue_capacity": "capacity",
    "offer_kind": "kind",
    "offer_quantity": "quantity",
    "service_not_planned": "service",
    "priority_unknown": "priority",
}
"""Which field mends a refusal."""


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
    names = ("id", "group", "name", "address", "capacity", "watts", "step_free", "roofed")
    posted, refused = known(request.POST, *names), None
    if request.method == "POST":
        refused = attempt(
            lambda: acts.offer_venue(visit, parse_venue(posted), by=request.actor, now=now())
        )
        if refused is None:
            messages.success(request, _("Your offer stands in the plan; the office answers."))
            return see_other(reverse("visit", args=[visit]))
    return _page(request, plan_view(request.actor, visit), "resident/offer_venue.html", refused)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def pledge(request: Request, visit: UUID) -> HttpResponse:
    """Promise to bring something."""
    posted, refused = known(request.POST, "id", "kind", "quantity", "words", "group"), None
    if request.method == "POST":
        refused = attempt(
            lambda: acts.pledge(visit, parse_pledge(posted), by=request.actor, now=now())
        )
        if refused is None:
            messages.success(request, _("Thank you. The office answers in the plan."))
            return see_other(reverse("visit", args=[visit]))
    return _page(request, plan_view(request.actor, visit), "resident/pledge.html", refused)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def my_ticket(request: Request, visit: UUID) -> HttpResponse:
    """Draw one's number, or see it and how many are before it."""
    posted, refused = known(request.POST, "service", "priority"), None
    if request.method == "POST":
        service, priority = posted.get("service", ""), posted.get("priority", "")
        refused = attempt(
            lambda: draw_ticket(
                visit, Turn(service, priority, request.actor.who), by=request.actor, now=now()
            )
        )
        # Pressed twice, or in two windows: the number drawn first is theirs.
        if refused is None or refused.reason == "ticket_held_already":
            return see_other(reverse("my_ticket", args=[visit]))
    plan, ticket = plan_view(request.actor, visit), ticket_of(request.actor, visit)
    more: dict[str, object] = {
        "ticket": ticket,
        "state": word(TICKET_STATES, ticket.state) if ticket else "",
        "before": people_before(ticket) if ticket and ticket.state == "waiting" else None,
        "serving": plan.visit_state in RUNNING,
    }
    return _page(request, plan, "resident/my_ticket.html", refused, more)


def parse_venue(posted: QueryDict) -> acts.VenueOffer:
    """Read the form; raises ``BadRequest`` and ``Refused`` for a number that is none."""
    group = maybe_ident(posted, "group")
    if group is None:
        raise Refused("not_your_group")
    return acts.VenueOffer(
        group=group,
        name=posted.get("name", ""),
        address=short(posted, "address", MOST_ADDRESS),
        capacity=whole(posted, "capacity", "venue_capacity", most=MOST_CAPACITY),
        step_free="step_free" in posted,
        roofed="roofed" in posted,
        watts=whole(posted, "watts", "venue_capacity", most=MOST_CAPACITY)
        if posted.get("watts", "").strip()
        else 0,
        id=ident(posted, "id"),
    )


def parse_pledge(posted: QueryDict) -> acts.Promise:
    """Read the form; raises ``BadRequest`` and ``Refused``, the kind first as on the page."""
    kind = posted.get("kind", "")
    if kind not in PLEDGE_KINDS:
        raise Refused("offer_kind")
    return acts.Promise(
        kind,
        whole(posted, "quantity", "offer_quantity", most=MOST_QUANTITY),
        short(posted, "words", MOST_WORDS),
        maybe_ident(posted, "group"),
        ident(posted, "id"),
    )


def _field(refused: Refused) -> str:
    return refused.field if isinstance(refused, Misfit) else WHERE.get(refused.reason, "")


def _page(
    request: Request,
    plan: PlanView,
    template: str,
    refused: Refused | None,
    more: dict[str, object] | None = None,
) -> HttpResponse:
    names, posted = service_names({plan.office}), request.POST
    spoken = [(code, names.get((plan.office, code))) for code in plan.services]
    home = home_of(request.actor.person)
    errors = [(_field(refused), sentence(refused))] if refused else []
    context = {
        "id": new_id(),
        "plan": plan,
        "place": area_names({plan.village})[plan.village],
        "home": home,
        "neighbour": home is not None and home.village == plan.village,
        "promising": plan.visit_state in PROMISING,
        "groups": [(str(row.pk), row.name) for row in groups_of(request.actor.person)],
        "kinds": [
            (kind, word(OFFERS, kind), _("counted in %(unit)s") % {"unit": word(OFFER_UNITS, kind)})
            for kind in PLEDGE_KINDS
        ],
        "services": [
            (code, said.in_(request.LANGUAGE_CODE) if said else code) for code, said in spoken
        ],
        "priorities": [("", _("No, I take my turn")), *PRIORITIES.items()],
        "typed": posted,
        "chosen": {
            name: [posted.get(name, "")] for name in ("group", "kind", "service", "priority")
        },
        "errors": errors,
        "wrong": dict(errors),
    } | (more or {})
    status = refused.status if refused else 200
    return render(request, template, context, status=status)
