"""Give a volunteer a mandate, and take it back."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.timezone import localtime as now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from keliling.catalogue.queries import service_names
from keliling.deliver import acts
from keliling.deliver.acts.mandates import LONGEST
from keliling.design.queries import plan_view, takers_of
from keliling.kernel.refusal import Refused
from keliling.people.queries import display_names
from keliling.places.queries import area_names
from keliling.web.http import Request
from keliling.web.posted import attempt, day, known, maybe_ident, see_other
from keliling.web.words.refusals import sentence

OPEN = {"planning", "published", "held"}
WHERE = {
    "not_a_volunteer": "volunteer",
    "mandate_to_oneself": "volunteer",
    "mandate_given_already": "volunteer",
    "service_not_planned": "service",
    "mandate_term": "until",
}
PARTS = ("until_day", "until_month", "until_year")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def give_mandate(request: Request, visit: UUID) -> HttpResponse:
    """Name the volunteer, the service and the last day."""
    posted, refused = known(request.POST, "volunteer", "service", *PARTS), None
    if request.method == "POST":
        refused = attempt(
            lambda: acts.give_mandate(visit, parse(posted), by=request.actor, now=now())
        )
        if refused is None:
            messages.success(request, _("The mandate is given. You can take it back any time."))
            return see_other(reverse("my"))
    return _page(request, visit, refused)


@login_required
@require_POST
def revoke_mandate(request: Request, mandate: UUID) -> HttpResponse:
    """Take a mandate back; the volunteer's next click finds the file closed."""
    known(request.POST)
    acts.revoke_mandate(mandate, by=request.actor, now=now())
    messages.success(request, _("The mandate is taken back."))
    return see_other(reverse("my"))


def parse(posted: QueryDict) -> acts.Powers:
    """Read the form; raises ``BadRequest``, ``Refused`` (``not_a_volunteer``, ``mandate_term``)."""
    volunteer = maybe_ident(posted, "volunteer")
    if volunteer is None:
        raise Refused("not_a_volunteer")
    try:
        until = day(posted, "until", "mandate_term")
    except Refused as refused:
        raise Refused("mandate_term", most=LONGEST) from refused
    return acts.Powers(posted.get("service", ""), volunteer, until)


def _page(request: Request, visit: UUID, refused: Refused | None) -> HttpResponse:
    plan, posted = plan_view(request.actor, visit), request.POST
    names = service_names({plan.office})
    people = display_names({person for _shift, person in takers_of(visit)} - {request.actor.person})
    spoken = [(code, names.get((plan.office, code))) for code in plan.services]
    last = max(plan.day or localdate(), localdate())
    errors = [(WHERE.get(refused.reason, ""), sentence(refused))] if refused else []
    context = {
        "plan": plan,
        "place": area_names({plan.village})[plan.village],
        "open": plan.visit_state in OPEN,
        "volunteers": [(str(key), name) for key, name in sorted(people.items(), key=_by_name)],
        "services": [
            (code, said.in_(request.LANGUAGE_CODE) if said else code) for code, said in spoken
        ],
        "until": [posted[part] for part in PARTS]
        if all(part in posted for part in PARTS)
        else [last.day, last.month, last.year],
        "most": LONGEST,
        "chosen": {name: [posted.get(name, "")] for name in ("volunteer", "service")},
        "errors": errors,
        "wrong": dict(errors),
    }
    status = refused.status if refused else 200
    return render(request, "resident/give_mandate.html", context, status=status)


def _by_name(pair: tuple[UUID, str]) -> str:
    return pair[1].casefold()
