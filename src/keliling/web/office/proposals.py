"""Proposals on the coordinator's desk: choose one, or say why not."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.timezone import localtime as now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from keliling.catalogue.queries import service_names
from keliling.commission import acts
from keliling.commission.queries import (
    proposal_by_id,
    proposal_cards,
    proposal_counts,
    supporters_of,
    visit_cards,
)
from keliling.commission.rules import DECLINE_REASONS, ProposalState
from keliling.kernel.actor import Role
from keliling.kernel.refusal import Absent, Refused
from keliling.places.queries import area
from keliling.web.http import Request
from keliling.web.office.deed import STEPS, Deed, carry_out
from keliling.web.office.desk import Desk, desk_at, desk_of, show
from keliling.web.office.names import service_name
from keliling.web.paging import moment_before
from keliling.web.posted import known, version
from keliling.web.question import Question
from keliling.web.words.codes import DECLINE_REASONS as REASON_WORDS
from keliling.web.words.codes import OFFER_UNITS, OFFERS, PROPOSAL_STATES, VISIT_STATES, word

PAGE = 20
CHOOSE, DECLINE = "choose", "decline"
TARGETS = {"decline_reason": "reason", "answer_missing": "answer", "text_too_long": "answer"}


@login_required
@require_safe
def desk_proposals(request: Request) -> HttpResponse:
    """List the office's proposals by state, newest first."""
    desk = desk_of(request, Role.COORDINATOR)
    state = _state(request.GET.get("keadaan", ProposalState.OPEN.value))
    office = desk.office.pk
    rows = proposal_cards(office=office, state=state, before=moment_before(request), limit=PAGE + 1)
    page, names = rows[:PAGE], service_names({office})
    context = {
        "state": state.value,
        "tabs": [
            (key.value, word(PROPOSAL_STATES, key.value), n)
            for key, n in proposal_counts(office).items()
        ],
        "rows": [
            (row, [service_name(names, office, code, request) for code in row.services])
            for row in page
        ],
        "older": page[-1].proposed_at.isoformat() if len(rows) > PAGE else "",
    }
    return show(request, "office/proposals.html", desk, context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def desk_proposal(request: Request, proposal: UUID) -> HttpResponse:
    """Show a proposal, and take the office's answer to it."""
    row = proposal_by_id(proposal)
    desk = desk_at(request, row.office, Role.COORDINATOR)
    if request.method != "POST":
        return _page(request, proposal, desk)
    return carry_out(
        request,
        lambda posted: _read(request, posted, proposal),
        lambda refused: _page(request, proposal, desk, refused),
    )


def _read(request: Request, posted: QueryDict, proposal: UUID) -> Deed:
    known(posted, "version", "act", "reason", "answer", *STEPS)
    seen, answer = version(posted), posted.get("answer", "")
    if posted.get("act") == CHOOSE:
        return _choose(request, proposal, answer, seen)
    reason = posted.get("reason", "")
    if reason not in DECLINE_REASONS:
        raise Refused("decline_reason")
    if not answer.strip():
        raise Refused("answer_missing")

    def act() -> str:
        acts.decline_proposal(
            proposal, reason, answer, seen_version=seen, by=request.actor, now=now()
        )
        return reverse("desk_proposals")

    return Deed(act, _("Declined. The proposers read your answer."), _declining(reason))


def _choose(request: Request, proposal: UUID, answer: str, seen: int) -> Deed:
    def act() -> str:
        visit = acts.commission_visit(
            proposal, seen_version=seen, answer=answer, by=request.actor, now=now()
        )
        return reverse("desk_visit", args=[visit.pk])

    question = Question(
        title=_("Choose this proposal?"),
        happens=_("A visit begins to be planned; residents can offer a place and take shifts."),
        hears=_("The proposer gets a message, and the public page shows it as chosen."),
        undo=_("No. The answer to a proposal is final."),
        yes=_("Yes, choose it"),
    )
    return Deed(act, _("Chosen. Plan the visit together now."), question)


def _declining(reason: str) -> Question:
    return Question(
        title=_("Decline this proposal?"),
        happens=_("It is closed with your answer. Reason: %(why)s.")
        % {"why": word(REASON_WORDS, reason)},
        hears=_("The proposer gets a message, and the public page shows your answer."),
        undo=_("No. The residents may propose again."),
        yes=_("Yes, decline it"),
    )


def _page(
    request: Request, proposal: UUID, desk: Desk, refused: Refused | None = None
) -> HttpResponse:
    row, office = proposal_by_id(proposal), desk.office.pk
    names = service_names({office})
    earlier = visit_cards(office=office, areas=[row.village])
    context = {
        "targets": TARGETS,
        "proposal": row,
        "state": word(PROPOSAL_STATES, row.state),
        "declined_because": word(REASON_WORDS, row.decline_reason),
        "village": area(row.village),
        "own": row.author_id == request.actor.person,
        "needs": [
            (service_name(names, office, need.service, request), need.people)
            for need in row.needs.all()
        ],
        "brings": [
            (word(OFFERS, offer.kind), offer.quantity, word(OFFER_UNITS, offer.kind), offer.words)
            for offer in row.contributions.all()
        ],
        "signatures": supporters_of(proposal),
        "earlier": [
            (card, word(VISIT_STATES, card.state)) for card in earlier if card.rw == row.rw
        ],
        "visit": getattr(row, "visit", None),
        "reasons": [(code, word(REASON_WORDS, code)) for code in DECLINE_REASONS],
        "today": localdate(),
    }
    return show(request, "office/proposal.html", desk, context, refused)


def _state(asked: str) -> ProposalState:
    try:
        return ProposalState(asked)
    except ValueError as problem:
        raise Absent("page_unknown") from problem
