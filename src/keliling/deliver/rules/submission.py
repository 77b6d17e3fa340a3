"""What is made of what a telephone sent: its states, why it is held, whose clock counts."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from keliling.kernel.refusal import Refused


class SubmissionState(StrEnum):
    """Where a submission stands, in the order in which a desk looks."""

    HELD = "held"
    WAITING = "waiting"
    ACCEPTED = "accepted"
    REPLACED = "replaced"
    SET_ASIDE = "set_aside"


OPEN = frozenset({SubmissionState.WAITING, SubmissionState.HELD})
"""States in which somebody can still decide what becomes of it."""

REASONS = frozenset(
    {
        "held_answers",
        "held_applicant",
        "held_device",
        "held_document",
        "held_edit",
        "held_other_person",
        "held_refused",
        "held_rival",
        "held_service",
        "held_version",
    }
)
"""Why a submission is held: each is a refusal with its sentence."""

QUARANTINE = timedelta(days=30)
"""How long a device that was shut out may still hand in what it holds, to be held."""

AHEAD = timedelta(minutes=5)
BEHIND = timedelta(days=30)
"""A form waits on a telephone for the next network, and nobody leaves it there for a month."""

NIK_PATH, PHONE_PATH = "applicant/nik", "applicant/phone"
"""Where every form of the catalogue asks who applies."""


def hold_for(refused: Refused) -> Refused:
    """Return the refusal under which something that an act refused is held."""
    if refused.reason in REASONS:
        return refused
    if refused.reason.startswith("document_"):
        return Refused("held_document")
    return Refused("held_refused")


def is_suspect(claims: Mapping[str, datetime | None], received: datetime) -> bool:
    """Tell whether a device's clock cannot be right; ``claims`` are moments it named.

    Server time decides in any case. ``sent`` is the moment of sending, and may not be off
    by more than minutes; any other lies between a month ago and now.
    """
    sent = claims.get("sent")
    if sent is not None and abs(sent - received) > AHEAD:
        return True
    others = [at for name, at in claims.items() if name != "sent" and at is not None]
    return any(not received - BEHIND <= at <= received + AHEAD for at in others)
