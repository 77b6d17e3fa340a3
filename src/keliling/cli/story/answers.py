"""Plausible answers to any shipped form, found with the form's own judge."""

import io
import random
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

from PIL import Image, ImageDraw

from keliling.forms import Form, Kind, Question, judge

PLACEHOLDER = "contoh.jpg"
ROUNDS = 40


def plausible_answers(
    form: Form, *, known: Mapping[str, str], today: date, rng: random.Random
) -> dict[str, str]:
    """Answer what the judge misses until it finds nothing more.

    ``known`` is by the question's own name. Media get ``PLACEHOLDER``, to be replaced by
    real documents. Raises ``ValueError`` naming what could not be answered.
    """
    answers: dict[str, str] = {}
    missing: list[str] = []
    noon = datetime.combine(today, time(12), tzinfo=UTC)
    for _ in range(ROUNDS):
        verdict = judge(form, answers, attachments=[PLACEHOLDER], now=noon)
        if not verdict.errors:
            return {
                path: value
                for path, value in verdict.answers.items()
                if form.question(path).kind not in {Kind.CALCULATE, Kind.NOTE}
            }
        missing = [f"{error.path}: {error.reason}" for error in verdict.errors]
        for error in verdict.errors:
            question = form.question(error.path)
            answers[error.path] = _answer(question, known, today, rng)
    message = f"{form.id}: no plausible answer for {missing}"
    raise ValueError(message)


def sample_photograph(words: str) -> bytes:
    """Return a JPEG of a grey sheet that says it is an example."""
    image = Image.new("RGB", (900, 600), "#e7ede5")
    pen = ImageDraw.Draw(image)
    pen.rectangle((60, 60, 840, 540), outline="#66786d", width=4)
    pen.text((100, 100), f"CONTOH  {words}", fill="#12221b")
    out = io.BytesIO()
    image.save(out, "JPEG", quality=70)
    return out.getvalue()


def made_up_nik(rng: random.Random) -> str:
    """Return a NIK whose structure holds; the serial 99xx marks it as made up."""
    day, month, year = (
        rng.randint(1, 28) + rng.choice([0, 40]),
        rng.randint(1, 12),
        rng.randint(60, 99),
    )
    return f"317409{day:02d}{month:02d}{year:02d}99{rng.randint(1, 99):02d}"


def _answer(question: Question, known: Mapping[str, str], today: date, rng: random.Random) -> str:
    name = question.path.rpartition("/")[2]
    if name in known:
        return known[name]
    by_kind: dict[Kind, Callable[[], str]] = {
        Kind.IMAGE: lambda: PLACEHOLDER,
        Kind.FILE: lambda: PLACEHOLDER,
        Kind.SELECT_ONE: lambda: rng.choice(question.choices).name,
        Kind.SELECT_MULTIPLE: lambda: question.choices[0].name,
        Kind.DATE: lambda: str(today - timedelta(days=rng.randint(20, 300))),
        Kind.INTEGER: lambda: str(rng.randint(1, 9)),
        Kind.DECIMAL: lambda: f"{rng.randint(40, 200)}.5",
    }
    return by_kind.get(question.kind, partial(_text, name, rng))()


def _text(name: str, rng: random.Random) -> str:
    by_part: dict[str, Callable[[], str]] = {
        "nik": partial(made_up_nik, rng),
        "kk": lambda: f"317409{rng.randint(1, 28):02d}0112{rng.randint(1, 9999):04d}",
        "phone": lambda: f"0812{rng.randint(0, 99999999):08d}",
        "nib": lambda: f"9120{rng.randint(0, 999999999):09d}",
    }
    for part, made in by_part.items():
        if part in name:
            return made()
    if name.endswith(("rt", "rw")):
        return f"{rng.randint(1, 12):03d}"
    return f"Contoh {rng.randint(100, 999)}"
