"""Between what people write and the form's lexical values, and back in the reader's way.

Numbers here have a comma before the fraction and a dot between thousands; people also write
``Rp5.000.000,-``. What cannot be read is kept as it was typed, so that it can be shown again.
"""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from babel.numbers import format_decimal

from keliling.forms import Answers, Kind, Question
from keliling.kernel.identifiers import mask
from keliling.web.templatetags.keliling import on_day

SIXTEEN = 16
_DOTS = re.compile(r"[-+]?[1-9]\d{0,2}(\.\d{3})+\Z", re.ASCII)
_COMMAS = re.compile(r"[-+]?[1-9]\d{0,2}(,\d{3})+\Z", re.ASCII)
_PLAIN = re.compile(r"[-+]?\d+(\.\d+)?\Z", re.ASCII)
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
    if question.kind is Kind.DECIMAL and language != "en" and _PLAIN.match(value):
        return value.replace(".", ",")
    return value


def is_secret(question: Question) -> bool:
    """Tell whether the answer is a NIK or a family card's number."""
    name = question.path.rpartition("/")[2]
    return question.kind is Kind.TEXT and name.endswith(("nik", "kk"))


def masked(question: Question, value: str) -> str:
    """Return the value with its middle hidden where it is such a number, else nothing."""
    return mask(value) if is_secret(question) and len(value) == SIXTEEN else ""


def spoken(question: Question, value: str, language: str, answers: Answers) -> str:
    """Say an answer in words: a day with its weekday, the labels of what was chosen."""
    if question.choices:
        labels = _labels(question, language, answers)
        return ", ".join(labels.get(name, name) for name in value.split())
    if question.kind is Kind.DATE:
        try:
            return on_day(date.fromisoformat(value))
        except ValueError:
            return " ".join(part for part in date_parts(value) if part)
    if question.kind in {Kind.INTEGER, Kind.DECIMAL} and _PLAIN.match(value):
        return str(format_decimal(Decimal(value), locale=language, decimal_quantization=False))
    return value


def _labels(question: Question, language: str, answers: Answers) -> Mapping[str, str]:
    return {choice.name: choice.label.in_(language, answers) for choice in question.choices}
