"""The RW head confirms who lives here."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime as now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from keliling.kernel.actor import Actor, Role, ScopeKind
from keliling.kernel.refusal import Absent
from keliling.people import acts
from keliling.people.queries import Residency, residencies_to_confirm
from keliling.places.queries import area_names
from keliling.web.http import Request
from keliling.web.posted import see_other
from keliling.web.question import Question
from keliling.web.resident.sure import ask, is_sure


@login_required
@require_safe
def neighbours(request: Request) -> HttpResponse:
    """List the open claims to one's RW."""
    places = _headed(request.actor)
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
    """Vouch for a neighbour, after being told what that opens to them."""
    back = reverse("neighbours")
    if not is_sure(request.POST):
        return ask(request, _vouching(_claim(request.actor, residency)), back)
    acts.confirm_residency(residency, by=request.actor, now=now())
    messages.success(request, _("Confirmed."))
    return see_other(back)


def _headed(by: Actor) -> list[tuple[str, str]]:
    """Return village and RW of each neighbourhood somebody heads."""
    found = []
    for grant in by.grants:
        if grant.role is Role.RW_HEAD and grant.scope.kind is ScopeKind.AREA:
            village, _slash, rw = grant.scope.id.partition("/")
            found.append((village, rw))
    return sorted(found)


def _claim(by: Actor, residency: UUID) -> Residency:
    """Return an open claim to an RW that somebody heads; raises ``Absent``."""
    for village, rw in _headed(by):
        for row in residencies_to_confirm(by, village, rw):
            if row.pk == residency:
                return row
    raise Absent


def _vouching(row: Residency) -> Question:
    return Question(
        title=_("Does %(name)s live here?") % {"name": row.person.name},
        happens=_(
            "You vouch that %(name)s lives in RW %(rw)s. They can then register a group and "
            "speak for it."
        )
        % {"name": row.person.name, "rw": row.rw.lstrip("0")},
        hears=_("Your name is kept with it. The office can read it."),
        undo=_("Not by you. If it was a mistake, tell the office."),
        yes=_("Yes, lives here"),
    )
