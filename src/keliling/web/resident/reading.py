"""Between what people write and the form's lexical values, and back in the reader's way.

Numbers here have a comma before the fraction and a dot between thousands; people also write
``Rp5.000.000,-``. What cannot be read is kept as it was typed, so that it can be shown again.
"""

import re

from keliling.forms import Kind, Question
from keliling.kernel.identifiers import mask

SIXTEEN = 16
_DOTS = re.compile(r"[-+]?[1-9]\d{0,2}(\.\d{3})+\Z", re.ASCII)
_COMMAS = re.compile(r"[-+]?[1-9]\d{0,2}(,\d{3})+\Z", re.ASCII)
_PLAIN = re.compile(r"[-+]?\d+(\.\d+)?\Z", re.ASCII)
_CLOCK = re.compile(r"(\d{1,2})[.:](\d{2})\Z", re.ASCII)
_SECONDS = re.compile(r"\d{2}:\d{2}", re.ASCII)
_RUPIAH = re.compile(r"(?i)^rp\.?|,(-|00)$")


def date_text(day: str, month: str, year: str) -> str:
    """Join three fields to an ISO date, or to something that is none but splits again."""
    parts = [part.strip().replace("-", "") for part in (year, month, day)]
    if not any(parts):
        return ""
    whole = all(part.isascii() and part.isdigit() for part in parts)
    if whole and len(parts[0]) == 4 and max(map(len, parts[1:])) <= 2:
        return f"{parts[0]}-{parts[1].zfill(2)}-{parts[2].zfill(2)}"
    return "-".join(parts)


def date_parts(value: str) -> tuple[str, str, str]:
    """Return day, month and year for the three fields, without leading zeros."""
    if value.count("-") != 2:
        return "", "", ""
    year, month, day = value.split("-")
    return day.lstrip("0") or day, month.lstrip("0") or month, year


def clock_text(hour: str, minute: str) -> str:
    """Join two fields to a time of day, or to something that is none but splits again.

    A whole time in the first field, ``14.30`` or ``14:30``, is taken apart.
    """
    parts = [hour.strip(), minute.strip()]
    if parts[0] and not parts[1] and (whole := _CLOCK.match(parts[0])):
        parts = [whole[1], whole[2]]
    if not any(parts):
        return ""
    digits = all(part.isascii() and part.isdigit() and len(part) <= 2 for part in parts)
    if digits and int(parts[0]) < 24 and int(parts[1]) < 60:
        return f"{parts[0].zfill(2)}:{parts[1].zfill(2)}:00"
    return ":".join(part.replace(":", "") for part in parts)


def clock_parts(value: str) -> tuple[str, str]:
    """Return hour and minute for the two fields; seconds and a zone are not shown."""
    hour, _, rest = value.partition(":")
    return hour, rest[:2] if _SECONDS.match(rest) else rest


def whole_text(typed: str) -> str:
    """Read a whole number with its rupiah sign and its thousands, if it is one."""
    bare = _RUPIAH.sub("", "".join(typed.split()))
    if _DOTS.match(bare) or _COMMAS.match(bare):
        bare = bare.replace(".", "").replace(",", "")
    return bare if bare.lstrip("+-").isdigit() else typed.strip()


def decimal_text(typed: str, language: str) -> str:
    """Read a number with a fraction: ``72,5``, ``1.250,5``; in English also ``1,250.5``."""
    bare = "".join(typed.split())
    if "," in bare and "." in bare:
        point = max(",", ".", key=bare.rindex)
        head, _, tail = bare.rpartition(point)
        grouped = _COMMAS if point == "." else _DOTS
        read = f"{head.replace(',', '').replace('.', '')}.{tail}" if grouped.match(head) else bare
    elif _COMMAS.match(bare) and (language == "en" or bare.count(",") > 1):
        read = bare.replace(",", "")
    elif _DOTS.match(bare) and (language != "en" or bare.count(".") > 1):
        read = bare.replace(".", "")
    else:
        read = bare.replace(",", ".")
    return read if _PLAIN.match(read) else typed.strip()


def typed_again(question: Question, value: str, language: str) -> str:
    """Write a kept value as its reader would type it."""
    if question.kind in {Kind.DECIMAL, Kind.RANGE} and language != "en" and _PLAIN.match(value):
        return value.replace(".", ",")
    return value


def is_secret(question: Question) -> bool:
    """Tell whether the answer is a NIK or a family card's number."""
    name = question.path.rpartition("/")[2]
    return question.kind is Kind.TEXT and name.endswith(("nik", "kk"))


def masked(question: Question, value: str) -> str:
    """Return the value with its middle hidden where it is such a number, else nothing."""
    return mask(value) if is_secret(question) and len(value) == SIXTEEN else ""
