"""IKM, exact: the golden cases of PermenPANRB 14/2017 and its rounding trap."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keliling.assess.rules.skm import ELEMENTS, grade_of, ikm_of


def ratings(*rows: dict[str, int]) -> list[dict[str, int]]:
    return [{element: row.get(element, row.get("all", 4)) for element in ELEMENTS} for row in rows]


def test_a_mean_of_3_55_is_a_when_exact_and_b_when_rounded_to_0_11() -> None:
    # 20 answers, 11 fours and 9 threes: 3.55 in every element.
    found = ikm_of(ratings(*([{"all": 4}] * 11), *([{"all": 3}] * 9)))
    assert found is not None
    assert (found.value, found.grade) == (Decimal("88.75"), "A")
    assert grade_of(found.compatible) == "B"
    assert found.compatible == Decimal("87.86")


def test_all_fours_are_one_hundred_and_all_ones_twenty_five() -> None:
    best, worst = ikm_of(ratings({"all": 4})), ikm_of(ratings({"all": 1}))
    assert best is not None
    assert worst is not None
    assert (best.value, best.grade) == (Decimal("100.00"), "A")
    assert (worst.value, worst.grade) == (Decimal("25.00"), "D")


@pytest.mark.parametrize(
    ("value", "grade"),
    [
        ("88.31", "A"),
        ("88.30", "B"),
        ("76.61", "B"),
        ("76.60", "C"),
        ("65.00", "C"),
        ("64.99", "D"),
    ],
)
def test_the_grades_meet_without_a_gap(value: str, grade: str) -> None:
    assert grade_of(Decimal(value)) == grade


def test_blanks_are_never_filled_in() -> None:
    rows: list[dict[str, int | None]] = [dict.fromkeys(ELEMENTS, 4), dict.fromkeys(ELEMENTS, 2)]
    rows[1]["u4"] = None
    found = ikm_of(rows)
    assert found is not None
    counted = {element: n for element, n, _ in found.per_element}
    assert counted["u4"] == 1
    assert counted["u1"] == 2


def test_an_element_nobody_answered_leaves_no_index() -> None:
    row: dict[str, int | None] = dict.fromkeys(ELEMENTS, 4)
    row["u9"] = None
    assert ikm_of([row]) is None
    assert ikm_of([]) is None


@given(st.lists(st.lists(st.integers(1, 4), min_size=9, max_size=9), min_size=1, max_size=40))
def test_the_index_equals_a_slow_sum_in_hundredths(rows: list[list[int]]) -> None:
    found = ikm_of([dict(zip(ELEMENTS, row, strict=True)) for row in rows])
    assert found is not None
    # 25 x mean over 9n scores, half up, in whole hundredths: integers alone.
    top, bottom = 2500 * sum(map(sum, rows)), 9 * len(rows)
    assert int(found.value * 100) == (2 * top + bottom) // (2 * bottom)
