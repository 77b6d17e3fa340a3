"""Findings that wait for the office's answer; an adopted one may open the next proposal."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.timezone import localtime as now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from keliling.assess.acts import Reply, answer_finding
from keliling.assess.queries import FindingRow, open_finding, open_findings
from keliling.assess.rules import Disposition
from keliling.assess.rules.finding import MOST_WORDS
from keliling.catalogue.queries import offers
from keliling.commission.queries import visits_by_ids
from keliling.commission.rules import Need
from keliling.kernel.actor import Role
from keliling.kernel.refusal import Absent, Refused
from keliling.web.http import Request
from keliling.web.office.deed import STEPS, Deed, carry_out
from keliling.web.office.desk import Desk, desk_of, show
from keliling.web.paging import place_after
from keliling.web.posted import ident, known, version, whole
from keliling.web.question import Question
from keliling.web.words.codes import DISPOSITIONS, TOPICS, word

PAGE = 20
MOST_PEOPLE = 5_000
NEED = "need_"
TARGETS = {
    "disposition_missing": "disposition",
    "answer_missing": "answer",
    "text_too_long": "answer",
    "rejected_opens_nothing": "needs",
    "need_people": "needs",
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def desk_findings(request: Request) -> HttpResponse:
    """List what the office owes an answer, oldest first, and take one answer."""
    desk = desk_of(request, Role.COORDINATOR)
    if request.method != "POST":
        return _page(request, desk, _chosen(request))
    finding = ident(request.POST, "finding")
    return carry_out(
        request,
        lambda posted: _read(request, posted, desk),
        lambda refused: _page(request, desk, finding, refused),
    )


def _read(request: Request, posted: QueryDict, desk: Desk) -> Deed:
    codes = [offer.code for offer in offers(desk.office.pk, localdate())]
    fields = [f"{NEED}{code}" for code in codes]
    known(posted, "finding", "version", "disposition", "answer", *fields, *STEPS)
    finding, seen = ident(posted, "finding"), version(posted)
    reply = _reply(posted, codes)

    def act() -> str:
        answer_finding(finding, reply, seen_version=seen, by=request.actor, now=now())
        return reverse("desk_findings") + desk.query

    question = Question(
        title=_("Answer the finding: %(disposition)s?")
        % {"disposition": word(DISPOSITIONS, reply.disposition.value)},
        happens=_("Your answer stands beside the finding, and a proposal for a visit is opened.")
        if reply.needs
        else _("Your answer stands beside the finding on the result page."),
        hears=_("Everybody who reads the result page."),
        undo=_("No. A finding is answered once."),
        yes=_("Yes, answer it"),
    )
    return Deed(act, _("Answered."), question)


def _reply(posted: QueryDict, codes: list[str]) -> Reply:
    asked = posted.get("disposition")
    disposition = next((row for row in Disposition if row.value == asked), None)
    words = posted.get("answer", "").strip()
    if disposition is None:
        raise Refused("disposition_missing")
    if not words:
        raise Refused("answer_missing")
    if len(words) > MOST_WORDS:
        raise Refused("text_too_long", most=MOST_WORDS)
    needs = [
        Need(code, whole(posted, f"{NEED}{code}", "need_people", most=MOST_PEOPLE))
        for code in codes
        if posted.get(f"{NEED}{code}", "").strip()
    ]
    if needs and disposition is Disposition.REJECTED:
        raise Refused("rejected_opens_nothing")
    return Reply(disposition, words, needs)


def _chosen(request: Request) -> UUID | None:
    asked = request.GET.get("temuan", "")
    try:
        return UUID(asked) if asked else None
    except ValueError as problem:
        raise BadRequest("no finding") from problem


def _waiting(request: Request, finding: UUID | None, *, answered: bool) -> FindingRow | None:
    """Return the finding to answer; ``None`` if somebody answered it while we did."""
    if finding is None:
        return None
    try:
        return open_finding(request.actor, finding)
    except Absent:
        if answered:
            return None
        raise


def _page(
    request: Request, desk: Desk, finding: UUID | None, refused: Refused | None = None
) -> HttpResponse:
    office = desk.office.pk
    rows = open_findings(request.actor, office, after=place_after(request), limit=PAGE + 1)
    page = rows[:PAGE]
    chosen = _waiting(request, finding, answered=refused is not None)
    visits = visits_by_ids({row.visit for row in [*page, *([chosen] if chosen else [])]})
    if chosen and visits[chosen.visit].office != office:
        raise Absent
    context = {
        "targets": TARGETS,
        "chosen": chosen,
        "chosen_visit": visits[chosen.visit] if chosen else None,
        "chosen_topic": word(TOPICS, chosen.topic) if chosen else "",
        "dispositions": [(row.value, word(DISPOSITIONS, row.value)) for row in Disposition],
        "needs": [
            (
                f"{NEED}{offer.code}",
                offer.sheet.name.in_(request.LANGUAGE_CODE),
                request.POST.get(f"{NEED}{offer.code}", ""),
            )
            for offer in (offers(office, localdate()) if chosen else [])
        ],
        "rows": [(row, visits[row.visit], word(TOPICS, row.topic)) for row in page],
        "older": f"{page[-1].raised_at.isoformat()}_{page[-1].id}" if len(rows) > PAGE else "",
    }
    return show(request, "office/findings.html", desk, context, refused)
