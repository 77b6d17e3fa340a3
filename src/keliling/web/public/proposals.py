"""Proposals: all of them by what became of them, and one with its signatures and its answer."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from keliling.assess.queries import visit_of_finding
from keliling.catalogue.queries import service_names
from keliling.commission.queries import (
    has_backed,
    proposal_by_id,
    proposal_cards,
    proposal_counts,
    supporters_of,
)
from keliling.commission.rules import ProposalState
from keliling.kernel.refusal import Absent
from keliling.places.queries import area, office
from keliling.web.http import Request
from keliling.web.paging import moment_before
from keliling.web.public.cards import named
from keliling.web.public.visits import reader_standing
from keliling.web.words.codes import (
    DECLINE_REASONS,
    OFFER_UNITS,
    OFFERS,
    PROPOSAL_STATES,
    word,
)

PAGE = 20


@require_safe
def proposals(request: Request) -> HttpResponse:
    """List proposals, newest first, a page at a time."""
    state, language = _state(request.GET.get("keadaan", "")), request.LANGUAGE_CODE
    rows = proposal_cards(state=state, before=moment_before(request), limit=PAGE + 1)
    page = rows[:PAGE]
    names = service_names({row.office for row in page})
    counts = proposal_counts()
    return render(
        request,
        "public/proposals.html",
        {
            "rows": [
                (
                    row,
                    word(PROPOSAL_STATES, row.state),
                    [named(names, row.office, code, language) for code in row.services],
                )
                for row in page
            ],
            "older": page[-1].proposed_at.isoformat() if len(rows) > PAGE else "",
            "state": state.value if state else "",
            "tabs": [(key.value, word(PROPOSAL_STATES, key.value), n) for key, n in counts.items()],
            "all": sum(counts.values()),
        },
    )


@require_safe
def proposal(request: Request, proposal: UUID) -> HttpResponse:
    """Show what is asked, by how many, and what the office answered."""
    row = proposal_by_id(proposal)
    names = service_names({row.office})
    language = request.LANGUAGE_CODE
    return render(
        request,
        "public/proposal.html",
        {
            "proposal": row,
            "state": word(PROPOSAL_STATES, row.state),
            "reason": word(DECLINE_REASONS, row.decline_reason),
            "village": area(row.village),
            "office": office(row.office),
            "needs": [
                (named(names, row.office, need.service, language), need.people)
                for need in row.needs.all()
            ],
            "people": sum(need.people for need in row.needs.all()),
            "brings": [
                (
                    word(OFFERS, offer.kind),
                    offer.quantity,
                    word(OFFER_UNITS, offer.kind),
                    offer.words,
                )
                for offer in row.contributions.all()
            ],
            "signatures": supporters_of(proposal),
            "backed": has_backed(request.actor.person, proposal),
            "mine": row.author_id == request.actor.person,
            "standing": reader_standing(request.actor, row.village),
            "visit": getattr(row, "visit", None),
            "learned_on": visit_of_finding(row.finding) if row.finding else None,
        },
    )


def _state(asked: str) -> ProposalState | None:
    """Return the state of a tab; raises ``Absent("page_unknown")``."""
    if not asked:
        return None
    try:
        return ProposalState(asked)
    except ValueError as problem:
        raise Absent("page_unknown") from problem
