"""The front page: where the counter comes next, what one can apply for, what has changed."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from keliling.assess.queries import answered_findings, finding_counts
from keliling.catalogue.queries import offers_by_office
from keliling.commission.queries import proposal_counts, visit_cards
from keliling.commission.rules import ProposalState, VisitState
from keliling.web.http import Request
from keliling.web.public.cards import cards_of
from keliling.web.public.services import offer_row
from keliling.web.public.visits import COMING
from keliling.web.words.codes import DISPOSITIONS, word

MOST_SERVICES = 6
MOST_COMING = 50


@require_safe
def home(request: Request) -> HttpResponse:
    """Show the next visit, the services, the four phases and what residents have changed."""
    today, language = localdate(), request.LANGUAGE_CODE
    all_offices = request.offices
    coming = visit_cards(states=COMING, since=today, limit=MOST_COMING)
    planned = visit_cards(states=[VisitState.PLANNING], limit=1)
    first = cards_of([*coming[:1], *planned], language)
    offers = offers_by_office([row.pk for row in all_offices[:1]], today)
    counts = finding_counts()
    return render(
        request,
        "public/home.html",
        {
            "offices": all_offices,
            "next": first[0] if first else None,
            "coming": len(coming),
            "planned": first[-1] if planned else None,
            "services": [
                offer_row(all_offices[0].code, offer, language)
                for rows in offers.values()
                for offer in rows[:MOST_SERVICES]
            ],
            "proposals_open": proposal_counts()[ProposalState.OPEN],
            "findings": sum(counts.values()),
            "answers": [(word(DISPOSITIONS, key), n) for key, n in counts.items() if n],
            "changes": [
                (row, word(DISPOSITIONS, row.disposition))
                for row in answered_findings(request.actor)
            ],
        },
    )
