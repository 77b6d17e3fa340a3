"""Reading stage 1."""

from keliling.commission.queries.proposals import (
    ProposalCard,
    has_backed,
    proposal_by_id,
    proposal_cards,
    proposal_counts,
    proposals_of_findings,
    supporters_of,
)
from keliling.commission.queries.visits import (
    VisitCard,
    past_visit_cards,
    visit_by_id,
    visit_cards,
    visit_counts,
    visits_by_ids,
    visits_of_office,
)

__all__ = [
    "ProposalCard",
    "VisitCard",
    "has_backed",
    "past_visit_cards",
    "proposal_by_id",
    "proposal_cards",
    "proposal_counts",
    "proposals_of_findings",
    "supporters_of",
    "visit_by_id",
    "visit_cards",
    "visit_counts",
    "visits_by_ids",
    "visits_of_office",
]
