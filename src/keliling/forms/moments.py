"""Functions that need the moment of judging, its zone, or the seed of its chances.

Source of every meaning: the ODK XForms specification, "XPath Functions".
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta, tzinfo
from math import isfinite
from random import Random
from uuid import UUID

from keliling.forms.dates import part_of_day
from keliling.forms.model import State, Value
from keliling.forms.values import EPOCH, day_of, moment_of, number, string

Run = Callable[[Sequence[Value], State], Value]
_MARK = re.compile("%[YymnbdeaHhMS3]")
LONGEST_ID = 1_000


def now_text(moment: datetime) -> str:
    """Return a moment with its milliseconds and its zone, as ``dateTime`` has it."""
    return moment.isoformat(timespec="milliseconds")


def told(value: Value, form: str, language: str, state: State) -> str:
    """Return a moment written as ``form`` says, in the zone of judging; empty for none."""
    moment = _moment(value, state)
    if moment is None:
        return ""
    clock = {
        "%H": f"{moment.hour:02}",
        "%h": str(moment.hour),
        "%M": f"{moment.minute:02}",
        "%S": f"{moment.second:02}",
        "%3": f"{moment.microsecond // 1000:03}",
    }
    return _MARK.sub(
        lambda found: clock.get(found[0]) or part_of_day(moment.date(), found[0], language), form
    )


def _moment(value: Value, state: State) -> datetime | None:
    try:
        return _moment_in_time(value, state.now.tzinfo)
    except OverflowError:
        return None


def _moment_in_time(value: Value, zone: tzinfo | None) -> datetime | None:
    """Return a moment in a zone; raises ``OverflowError`` before year 1 and after 9999."""
    if isinstance(value, float):
        if not isfinite(value):
            return None
        start = datetime(EPOCH.year, EPOCH.month, EPOCH.day, tzinfo=zone)
        return start + timedelta(days=value)
    text = string(value).strip()
    if (moment := moment_of(text, zone)) is not None:
        return moment.astimezone(zone)
    day = day_of(text)
    return None if day is None else datetime(day.year, day.month, day.day, tzinfo=zone)


def chance(state: State, spot: str) -> Random:
    """Return the chances of one spot of the form: the same seed, the same chances."""
    return Random(f"{state.seed}/{spot}")  # noqa: S311  replayable on purpose, guards nothing


def random_number(_values: Sequence[Value], state: State, spot: str) -> Value:
    """Return a number from 0 up to but without 1."""
    return chance(state, spot).random()


def random_id(values: Sequence[Value], state: State, spot: str) -> Value:
    """Return a UUID of version 4, or an id of as many letters as are asked for."""
    chances = chance(state, spot)
    if not values:
        return str(UUID(int=chances.getrandbits(128), version=4))
    count = number(values[0])
    if not isfinite(count) or not 0 < count <= LONGEST_ID:
        return ""
    letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    return "".join(chances.choices(letters, k=int(count)))


AT: Mapping[str, tuple[int, int, Run]] = {
    "today": (0, 0, lambda _values, state: state.today),
    "now": (0, 0, lambda _values, state: now_text(state.now)),
}
"""Functions of the moment: least and most arguments, and what they come to."""

BY_CHANCE: Mapping[str, tuple[int, int, Callable[[Sequence[Value], State, str], Value]]] = {
    "random": (0, 0, random_number),
    "uuid": (0, 1, random_id),
}
"""Functions of chance, each at its own spot of the form."""
