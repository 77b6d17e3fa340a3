"""What may be written as an answer to each kind of question.

Sources: ODK XForms, "Data Types": ``int`` and ``decimal`` as in XML Schema, so 32 bits
and no exponent; ``date`` as in XML Schema, here without a time zone; ``dateTime`` with one;
``geotrace`` and ``geoshape`` are lists of geopoints, open and closed; a media answer is
"only the filename with extension … without a scheme or subdirectories".
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from math import isnan

from keliling.forms.model import UNSEEN, Kind, Value
from keliling.forms.values import number, string

Read = tuple[str, object]
"""The answer as it is kept, and as a value of Python."""

_INTEGER = re.compile(r"[-+]?[0-9]{1,40}\Z")
_DECIMAL = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)\Z")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_CLOCK = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,6})?"
_ZONE = r"(?:Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])"
_TIME = re.compile(rf"{_CLOCK}{_ZONE}?\Z")
_MOMENT = re.compile(rf"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}T{_CLOCK}{_ZONE}\Z")
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffd-\uffff]"
)
_IN_A_NAME = re.compile(r'[/\\:*?"<>|\r\n\t]')
LEAST, MOST = -(2**31), 2**31 - 1
FREE = frozenset({Kind.TEXT, Kind.NOTE, Kind.BARCODE, *UNSEEN})
"""Kinds whose answer may be nothing but space."""
SELECTS = frozenset({Kind.SELECT_ONE, Kind.SELECT_MULTIPLE, Kind.RANK})
"""Kinds whose answer is chosen from a list."""


class Mistake(Exception):
    """The answer is not of the question's kind; ``reason`` and the key of its sentence."""

    def __init__(self, reason: str, key: str) -> None:
        super().__init__(reason, key)
        self.reason = reason
        self.key = key


def has_hidden_characters(text: str) -> bool:
    """Return whether a text has characters that cannot be seen or stored.

    These are controls other than tab and line ends, marks that reverse the direction of
    what follows, halves of characters, and the sign that stands for a lost character.
    """
    if text.isascii() and text.isprintable():
        return False
    return _HIDDEN.search(text) is not None


def storable(text: str) -> str:
    """Return the text with each character that XML cannot hold turned into U+FFFD."""
    return _NOT_XML.sub("\ufffd", text)


_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def read_answer(kind: Kind, raw: str) -> Read:
    """Return an answer in its kept form and as a value; raises ``Mistake``."""
    return READERS[kind](raw)


def _text(raw: str) -> Read:
    return raw, raw


def _integer(raw: str) -> Read:
    text = raw.strip()
    if not _INTEGER.match(text) or not LEAST <= int(text) <= MOST:
        raise Mistake("type", "integer")
    return str(int(text)), int(text)


def _decimal(raw: str) -> Read:
    text = raw.strip()
    if not _DECIMAL.match(text):
        raise Mistake("type", "decimal")
    return text, Decimal(text)


def _date(raw: str) -> Read:
    text = raw.strip()
    if not _DATE.match(text):
        raise Mistake("type", "date")
    try:
        return text, date.fromisoformat(text)
    except ValueError:
        raise Mistake("type", "date") from None


def _time(raw: str) -> Read:
    text = raw.strip()
    if not _TIME.match(text):
        raise Mistake("type", "time")
    return text, time.fromisoformat(text)


def _moment(raw: str) -> Read:
    """ODK XForms deviates from XML Schema: the zone stays, and has to be there."""
    text = raw.strip()
    if not _MOMENT.match(text):
        raise Mistake("type", "moment")
    try:
        return text, datetime.fromisoformat(text)
    except ValueError:
        raise Mistake("type", "moment") from None


Point = tuple[float, ...]


def read_point(raw: str) -> Point:
    """Return latitude and longitude in degrees, then altitude and accuracy in metres.

    Raises ``Mistake``.
    """
    parts = raw.split()
    if not 2 <= len(parts) <= 4 or not all(map(_DECIMAL.match, parts)):
        raise Mistake("type", "geopoint")
    numbers = tuple(map(float, parts))
    if abs(numbers[0]) > 90 or abs(numbers[1]) > 180 or any(n < 0 for n in numbers[3:]):
        raise Mistake("type", "geopoint")
    return numbers


def _geopoint(raw: str) -> Read:
    return " ".join(raw.split()), read_point(raw)


def _points(raw: str, least: int, key: str) -> tuple[str, tuple[Point, ...]]:
    texts = [" ".join(part.split()) for part in raw.strip().removesuffix(";").split(";")]
    try:
        points = tuple(map(read_point, texts))
    except Mistake:
        raise Mistake("type", key) from None
    closed = points[0][:2] == points[-1][:2]
    if len(points) < least or closed != (key == "geoshape"):
        raise Mistake("type", key)
    return ";".join(texts), points


def _geotrace(raw: str) -> Read:
    return _points(raw, 2, "geotrace")


def _geoshape(raw: str) -> Read:
    return _points(raw, 3, "geoshape")


def _acknowledge(raw: str) -> Read:
    """A trigger "will add value OK to corresponding instance node when user confirms"."""
    if raw.strip() != "OK":
        raise Mistake("type", "acknowledge")
    return "OK", "OK"


def _one(raw: str) -> Read:
    text = raw.strip()
    return text, text


def _several(raw: str) -> Read:
    names = tuple(dict.fromkeys(raw.split()))
    return " ".join(names), names


def _media(raw: str) -> Read:
    text = raw.strip()
    if _IN_A_NAME.search(text) or text.startswith("."):
        raise Mistake("attachment", "attachment")
    return text, text


READERS: Mapping[Kind, Callable[[str], Read]] = {
    Kind.TEXT: _text,
    Kind.INTEGER: _integer,
    Kind.DECIMAL: _decimal,
    Kind.DATE: _date,
    Kind.TIME: _time,
    Kind.DATE_TIME: _moment,
    Kind.GEOPOINT: _geopoint,
    Kind.GEOTRACE: _geotrace,
    Kind.GEOSHAPE: _geoshape,
    Kind.RANGE: _decimal,
    Kind.BARCODE: _text,
    Kind.ACKNOWLEDGE: _acknowledge,
    Kind.SELECT_ONE: _one,
    Kind.SELECT_MULTIPLE: _several,
    Kind.RANK: _several,
    Kind.IMAGE: _media,
    Kind.AUDIO: _media,
    Kind.VIDEO: _media,
    Kind.FILE: _media,
    Kind.HIDDEN: _text,
    Kind.CALCULATE: _text,
    Kind.NOTE: _text,
}


def fitted(value: Value, kind: Kind) -> str:
    """Return what a question of a kind makes of a calculated value, empty for nothing.

    A whole-number question cuts the fraction off; what is no number or date is nothing.
    """
    if isinstance(value, float) and isnan(value):
        return ""
    text = string(value)
    if kind is Kind.INTEGER:
        amount = number(text)
        return str(int(amount)) if abs(amount) < 2**31 else ""
    if kind not in FREE | SELECTS:
        try:
            return read_answer(kind, text)[0]
        except Mistake:
            return ""
    return text
