"""The RW head confirms who lives here."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from keliling.kernel.actor import Role, ScopeKind
from keliling.kernel.refusal import Absent
from keliling.people import acts
from keliling.people.queries import residencies_to_confirm
from keliling.places.queries import area_names
from keliling.web.http import Request
from keliling.web.posted import known, see_other


@login_required
@require_safe
def neighbours(request: Request) -> HttpResponse:
    """List the open claims to one's RW."""
    places = [
        grant.scope.id.split("/")
        for grant in request.actor.grants
        if grant.role is Role.RW_HEAD and grant.scope.kind is ScopeKind.AREA
    ]
    if not places:
        raise Absent
    names = area_names({village for village, _rw in places})
    claims = [
        (names[village], rw, residencies_to_confirm(request.actor, village, rw))
        for village, rw in places
    ]
    return render(request, "resident/neighbours.html", {"claims": claims})


@login_required
@require_POST
def confirm_residency(request: Request, residency: UUID) -> HttpResponse:
    """Vouch for a neighbour."""
    known(request.POST)
    acts.confirm_residency(residency, by=request.actor, now=now())
    messages.success(request, _("Confirmed."))
    return see_other(reverse("neighbours"))
