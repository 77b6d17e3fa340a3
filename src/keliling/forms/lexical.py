"""What may be written as an answer to each kind of question.

Sources: ODK XForms, "Data Types": ``int`` and ``decimal`` as in XML Schema, so 32 bits
and no exponent; ``date`` as in XML Schema, here without a time zone; a media answer is
"only the filename with extension … without a scheme or subdirectories".
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from keliling.forms.model import Kind

Read = tuple[str, object]
"""The answer as it is kept, and as a value of Python."""

_INTEGER = re.compile(r"[-+]?[0-9]{1,40}\Z")
_DECIMAL = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)\Z")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffd-\uffff]"
)
_IN_A_NAME = re.compile(r'[/\\:*?"<>|\r\n\t]')
LEAST, MOST = -(2**31), 2**31 - 1


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
    Kind.SELECT_ONE: _one,
    Kind.SELECT_MULTIPLE: _several,
    Kind.IMAGE: _media,
    Kind.FILE: _media,
    Kind.CALCULATE: _text,
    Kind.NOTE: _text,
}
