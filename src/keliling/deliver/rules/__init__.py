"""Rules of stage 3."""

from keliling.deliver.rules.flow import HOLDER, STEPS, Stage, Step, stage_after
from keliling.deliver.rules.number import permit_number, valid_until
from keliling.deliver.rules.queue import PRIORITIES, TicketState, calling_order
from keliling.deliver.rules.sendback import SEND_BACK_REASONS
from keliling.deliver.rules.submission import SubmissionState, hold_for, is_suspect

__all__ = [
    "HOLDER",
    "PRIORITIES",
    "SEND_BACK_REASONS",
    "STEPS",
    "Stage",
    "Step",
    "SubmissionState",
    "TicketState",
    "calling_order",
    "hold_for",
    "is_suspect",
    "permit_number",
    "stage_after",
    "valid_until",
]
