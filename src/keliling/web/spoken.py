"""Answers in words, as applicants and officers read them back."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, tzinfo
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_decimal
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from keliling.forms import Answers, Choice, Kind, Question
from keliling.web.templatetags.keliling import at_time, on_day

_NUMBER = re.compile(r"[-+]?\d+(\.\d+)?\Z", re.ASCII)
ZONES = {
    "Asia/Jakarta": "WIB",
    "Asia/Pontianak": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Jayapura": "WIT",
}


@dataclass(frozen=True, slots=True)
class Reader:
    """In whose way numbers and moments are written: their language, their office's clock."""

    language: str
    zone: tzinfo


def spoken(
    question: Question,
    value: str,
    reader: Reader,
    answers: Answers | None = None,
    choices: tuple[Choice, ...] = (),
) -> str:
    """Say an answer in words; what is none of its kind is said as it was typed.

    ``choices`` are those on offer, where they come from other answers.
    """
    if choices := choices or question.choices:
        return _chosen(replace(question, choices=choices), value, reader, answers or {})
    said = SAID.get(question.kind)
    if question.kind is Kind.DATE and "year" in question.appearance:
        said = _year if "year" in question.appearance.split() else _month
    try:
        return said(value, reader) if said else value
    except (ValueError, OverflowError):
        return _as_typed(question, value) if said else value


def _as_typed(question: Question, value: str) -> str:
    """Return what stood in the fields, a day before its month and its year."""
    marks = r"[-T:]" if question.kind in {Kind.DATE, Kind.DATE_TIME} else r"[:;/]"
    parts = re.sub(marks, " ", value).split()
    return " ".join(reversed(parts) if question.kind is Kind.DATE else parts)


def moment_in(value: str, zone: tzinfo) -> datetime:
    """Return a kept moment on an office's clock; raises ``ValueError`` where it is none."""
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None or "T" not in value:
        message = "a moment has a time and a zone"
        raise ValueError(message)
    return moment.astimezone(zone)


def zone_name(zone: tzinfo) -> str:
    """Return what people here call a zone: WIB, WITA or WIT."""
    return ZONES.get(str(zone), str(zone))


def number_in(value: Decimal, language: str) -> str:
    """Write a number in the reader's way."""
    return str(format_decimal(value, locale=language, decimal_quantization=False))


def degrees_in(part: str, language: str) -> str:
    """Write a number of degrees or metres with the reader's comma or point."""
    return part.replace(".", ",") if language != "en" and _NUMBER.match(part) else part


def accuracy_of(value: str) -> int | None:
    """Return the metres by which a place may be wrong, where that is known."""
    parts = value.split()
    return round(float(parts[3])) if len(parts) == 4 and _NUMBER.match(parts[3]) else None


def _chosen(question: Question, value: str, reader: Reader, answers: Answers) -> str:
    labels = {
        c.name: c.label.in_(reader.language, answers, at=question.path) for c in question.choices
    }
    names = value.split()
    if question.kind is Kind.RANK:
        torn = [name.rpartition(":") if ":" in name else (name, "", "") for name in names]
        return "\n".join(
            f"{number or place}. {labels.get(name, name)}"
            for place, (name, _colon, number) in enumerate(torn, start=1)
        )
    return ", ".join(labels.get(name, name) for name in names)


def _number(value: str, reader: Reader) -> str:
    return number_in(Decimal(value), reader.language) if _NUMBER.match(value) else value


def _day(value: str, _reader: Reader) -> str:
    return on_day(date.fromisoformat(value))


def _month(value: str, reader: Reader) -> str:
    return str(format_date(date.fromisoformat(value), "MMMM y", locale=reader.language))


def _year(value: str, _reader: Reader) -> str:
    return str(date.fromisoformat(value).year)


def _clock(value: str, _reader: Reader) -> str:
    return at_time(time.fromisoformat(value))


def _moment(value: str, reader: Reader) -> str:
    moment = moment_in(value, reader.zone)
    return _("%(day)s at %(time)s %(zone)s") % {
        "day": on_day(moment.date()),
        "time": at_time(moment.time()),
        "zone": zone_name(reader.zone),
    }


def _place(value: str, reader: Reader) -> str:
    latitude, longitude, *_rest = value.split()
    metres = accuracy_of(value)
    words = f"{degrees_in(latitude, reader.language)}  {degrees_in(longitude, reader.language)}"
    if metres is None:
        return words
    return _("%(place)s, accurate to about %(metres)s m") % {"place": words, "metres": metres}


def _places(value: str, reader: Reader) -> str:
    places = [" ".join(place.split()[:2]) for place in value.split(";")]
    count = len(places) - (len(places) > 2 and places[0] == places[-1])
    lines = ["  ".join(degrees_in(p, reader.language) for p in x.split()) for x in places[:count]]
    told = ngettext("%(n)s place", "%(n)s places", count) % {"n": count}
    return "\n".join([told, *lines])


def _confirmed(value: str, _reader: Reader) -> str:
    return _("Yes, confirmed") if value == "OK" else value


SAID: Mapping[Kind, Callable[[str, Reader], str]] = {
    Kind.INTEGER: _number,
    Kind.DECIMAL: _number,
    Kind.RANGE: _number,
    Kind.DATE: _day,
    Kind.TIME: _clock,
    Kind.DATE_TIME: _moment,
    Kind.GEOPOINT: _place,
    Kind.GEOTRACE: _places,
    Kind.GEOSHAPE: _places,
    Kind.ACKNOWLEDGE: _confirmed,
}
