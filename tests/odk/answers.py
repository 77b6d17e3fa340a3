"""Random answers to any form, near what its rules look at; numbers as ODK's engine writes them."""

import random
import re
from datetime import datetime, timedelta

from keliling.forms import Form, Kind, Question, judge
from tests.odk.engine import WIB

LITERAL = re.compile(r"'([^'<>&]{0,20})'|(?<![\w.])(\d{1,9}(?:\.\d{1,3})?)(?![\w.])")
NAMESPACE = re.compile(r'xmlns(:\w+)?="[^"]*"')
EMPTY = 0.25
"""How often a question is left out."""


def drawn(form: Form, rng: random.Random) -> dict[str, str]:
    """Draw answers of the right kinds; what a form works out is left to it."""
    rules = NAMESPACE.sub("", form.xform)
    hints = sorted({a or b for a, b in LITERAL.findall(rules) if (a or b).strip()})
    counts = _counts(form, rng)
    found = {path: str(count) for path, count in counts.items()}
    for node, path in form.walk(counts):
        question = node.question
        if question is None or question.calculated or question.read_only is True:
            continue
        if question.kind is Kind.NOTE or rng.random() < EMPTY:
            continue
        told = [text for text in found.values() if text and " " not in text]
        if question.choices or question.kind is not Kind.SELECT_ONE:
            answer = _answer(question, hints, rng)
        else:
            answer = rng.choice(told or [""])
        if answer:
            found[path] = answer
    return _on_offer(form, found)


def _on_offer(form: Form, answers: dict[str, str]) -> dict[str, str]:
    """Leave out what a choice filter does not offer: ODK's engine empties it, here it is named."""
    while True:
        verdict = judge(form, answers, now=datetime.now(WIB))
        off = {error.path for error in verdict.errors if error.reason == "choice"}
        if not off & answers.keys():
            return answers
        answers = {path: answer for path, answer in answers.items() if path not in off}


def _counts(form: Form, rng: random.Random) -> dict[str, int]:
    """Draw how often each repeat is there, from the outermost inwards."""
    counts: dict[str, int] = {}
    for repeat in sorted(form.repeats, key=lambda path: path.count("/")):
        above, _, name = repeat.rpartition("/")
        places = [path for node, path in form.walk(counts) if node.path == above]
        for place in places if above else [""]:
            counts[f"{place}/{name}" if place else name] = rng.choice([0, 1, 1, 2, 3])
    return counts


def _answer(question: Question, hints: list[str], rng: random.Random) -> str:
    kind = question.kind
    if kind is Kind.SELECT_ONE:
        return rng.choice(question.choices).name
    if kind in {Kind.SELECT_MULTIPLE, Kind.RANK}:
        names = [choice.name for choice in question.choices]
        count = len(names) if kind is Kind.RANK else rng.randint(1, len(names))
        return " ".join(rng.sample(names, count))
    maker = MAKERS.get(kind)
    return maker(hints, rng) if maker else ""


def _text(hints: list[str], rng: random.Random) -> str:
    return rng.choice([*hints[:200], "Hello", "a b", "7", "x", "Srengseng Sawah"])


def _near(hints: list[str], rng: random.Random) -> float:
    numbers = [float(hint) for hint in hints if re.fullmatch(r"\d+(\.\d+)?", hint)]
    return rng.choice([*numbers, 0.0, 1.0, 7.0, 42.0]) + rng.choice([-1, 0, 0, 1])


def _integer(hints: list[str], rng: random.Random) -> str:
    return str(max(-(2**31), min(2**31 - 1, int(_near(hints, rng)))))


def _decimal(hints: list[str], rng: random.Random) -> str:
    return repr(_near(hints, rng) + rng.choice([0, 0.5, 0.25]))


def _moment(rng: random.Random) -> datetime:
    days = rng.choice([0, 1, -1, 30, -30, rng.randint(-20_000, 4_000)])
    start = datetime.now(WIB).replace(microsecond=0)
    return start + timedelta(days=days, seconds=rng.randint(-40_000, 40_000))


def _point(rng: random.Random) -> str:
    place = (rng.uniform(-11, 6), rng.uniform(95, 141), rng.uniform(0, 3_000), rng.uniform(1, 50))
    return " ".join(repr(round(number, 5)) for number in place)


def _trace(rng: random.Random) -> str:
    return ";".join(_point(rng) for _ in range(rng.randint(2, 5)))


def _shape(rng: random.Random) -> str:
    places = [_point(rng) for _ in range(rng.randint(3, 5))]
    return ";".join([*places, places[0]])


MAKERS = {
    Kind.TEXT: _text,
    Kind.BARCODE: _text,
    Kind.HIDDEN: _text,
    Kind.INTEGER: _integer,
    Kind.DECIMAL: _decimal,
    Kind.DATE: lambda _hints, rng: _moment(rng).date().isoformat(),
    Kind.ACKNOWLEDGE: lambda _hints, _rng: "OK",
    Kind.GEOPOINT: lambda _hints, rng: _point(rng),
    Kind.GEOTRACE: lambda _hints, rng: _trace(rng),
    Kind.GEOSHAPE: lambda _hints, rng: _shape(rng),
    Kind.TIME: lambda _hints, rng: _moment(rng).time().isoformat("milliseconds") + "+07:00",
    Kind.DATE_TIME: lambda _hints, rng: _moment(rng).isoformat(timespec="milliseconds"),
}
