"""The ODK XPath functions that can be worked out from their arguments alone.

Source of every meaning: the ODK XForms specification, "XPath Functions". What needs a
place in the form (``position``, ``count``, ``jr:choice-name`` …) or the day stands in
``compiler``; what is refused stands in ``REFUSED`` with the reason that its author reads.
"""

import base64
import hashlib
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal
from types import MappingProxyType

from keliling.forms.earth import length, surface
from keliling.forms.model import Value
from keliling.forms.values import boolean, day_after, day_of, days_of, number, string

Run = Callable[[Sequence[Value]], Value]

MANY = 1_000
_TIME = re.compile(r"[0-9]{2}:[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Function:
    """How many arguments a function takes and what it makes of them."""

    least: int
    most: int
    run: Run


def _text(run: Callable[..., Value]) -> Run:
    return lambda values: run(*map(string, values))


def _numbers(run: Callable[..., float]) -> Run:
    def guarded(values: Sequence[Value]) -> Value:
        try:
            return float(run(*map(number, values)))
        except (ValueError, OverflowError, ZeroDivisionError):
            return math.nan

    return guarded


def _substr(values: Sequence[Value]) -> Value:
    """Count from 0, up to but without ``end``; below 0 counts from the end."""
    text = string(values[0])
    start = number(values[1])
    end = number(values[2]) if len(values) > 2 else float(len(text))
    if math.isnan(start) or math.isnan(end):
        return ""
    low, high = (_within(bound, len(text)) for bound in (start, end))
    return text[low:high]


def _within(bound: float, length: int) -> int:
    bound = min(max(bound, -length - 1), length)
    whole = int(bound)
    return max(whole + length, 0) if whole < 0 else whole


def _translate(text: str, old: str, new: str) -> str:
    table: dict[int, str | None] = {}
    for place, letter in enumerate(old):
        table.setdefault(ord(letter), new[place] if place < len(new) else None)
    return text.translate(table)


def rounded(value: float, places: float = 0.0) -> float:
    """Round to so many decimals, halves towards plus infinity.

    XPath 1.0 ``round`` takes the number closest to positive infinity; the decimals as
    written count, so that 2.345 becomes 2.35.
    """
    if not math.isfinite(value) or not math.isfinite(places) or abs(places) > 300:
        return value if not math.isnan(places) else math.nan
    step = Decimal(1).scaleb(-int(places))
    exact = Decimal(repr(value))
    if exact.adjusted() + int(places) > 25:
        return value
    half = ROUND_HALF_UP if exact >= 0 else ROUND_HALF_DOWN
    return float((exact / step).quantize(Decimal(1), rounding=half) * step)


def _whole(value: float) -> float:
    if not math.isfinite(value):
        return value
    way = ROUND_FLOOR if value > 0 else ROUND_CEILING
    return float(Decimal(value).to_integral_value(rounding=way))


def _extreme(pick: Callable[[list[float]], float]) -> Run:
    def run(values: Sequence[Value]) -> Value:
        numbers = [number(value) for value in values]
        return math.nan if any(map(math.isnan, numbers)) else pick(numbers)

    return run


def _checklist(values: Sequence[Value]) -> Value:
    hits = sum(1.0 for value in values[2:] if _counts(value))
    return _between(number(values[0]), number(values[1]), hits)


def _weighted_checklist(values: Sequence[Value]) -> Value:
    pairs = zip(values[2::2], values[3::2], strict=False)
    hits = sum(number(weight) for value, weight in pairs if _counts(value))
    return _between(number(values[0]), number(values[1]), hits)


def _counts(value: Value) -> bool:
    """ODK XForms: an answer counts "when it converts to a number > 0"."""
    return boolean(value) if isinstance(value, bool) else number(value) > 0


def _between(least: float, most: float, hits: float) -> bool:
    return (least == -1 or hits >= least) and (most == -1 or hits <= most)


HASHES: Mapping[str, str] = {
    "md5": "md5",
    "sha-1": "sha1",
    "sha-256": "sha256",
    "sha-384": "sha384",
    "sha-512": "sha512",
}


def _digest(values: Sequence[Value]) -> Value:
    """Hash the UTF-8 of a text; Base64 unless ``hex`` is asked for, empty for another name."""
    name = HASHES.get(string(values[1]).lower())
    encoding = string(values[2]).lower() if len(values) > 2 else "base64"
    if name is None or encoding not in {"hex", "base64"}:
        return ""
    digest = hashlib.new(name, string(values[0]).encode("utf-8", "replace"), usedforsecurity=False)
    if encoding == "hex":
        return digest.hexdigest()
    return base64.b64encode(digest.digest()).decode()


def _selected(names: str, name: str) -> bool:
    """Nothing is selected where nothing is chosen, in JavaRosa and in Web Forms."""
    return name.strip() in (names.split() or [""])


def _selected_at(values: Sequence[Value]) -> Value:
    names, place = string(values[0]).split(), number(values[1])
    if math.isnan(place) or not 0 <= place < len(names):
        return ""
    return names[int(place)]


def _date(values: Sequence[Value]) -> Value:
    value = values[0]
    if isinstance(value, bool):
        return ""
    if isinstance(value, float):
        return day_after(value)
    day = day_of(value.strip())
    return day_after(number(value)) if day is None else day.isoformat()


def _decimal_time(text: str) -> float:
    days = days_of(f"1970-01-01T{text}") if _TIME.match(text) else None
    return math.nan if days is None else days


def _logarithm(run: Callable[[float], float]) -> Callable[[float], float]:
    return lambda value: -math.inf if value == 0 else run(value)


STRINGS: Mapping[str, Function] = {
    "string": Function(1, 1, _text(lambda text: text)),
    "concat": Function(1, MANY, _text(lambda *texts: "".join(texts))),
    "join": Function(1, MANY, _text(lambda sign, *texts: sign.join(texts))),
    "substr": Function(2, 3, _substr),
    "substring-before": Function(
        2, 2, _text(lambda text, part: text.partition(part)[0] if part and part in text else "")
    ),
    "substring-after": Function(
        2, 2, _text(lambda text, part: text.partition(part)[2] if part else text)
    ),
    "translate": Function(3, 3, _text(_translate)),
    "string-length": Function(1, 1, _text(lambda text: float(len(text)))),
    "normalize-space": Function(1, 1, _text(lambda text: " ".join(text.split()))),
    "contains": Function(2, 2, _text(lambda text, part: part in text)),
    "starts-with": Function(2, 2, _text(str.startswith)),
    "ends-with": Function(2, 2, _text(str.endswith)),
    "digest": Function(2, 3, _digest),
}

TRUTHS: Mapping[str, Function] = {
    "true": Function(0, 0, lambda _: True),
    "false": Function(0, 0, lambda _: False),
    "boolean": Function(1, 1, lambda values: boolean(values[0])),
    "boolean-from-string": Function(1, 1, _text(lambda text: text in {"1", "true"})),
    "not": Function(1, 1, lambda values: not boolean(values[0])),
    "checklist": Function(3, MANY, _checklist),
    "weighted-checklist": Function(4, MANY, _weighted_checklist),
}

NUMBERS: Mapping[str, Function] = {
    "number": Function(1, 1, _numbers(lambda value: value)),
    "int": Function(1, 1, _numbers(_whole)),
    "sum": Function(1, 1, _numbers(lambda value: value)),
    "max": Function(1, MANY, _extreme(max)),
    "min": Function(1, MANY, _extreme(min)),
    "round": Function(1, 2, _numbers(rounded)),
    "pow": Function(2, 2, _numbers(math.pow)),
    "log": Function(1, 1, _numbers(_logarithm(math.log))),
    "log10": Function(1, 1, _numbers(_logarithm(math.log10))),
    "abs": Function(1, 1, _numbers(abs)),
    "sqrt": Function(1, 1, _numbers(math.sqrt)),
    "exp": Function(1, 1, _numbers(math.exp)),
    "exp10": Function(1, 1, _numbers(lambda value: math.pow(10.0, value))),
    "sin": Function(1, 1, _numbers(math.sin)),
    "cos": Function(1, 1, _numbers(math.cos)),
    "tan": Function(1, 1, _numbers(math.tan)),
    "asin": Function(1, 1, _numbers(math.asin)),
    "acos": Function(1, 1, _numbers(math.acos)),
    "atan": Function(1, 1, _numbers(math.atan)),
    "atan2": Function(2, 2, _numbers(math.atan2)),
    "pi": Function(0, 0, lambda _: math.pi),
}

DATES: Mapping[str, Function] = {
    "date": Function(1, 1, _date),
    "decimal-date-time": Function(1, 1, _numbers(lambda value: value)),
    "decimal-time": Function(1, 1, _text(_decimal_time)),
}

SELECTS: Mapping[str, Function] = {
    "selected": Function(2, 2, _text(_selected)),
    "selected-at": Function(2, 2, _selected_at),
    "count-selected": Function(1, 1, _text(lambda names: float(len(names.split())))),
}

EARTH: Mapping[str, Function] = {
    "area": Function(1, 1, _text(surface)),
    "distance": Function(1, 1, _text(length)),
}

PURE: Mapping[str, Function] = MappingProxyType(
    {**STRINGS, **TRUTHS, **NUMBERS, **DATES, **SELECTS, **EARTH}
)

REFUSED: Mapping[str, str] = MappingProxyType(
    {
        "randomize": "it is supported for the order of choices only",
        "instance": "it is read as instance('name')/root/item",
        "jr:itext": "it is supported for labels and messages only",
        "property": "what a device knows is not supported yet",
        "version": "what a device knows is not supported yet",
        "name": "names of nodes cannot be read",
        "id": "nodes cannot be looked up by id",
    }
)
