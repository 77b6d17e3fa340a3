"""Satisfaction after PermenPANRB 14/2017: nine elements, four options, one exact index."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

ELEMENTS = ("u1", "u2", "u3", "u4", "u5", "u6", "u7", "u8", "u9")
"""Requirements, procedure, time, cost, product, competence, behaviour, facilities, complaints."""
SCALE = (1, 2, 3, 4)
WEIGHT = Fraction(1, 9)
# PermenPANRB 14/2017: the weight is exactly 1/9; published sheets use 0.11 and lose one per cent.
COMPATIBLE_WEIGHT = Fraction(11, 100)
GRADES = (("A", Decimal("88.31")), ("B", Decimal("76.61")), ("C", Decimal("65.00")))
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Ikm:
    """The index 25 to 100, rounded half up to two places at the very end, and its grade."""

    value: Decimal
    grade: str
    compatible: Decimal
    answers: int
    per_element: tuple[tuple[str, int, Decimal], ...]


def ikm_of(ratings: Iterable[Mapping[str, int | None]]) -> Ikm | None:
    """Return the index over the ratings; ``None`` where an element has no answer at all.

    A blank is never filled in: each element's mean is over those who answered it.
    """
    rows = list(ratings)
    means: dict[str, tuple[Fraction, int]] = {}
    for element in ELEMENTS:
        scores = [row[element] for row in rows if row.get(element) is not None]
        known = [score for score in scores if score is not None]
        if not known:
            return None
        means[element] = Fraction(sum(known), len(known)), len(known)
    total = sum((mean for mean, _ in means.values()), Fraction(0))
    value = _rounded(25 * total * WEIGHT)
    return Ikm(
        value=value,
        grade=grade_of(value),
        compatible=_rounded(25 * total * COMPATIBLE_WEIGHT),
        answers=len(rows),
        per_element=tuple((e, n, _rounded(mean)) for e, (mean, n) in means.items()),
    )


def grade_of(index: Decimal) -> str:
    """Return A to D for an index already rounded to two places, so that no gap is left."""
    return next((grade for grade, least in GRADES if index >= least), "D")


def _rounded(value: Fraction) -> Decimal:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(CENT, rounding=ROUND_HALF_UP)
