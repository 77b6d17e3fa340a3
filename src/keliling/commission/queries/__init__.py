"""Reading stage 1."""

from keliling.commission.queries.proposals import (
    ProposalCard,
    has_backed,
    proposal_by_id,
    proposal_cards,
    supporters_of,
)
from keliling.commission.queries.visits import VisitCard, visit_by_id, visit_cards, visits_by_ids

__all__ = [
    "ProposalCard",
    "VisitCard",
    "has_backed",
    "proposal_by_id",
    "proposal_cards",
    "supporters_of",
    "visit_by_id",
    "visit_cards",
    "visits_by_ids",
]
