"""Services by their names, visits by their places: what lists of the room say of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.timezone import localtime

from keliling.catalogue.rules import Words
from keliling.deliver.queries import InboxRow
from keliling.deliver.rules import Stage
from keliling.web.http import Request

WAITING = {Stage.CHECK.value, Stage.DECISION.value}


@dataclass(frozen=True, slots=True)
class Due:
    """By when an answer is owed, as a list shows it: late, today, later or not running."""

    state: str
    days: int = 0


def service_name(
    names: Mapping[tuple[UUID, str], Words], office: UUID, code: str, request: Request
) -> str:
    """Return a service's name in the reader's language; its code where it is not known."""
    found = names.get((office, code))
    return found.in_(request.LANGUAGE_CODE) if found else code


def due_of(row: InboxRow, at: datetime) -> Due:
    """Say how a file stands with its day and, on that day, with its hour."""
    if row.due_at is None or row.stage not in WAITING:
        return Due("stopped")
    days = (localtime(row.due_at).date() - localtime(at).date()).days
    if row.due_at < at:
        return Due("late", -days)
    return Due("today" if days == 0 else "later", days)
