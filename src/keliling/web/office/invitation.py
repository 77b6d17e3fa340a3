"""Become a member of staff by the link an administrator sent."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime as now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from keliling.kernel.refusal import Refused
from keliling.people.acts import accept_invitation
from keliling.people.queries import open_invitation, person_by_id
from keliling.places.queries import office
from keliling.web.http import Request
from keliling.web.office.deed import Deed, carry_out
from keliling.web.posted import known
from keliling.web.words.codes import ROLES, word
from keliling.web.words.refusals import sentence

LONGEST = 64


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: Request, token: str) -> HttpResponse:
    """Say what the link gives, and give it to whoever is signed in."""
    if request.method != "POST":
        return _page(request, token)

    def read(posted: QueryDict) -> Deed:
        known(posted)

        def act() -> str:
            accept_invitation(token[:LONGEST], by=request.actor, now=now())
            return reverse("programme")

        return Deed(act, _("Welcome. This is the office's programme."))

    return carry_out(request, read, lambda refused: _page(request, token, refused))


def _page(request: Request, token: str, refused: Refused | None = None) -> HttpResponse:
    found = open_invitation(token[:LONGEST], now=now())
    context = {
        "office": office(found.office),
        "role": word(ROLES, found.role),
        "expires_at": found.expires_at,
        "person": person_by_id(request.actor.who),
        "errors": [("", sentence(refused))] if refused else [],
    }
    status = refused.status if refused else 200
    return render(request, "office/invitation.html", context, status=status)
