"""Numbers, strings and truth as ODK XForms converts them.

ODK XForms, "XPath Functions": arguments are cast by ``number()``, ``string()`` and
``boolean()``; node values are always strings; ``number()`` reads a date as the days since
1 January 1970.
"""

import re
from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import Decimal
from math import inf, isinf, isnan, nan

from keliling.forms.model import Value

EPOCH = date(1970, 1, 1)
_NUMBER = re.compile(r"-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?\Z")
_DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})\Z")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}")


def number(value: Value) -> float:
    """Return the number a value stands for, NaN when it stands for none."""
    if isinstance(value, float):
        return value
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    if value.isdecimal() and value.isascii():
        return float(value)
    text = value.strip()
    if _NUMBER.match(text):
        return float(text)
    days = days_of(text)
    return nan if days is None else days


def string(value: Value) -> str:
    """Return a value as text; whole numbers without a point, none with an exponent."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isnan(value):
        return "NaN"
    if isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if value == int(value):
        return str(int(value))
    return format(Decimal(repr(value)), "f")


def boolean(value: Value) -> bool:
    """Return whether a value counts as true: not empty, not zero, not NaN."""
    if isinstance(value, float):
        return value != 0 and not isnan(value)
    return bool(value)


def day_of(text: str) -> date | None:
    """Return the day a text names, also without leading zeros; a time of day is dropped."""
    found = _DATE.match(text[:10] if "T" in text else text)
    if found is None:
        return None
    year, month, day = map(int, found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def days_of(text: str) -> float | None:
    """Return the days since 1970 of a date, or of a moment with its part of a day."""
    if _MOMENT.match(text):
        return _days_of_moment(text)
    day = day_of(text)
    return None if day is None else float((day - EPOCH).days)


def day_after(days: float) -> str:
    """Return the date so many days after 1970, empty when there is none."""
    if isnan(days) or abs(days) == inf:
        return ""
    try:
        return (EPOCH + timedelta(days=int(days // 1))).isoformat()
    except OverflowError:
        return ""


def moment_of(text: str, zone: tzinfo | None = UTC) -> datetime | None:
    """Return the moment a text names, in ``zone`` where it names none; ``None`` for no moment."""
    if not _MOMENT.match(text):
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.replace(tzinfo=zone) if moment.tzinfo is None else moment


def _days_of_moment(text: str) -> float | None:
    moment = moment_of(text)
    if moment is None:
        return None
    try:
        return (moment - datetime(1970, 1, 1, tzinfo=UTC)) / timedelta(days=1)
    except OverflowError:
        return None
