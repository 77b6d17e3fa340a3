"""What a visitor asked for in the address: read here, or refused with a sentence."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from keliling.kernel.refusal import Absent, Refused
from keliling.web.http import Request

MOST_SEARCH = 99


def search_text(request: Request, key: str) -> str:
    """Return what was typed into a search field; raises ``Refused("search_text")``."""
    text = request.GET.get(key, "").strip()
    if len(text) > MOST_SEARCH or not text.isprintable():
        raise Refused("search_text", most=MOST_SEARCH)
    return text


@dataclass(frozen=True, slots=True)
class After:
    """The last row of the page before: its day or moment and its id."""

    at: str
    id: str

    def __str__(self) -> str:
        """Write the place as it stands in an address."""
        return f"{self.at}_{self.id}"


def after_day(request: Request) -> tuple[date, UUID] | None:
    """Return the place in a list by days; raises ``Absent("page_unknown")``."""
    at, _, key = request.GET.get("setelah", "").partition("_")
    if not at:
        return None
    try:
        return date.fromisoformat(at), UUID(key)
    except ValueError as problem:
        raise Absent("page_unknown") from problem


def before_moment(request: Request) -> datetime | None:
    """Return the moment before which a list goes on; raises ``Absent("page_unknown")``."""
    at = request.GET.get("sebelum", "")
    if not at:
        return None
    try:
        moment = datetime.fromisoformat(at)
    except ValueError as problem:
        raise Absent("page_unknown") from problem
    if moment.tzinfo is None:
        raise Absent("page_unknown")
    return moment
