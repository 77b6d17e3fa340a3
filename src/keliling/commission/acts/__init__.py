"""Acts of stage 1."""

from keliling.commission.acts.answer import commission_visit, decline_proposal
from keliling.commission.acts.propose import (
    back_proposal,
    propose_from_finding,
    propose_visit,
    take_signature_off,
)
from keliling.commission.acts.visit import move_visit

__all__ = [
    "back_proposal",
    "commission_visit",
    "decline_proposal",
    "move_visit",
    "propose_from_finding",
    "propose_visit",
    "take_signature_off",
]
