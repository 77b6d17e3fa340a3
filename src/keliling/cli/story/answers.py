"""Plausible answers to any shipped form, found with the form's own judge."""

import io
import random
from collections.abc import Mapping
from datetime import date, timedelta

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
    for _ in range(ROUNDS):
        verdict = judge(form, answers, attachments=[PLACEHOLDER], today=today)
        if not verdict.errors:
            return {
                path: value
                for path, value in verdict.answers.items()
                if form.question(path).kind not in {Kind.CALCULATE, Kind.NOTE}
            }
        for error in verdict.errors:
            question = form.question(error.path)
            answers[error.path] = _answer(question, known, today, rng)
    missing = [f"{error.path}: {error.reason}" for error in verdict.errors]
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
    day = rng.randint(1, 28) + rng.choice([0, 40])
    return f"317409{day:02d}{rng.randint(1, 12):02d}{rng.randint(60, 99):02d}99{rng.randint(1, 99):02d}"


def _answer(
    question: Question, known: Mapping[str, str], today: date, rng: random.Random
) -> str:
    name = question.path.rpartition("/")[2]
    if name in known:
        return known[name]
    if question.kind in {Kind.IMAGE, Kind.FILE}:
        return PLACEHOLDER
    if question.kind is Kind.SELECT_ONE:
        return rng.choice(question.choices).name
    if question.kind is Kind.SELECT_MULTIPLE:
        return question.choices[0].name
    if question.kind is Kind.DATE:
        return (today - timedelta(days=rng.randint(20, 300))).isoformat()
    if question.kind is Kind.INTEGER:
        return str(rng.randint(1, 9))
    if question.kind is Kind.DECIMAL:
        return f"{rng.randint(40, 200)}.5"
    return _text(name, rng)


def _text(name: str, rng: random.Random) -> str:
    if "nik" in name:
        return made_up_nik(rng)
    if "kk" in name:
        return f"317409{rng.randint(1, 28):02d}0112{rng.randint(1, 9999):06d}"[:16]
    if "phone" in name:
        return f"0812{rng.randint(0, 99999999):08d}"
    if "nib" in name:
        return f"9120{rng.randint(0, 999999999):09d}"
    if name.endswith(("rt", "rw")):
        return f"{rng.randint(1, 12):03d}"
    return f"Contoh {rng.randint(100, 999)}"
