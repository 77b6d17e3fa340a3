"""Read what a form sent: unknown fields are refused, values become what the acts take."""

from collections.abc import Callable
from datetime import date, time
from uuid import UUID

from django.core.exceptions import BadRequest
from django.http import HttpResponse, HttpResponseRedirect, QueryDict

from keliling.kernel.refusal import Absent, Refused

ALWAYS = {"csrfmiddlewaretoken"}
MOST_DIGITS = 9


class Misfit(Refused):
    """A refusal of one field, so that the page can say it there."""

    def __init__(self, field: str, refused: Refused) -> None:
        super().__init__(refused.reason, **refused.facts)
        self.field = field


def known(posted: QueryDict, *names: str) -> QueryDict:
    """Return the form if it has no other fields; raises ``BadRequest``."""
    if set(posted) - ALWAYS - set(names):
        raise BadRequest("unknown field")
    return posted


def whole(posted: QueryDict, name: str, reason: str, **facts: object) -> int:
    """Return a whole number of at most nine digits; raises ``Refused(reason)``."""
    text = posted.get(name, "").strip()
    if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS):
        raise Refused(reason, **facts)
    return int(text)


def short(posted: QueryDict, name: str, most: int) -> str:
    """Return a text of at most ``most`` letters; raises ``Misfit`` rather than cut it."""
    text = posted.get(name, "").strip()
    if len(text) > most:
        raise Misfit(name, Refused("text_too_long", most=most))
    return text


def ident(posted: QueryDict, name: str) -> UUID:
    """Return an id that the page itself wrote; raises ``BadRequest``."""
    try:
        return UUID(posted.get(name, ""))
    except ValueError as problem:
        raise BadRequest(f"{name} is no id") from problem


def maybe_ident(posted: QueryDict, name: str) -> UUID | None:
    """Return an id, or ``None`` where the field is empty; raises ``BadRequest``."""
    return ident(posted, name) if posted.get(name) else None


def version(posted: QueryDict, name: str = "version") -> int:
    """Return the version, or another number, that the page showed; raises ``BadRequest``."""
    text = posted.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS):
        raise BadRequest(f"no {name}")
    return int(text)


def day(posted: QueryDict, name: str, reason: str) -> date:
    """Return a day from its three fields; raises ``Refused(reason)``."""
    parts = [posted.get(f"{name}_{part}", "").strip() for part in ("year", "month", "day")]
    if not all(part.isascii() and part.isdigit() and len(part) <= 4 for part in parts):
        raise Refused(reason)
    try:
        return date(*map(int, parts))
    except ValueError as problem:
        raise Refused(reason) from problem


def hour(posted: QueryDict, name: str) -> time:
    """Return a time of day, with a dot or a colon; raises ``Refused("hours_order")``."""
    try:
        return time.fromisoformat(posted.get(name, "").strip().replace(".", ":"))
    except ValueError as problem:
        raise Refused("hours_order") from problem


def attempt(act: Callable[[], object]) -> Refused | None:
    """Carry out an act; returns why it was refused. ``Absent`` goes its own way."""
    try:
        act()
    except Absent:
        raise
    except Refused as refused:
        return refused
    return None


def see_other(address: str) -> HttpResponse:
    """Send the reader on after an act, so that loading again repeats nothing."""
    return HttpResponseRedirect(address, status=303)
