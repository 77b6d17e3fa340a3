"""Rules of stage 3."""

from keliling.deliver.rules.flow import HOLDER, STEPS, Stage, Step, stage_after
from keliling.deliver.rules.number import permit_number, valid_until
from keliling.deliver.rules.queue import PRIORITIES, TicketState, calling_order
from keliling.deliver.rules.sendback import SEND_BACK_REASONS

__all__ = [
    "HOLDER",
    "PRIORITIES",
    "SEND_BACK_REASONS",
    "STEPS",
    "Stage",
    "Step",
    "TicketState",
    "calling_order",
    "permit_number",
    "stage_after",
    "valid_until",
]
