"""Give a volunteer a mandate, and take it back."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from keliling.catalogue.queries import service_names
from keliling.deliver import acts
from keliling.design.queries import plan_view, takers_of
from keliling.kernel.refusal import Refused
from keliling.people.queries import display_names
from keliling.web.http import Request
from keliling.web.posted import attempt, day, ident, known, see_other
from keliling.web.words.refusals import sentence


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def give_mandate(request: Request, visit: UUID) -> HttpResponse:
    """Name the volunteer, the service and the last day."""
    posted = known(request.POST, "volunteer", "service", "until_day", "until_month", "until_year")
    refused = None
    if request.method == "POST":
        refused = attempt(
            lambda: acts.give_mandate(
                visit,
                acts.Powers(
                    posted.get("service", ""),
                    ident(posted, "volunteer"),
                    day(posted, "until", "mandate_term"),
                ),
                by=request.actor,
                now=now(),
            )
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


def _page(request: Request, visit: UUID, refused: Refused | None) -> HttpResponse:
    plan = plan_view(request.actor, visit)
    names = service_names({plan.office})
    people = display_names({person for _, person in takers_of(visit)} - {request.actor.person})
    spoken = [(code, names.get((plan.office, code))) for code in plan.services]
    if refused and refused.reason == "mandate_term":
        refused.facts.setdefault("most", 30)
    context = {
        "plan": plan,
        "volunteers": [(str(key), name) for key, name in people.items()],
        "services": [
            (code, said.in_(request.LANGUAGE_CODE) if said else code) for code, said in spoken
        ],
        "until": plan.day or localdate(),
        "typed": request.POST,
        "errors": [("", sentence(refused))] if refused else [],
    }
    status = refused.status if refused else 200
    return render(request, "resident/give_mandate.html", context, status=status)
