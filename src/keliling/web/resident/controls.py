"""How each kind of question is typed: its fields, what they make of an answer, and back.

What cannot be read is kept so that the fields can be filled with it again, as it was typed.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from keliling.forms import Kind, Question
from keliling.web.resident.points import line_again, line_text, point_parts, point_text
from keliling.web.resident.reading import (
    clock_parts,
    clock_text,
    date_parts,
    date_text,
    decimal_text,
    is_secret,
    typed_again,
    whole_text,
)
from keliling.web.spoken import Reader, moment_in

Typed = Mapping[str, str]
"""What stands in each field of a question, by the field's part of the name."""
DAY, MONTH, YEAR, HOUR, MINUTE = "_day", "_month", "_year", ":hour", ":minute"
LATITUDE, LONGITUDE, FOUND = ":lat", ":lon", ":found"
DATE_PARTS = (DAY, MONTH, YEAR)


@dataclass(frozen=True, slots=True)
class Control:
    """The fields of a kind, how an answer is read from them and how they are filled again."""

    parts: Callable[[Question], tuple[str, ...]]
    read: Callable[[Question, Typed, Reader], str]
    fill: Callable[[Question, str, Reader], Typed]


def control_of(question: Question) -> Control:
    """Return how a question is typed."""
    return CONTROLS.get(question.kind, PLAIN)


def date_fields(question: Question) -> tuple[str, ...]:
    """Return which parts of a date are asked: a form may want a month or a year alone."""
    if "month-year" in question.appearance:
        return (MONTH, YEAR)
    return (YEAR,) if "year" in question.appearance.split() else DATE_PARTS


def _one(_question: Question) -> tuple[str, ...]:
    return ("",)


def _read_text(question: Question, typed: Typed, _reader: Reader) -> str:
    if is_secret(question):
        return "".join(typed[""].split())
    return typed[""].strip().replace("\r\n", "\n")


def _read_date(question: Question, typed: Typed, _reader: Reader) -> str:
    asked = date_fields(question)
    given = any(typed[part].strip() for part in asked)
    day, month, year = (
        typed[part] if part in asked else "1" if given else "" for part in DATE_PARTS
    )
    return date_text(day, month, year)


def _fill_date(_question: Question, value: str, _reader: Reader) -> Typed:
    return dict(zip(DATE_PARTS, date_parts(value), strict=True))


def _read_time(_question: Question, typed: Typed, _reader: Reader) -> str:
    return clock_text(typed[HOUR], typed[MINUTE])


def _fill_time(_question: Question, value: str, _reader: Reader) -> Typed:
    return dict(zip((HOUR, MINUTE), clock_parts(value), strict=True))


def _read_moment(question: Question, typed: Typed, reader: Reader) -> str:
    day, clock = _read_date(question, typed, reader), clock_text(typed[HOUR], typed[MINUTE])
    if not day and not clock:
        return ""
    if not day or not clock:
        return f"{day.replace('T', '')}T{clock.replace('T', '')}"
    try:
        moment = datetime.fromisoformat(f"{day.replace('T', '')}T{clock}")
        return moment.replace(tzinfo=reader.zone).isoformat()
    except (ValueError, OverflowError):
        return f"{day.replace('T', '')}T{clock.replace('T', '')}"


def _fill_moment(_question: Question, value: str, reader: Reader) -> Typed:
    with suppress(ValueError, OverflowError):
        value = moment_in(value, reader.zone).isoformat()
    day, _, clock = value.partition("T")
    return {
        **dict(zip(DATE_PARTS, date_parts(day), strict=True)),
        **dict(zip((HOUR, MINUTE), clock_parts(clock), strict=True)),
    }


def _read_point(_question: Question, typed: Typed, _reader: Reader) -> str:
    """A place that the browser found keeps its height and accuracy until it is typed over."""
    place, found = point_text(typed[LATITUDE], typed[LONGITUDE]), " ".join(typed[FOUND].split())
    return found if place and found.split()[:2] == place.split() else place


def _fill_point(_question: Question, value: str, reader: Reader) -> Typed:
    latitude, longitude = point_parts(value, reader.language)
    found = value if len(value.split()) > 2 and "/" not in value else ""
    return {LATITUDE: latitude, LONGITUDE: longitude, FOUND: found}


def _read_line(question: Question, typed: Typed, _reader: Reader) -> str:
    return line_text(typed[""], closed=question.kind is Kind.GEOSHAPE)


def _fill_line(question: Question, value: str, reader: Reader) -> Typed:
    return {"": line_again(value, reader.language, closed=question.kind is Kind.GEOSHAPE)}


def _places(question: Question) -> tuple[str, ...]:
    return tuple(f":{choice.name}" for choice in question.choices)


def _read_rank(question: Question, typed: Typed, _reader: Reader) -> str:
    """Put the choices in the order of their numbers, if each has its own."""
    given = {c.name: typed[f":{c.name}"].strip() for c in question.choices if typed[f":{c.name}"]}
    if sorted(given.values()) == sorted(map(str, range(1, len(given) + 1))):
        return " ".join(sorted(given, key=lambda name: int(given[name])))
    return " ".join(f"{name}:{''.join(number.split())}" for name, number in given.items())


def _fill_rank(_question: Question, value: str, _reader: Reader) -> Typed:
    names = value.split()
    if any(":" in name for name in names):
        torn = [name.rpartition(":") for name in names]
        return {f":{name}": number for name, _, number in torn}
    return {f":{name}": str(place) for place, name in enumerate(names, start=1)}


def _as_typed(question: Question, value: str, reader: Reader) -> Typed:
    return {"": typed_again(question, value, reader.language)}


PLAIN = Control(_one, _read_text, _as_typed)
_LINE = Control(_one, _read_line, _fill_line)
_FRACTION = Control(
    _one, lambda _q, typed, reader: decimal_text(typed[""], reader.language), _as_typed
)
CONTROLS: Mapping[Kind, Control] = {
    Kind.INTEGER: Control(_one, lambda _q, typed, _reader: whole_text(typed[""]), _as_typed),
    Kind.DECIMAL: _FRACTION,
    Kind.RANGE: _FRACTION,
    Kind.DATE: Control(date_fields, _read_date, _fill_date),
    Kind.TIME: Control(lambda _q: (HOUR, MINUTE), _read_time, _fill_time),
    Kind.DATE_TIME: Control(
        lambda question: (*date_fields(question), HOUR, MINUTE), _read_moment, _fill_moment
    ),
    Kind.GEOPOINT: Control(lambda _q: (LATITUDE, LONGITUDE, FOUND), _read_point, _fill_point),
    Kind.GEOTRACE: _LINE,
    Kind.GEOSHAPE: _LINE,
    Kind.RANK: Control(_places, _read_rank, _fill_rank),
}
