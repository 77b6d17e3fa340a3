"""Acts of stage 3."""

from keliling.deliver.acts.apply import (
    Filing,
    save_answers,
    start_application,
    submit_application,
    withdraw_application,
)
from keliling.deliver.acts.check import Lack, accept_application, send_back
from keliling.deliver.acts.day import close_visit, hold_visit
from keliling.deliver.acts.decide import Ruling, decide
from keliling.deliver.acts.documents import attach_document, remove_document
from keliling.deliver.acts.follow_form import announce_form, follow_form
from keliling.deliver.acts.held import (
    accept_submission,
    look_at_submission,
    set_submission_aside,
)
from keliling.deliver.acts.look import look
from keliling.deliver.acts.mandates import Powers, give_mandate, revoke_mandate
from keliling.deliver.acts.members import add_member, remove_member
from keliling.deliver.acts.queue import Turn, call_next, draw_ticket, end_ticket
from keliling.deliver.acts.receive import Loose, Parcel, Receipt, receive_submission

__all__ = [
    "Filing",
    "Lack",
    "Loose",
    "Parcel",
    "Powers",
    "Receipt",
    "Ruling",
    "Turn",
    "accept_application",
    "accept_submission",
    "add_member",
    "announce_form",
    "attach_document",
    "call_next",
    "close_visit",
    "decide",
    "draw_ticket",
    "end_ticket",
    "follow_form",
    "give_mandate",
    "hold_visit",
    "look",
    "look_at_submission",
    "receive_submission",
    "remove_document",
    "remove_member",
    "revoke_mandate",
    "save_answers",
    "send_back",
    "set_submission_aside",
    "start_application",
    "submit_application",
    "withdraw_application",
]
