"""Rules of stage 1."""

from keliling.commission.rules.proposal import (
    DECLINE_REASONS,
    OFFER_KINDS,
    RUNNING,
    Need,
    Offered,
    ProposalState,
    VisitState,
    check_needs,
    check_offers,
)

__all__ = [
    "DECLINE_REASONS",
    "OFFER_KINDS",
    "RUNNING",
    "Need",
    "Offered",
    "ProposalState",
    "VisitState",
    "check_needs",
    "check_offers",
]
