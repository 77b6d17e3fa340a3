"""Tables of stage 1."""

from keliling.commission.models.proposal import Contribution, Need, Proposal, Support
from keliling.commission.models.visit import Visit

__all__ = ["Contribution", "Need", "Proposal", "Support", "Visit"]
