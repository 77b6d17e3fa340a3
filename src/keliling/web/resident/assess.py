"""Say what a visit taught, back what others said, tell why one helped."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from keliling.assess import acts
from keliling.assess.acts.rate import MOTIVES
from keliling.assess.queries import visit_of_finding
from keliling.commission.queries import visit_by_id
from keliling.kernel.actor import Role, visit_scope
from keliling.kernel.refusal import Absent
from keliling.places.queries import area_names
from keliling.web.http import Request
from keliling.web.posted import attempt, known, see_other, whole
from keliling.web.words.codes import TOPICS
from keliling.web.words.refusals import sentence


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def raise_finding(request: Request, visit: UUID) -> HttpResponse:
    """Write down what should change; the office has to answer."""
    posted, refused = known(request.POST, "topic", "words"), None
    where = visit_by_id(visit)
    if request.method == "POST":
        topic, words = posted.get("topic", ""), posted.get("words", "")
        refused = attempt(
            lambda: acts.raise_finding(visit, topic, words, by=request.actor, now=now())
        )
        if refused is None:
            messages.success(request, _("Noted. The office has to answer it."))
            return see_other(reverse("result", args=[visit]))
    context = {
        "visit": where,
        "place": area_names({where.village})[where.village],
        "topics": list(TOPICS.items()),
        "typed": posted,
        "errors": [("words", sentence(refused))] if refused else [],
    }
    status = refused.status if refused else 200
    return render(request, "resident/raise_finding.html", context, status=status)


@login_required
@require_POST
def back_finding(request: Request, finding: UUID) -> HttpResponse:
    """Say that it happened to oneself too."""
    known(request.POST)
    visit = visit_of_finding(finding)
    if visit is None:
        raise Absent
    acts.back_finding(finding, by=request.actor, now=now())
    messages.success(request, _("Thank you. That is counted with it."))
    return see_other(reverse("result", args=[visit]))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def motives(request: Request, visit: UUID) -> HttpResponse:
    """Ask a volunteer five things, from one to five."""
    if not request.actor.holds(Role.VOLUNTEER, visit_scope(visit)):
        raise Absent
    posted, refused = known(request.POST, *MOTIVES), None
    if request.method == "POST":
        refused = attempt(
            lambda: acts.tell_motives(
                visit,
                {name: whole(posted, name, "motive_scale") for name in MOTIVES},
                by=request.actor,
                now=now(),
            )
        )
        if refused is None:
            messages.success(request, _("Thank you for telling us."))
            return see_other(reverse("my"))
    questions = {
        "material": _("I got something out of it for myself or my business"),
        "intrinsic": _("I enjoyed doing it"),
        "solidary": _("I wanted to be with my neighbours"),
        "normative": _("I think it is right that residents help"),
        "pressed": _("I felt obliged by somebody"),
    }
    context = {
        "questions": [(name, questions[name], posted.get(name, "")) for name in MOTIVES],
        "scale": [(str(n), str(n)) for n in range(1, 6)],
        "errors": [("", sentence(refused))] if refused else [],
    }
    status = refused.status if refused else 200
    return render(request, "resident/motives.html", context, status=status)
