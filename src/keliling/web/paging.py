"""Where a long list goes on: the last row seen, as it stands in the address."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from keliling.kernel.refusal import Absent
from keliling.web.http import Request


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


def place_after(request: Request, key: str = "setelah") -> tuple[datetime, UUID] | None:
    """Return the last row of the page before; raises ``Absent("page_unknown")``."""
    at, _, row = request.GET.get(key, "").partition("_")
    if not at:
        return None
    try:
        return _moment(at), UUID(row)
    except ValueError as problem:
        raise Absent("page_unknown") from problem


def moment_before(request: Request) -> datetime | None:
    """Return the moment before which a list goes on; raises ``Absent("page_unknown")``."""
    at = request.GET.get("sebelum", "")
    return _moment(at) if at else None


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as problem:
        raise Absent("page_unknown") from problem
    if moment.tzinfo is None:
        raise Absent("page_unknown")
    return moment
