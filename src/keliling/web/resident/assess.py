"""Say what a visit taught, back what others said, tell why one helped."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.timezone import localtime as now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from keliling.assess import acts
from keliling.assess.acts.rate import MOTIVES
from keliling.assess.queries import visit_of_finding
from keliling.commission.queries import visit_by_id
from keliling.kernel.actor import Role, visit_scope
from keliling.kernel.ids import new_id
from keliling.kernel.refusal import Absent
from keliling.people.queries import home_of
from keliling.places.queries import area_names
from keliling.web.http import Request
from keliling.web.posted import attempt, ident, known, see_other, whole
from keliling.web.words.codes import TOPICS
from keliling.web.words.refusals import sentence

WHERE = {"finding_topic": "topic", "finding_words": "words", "text_too_long": "words"}
HELD = {"held", "closed"}
SCALE = ("1", "2", "3", "4", "5")
REASONS: dict[str, Promise] = {
    "material": gettext_lazy("I got something out of it for myself or my business"),
    "intrinsic": gettext_lazy("I enjoyed doing it"),
    "solidary": gettext_lazy("I wanted to be with my neighbours"),
    "normative": gettext_lazy("I think it is right that residents help"),
    "pressed": gettext_lazy("I felt obliged by somebody"),
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def raise_finding(request: Request, visit: UUID) -> HttpResponse:
    """Write down what should change; the office has to answer."""
    posted, refused = known(request.POST, "id", "topic", "words"), None
    where = visit_by_id(visit)
    if request.method == "POST":
        key, topic, words = ident(posted, "id"), posted.get("topic", ""), posted.get("words", "")
        refused = attempt(
            lambda: acts.raise_finding(visit, topic, words, key=key, by=request.actor, now=now())
        )
        if refused is None:
            messages.success(request, _("Noted. The office has to answer it."))
            return see_other(reverse("result", args=[visit]))
    home = home_of(request.actor.person)
    errors = [(WHERE.get(refused.reason, ""), sentence(refused))] if refused else []
    context = {
        "id": new_id(),
        "visit": where,
        "place": area_names({where.village})[where.village],
        "home": home,
        "neighbour": home is not None and home.village == where.village,
        "held": where.state in HELD,
        "topics": list(TOPICS.items()),
        "topic": [posted.get("topic", "")],
        "words": posted.get("words", ""),
        "errors": errors,
        "wrong": dict(errors),
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
            lambda: acts.tell_motives(visit, _answers(posted), by=request.actor, now=now())
        )
        if refused is None:
            messages.success(request, _("Thank you for telling us."))
            return see_other(reverse("field"))
    where = visit_by_id(visit)
    unsound = next((name for name in MOTIVES if posted.get(name, "").strip() not in SCALE), "")
    wrong = unsound if refused and refused.reason == "motive_scale" else ""
    context = {
        "visit": where,
        "place": area_names({where.village})[where.village],
        "questions": [(name, REASONS[name], [posted.get(name, "")]) for name in MOTIVES],
        "scale": [(n, n) for n in SCALE],
        "errors": [(wrong, sentence(refused))] if refused else [],
        "wrong": {wrong: sentence(refused)} if refused else {},
    }
    status = refused.status if refused else 200
    return render(request, "resident/motives.html", context, status=status)


def _answers(posted: QueryDict) -> dict[str, int]:
    return {name: whole(posted, name, "motive_scale") for name in MOTIVES}
