"""What speaks against is found by rule, also where everything else looks well."""

from decimal import Decimal

import pytest

from keliling.assess.rules import (
    Figures,
    Phase,
    PhaseReach,
    build_matrix,
    ikm_of,
    objections,
    sample_needed,
    share_of_busiest,
)
from keliling.assess.rules.skm import ELEMENTS

REACHED = {phase: PhaseReach(phase, 3, 1, 1) for phase in Phase}
GOOD = ikm_of([dict.fromkeys(ELEMENTS, 4)])


def codes(figures: Figures, reach: dict[Phase, PhaseReach] | None = None) -> set[str]:
    """Return the codes of what speaks against."""
    cells = build_matrix([]).values()
    return {row.code for row in objections(reach or REACHED, cells, GOOD, figures)}


@pytest.mark.parametrize(
    ("population", "sample"),
    [(0, 0), (10, 10), (50, 44), (100, 80), (300, 169), (500, 217), (1000, 278), (10000, 370)],
)
def test_the_sample_is_that_of_the_published_table(population: int, sample: int) -> None:
    assert sample_needed(population) == sample


def test_five_volunteers_or_fewer_have_no_busiest_five() -> None:
    assert share_of_busiest([60] * 5) is None
    assert share_of_busiest([60] * 10) == 50
    assert share_of_busiest([120, 60, 60, 60, 60, 60]) == 86


def test_a_visit_without_a_blemish_still_says_who_was_not_asked() -> None:
    flawless = Figures(
        filed=9,
        first_time_right=9,
        granted=9,
        minutes=(60,) * 10,
        passes=9,
        ratings=9,
        dispositions={"adopted": 1},
        motives=5,
    )
    assert codes(flawless) == {"cells_no_data", "users_only", "staff_hours_unknown"}


@pytest.mark.parametrize(
    ("figures", "code"),
    [
        (Figures(filed=3, sent_back=1), "files_sent_back"),
        (Figures(filed=3, refused=1), "files_refused"),
        (Figures(filed=3, late=1), "files_late"),
        (Figures(filed=3, open=1), "files_open"),
        (Figures(numbers=3, absent=1), "numbers_absent"),
        (Figures(minutes=(30,)), "few_volunteers"),
        (Figures(minutes=(300, 60, 60, 60, 60, 60)), "few_carry_much"),
        (Figures(unsigned=1), "hours_unsigned"),
        (Figures(motives=5, pressed=1), "felt_pressed"),
        (Figures(motives=4, pressed=4), "motives_few"),
        (Figures(unanswered=1), "findings_open"),
        (Figures(dispositions={"rejected": 1}), "findings_rejected"),
        (Figures(passes=10, ratings=9), "ratings_few"),
        (Figures(), "no_findings"),
    ],
)
def test_each_weakness_is_named_where_it_is_and_only_there(figures: Figures, code: str) -> None:
    assert code in codes(figures)
    sound = Figures(minutes=(60,) * 10, dispositions={"adopted": 1}, motives=5, passes=5, ratings=5)
    assert code not in codes(sound)


def test_a_few_who_felt_pressed_are_not_counted_out_in_public() -> None:
    assert "felt_pressed" not in codes(Figures(motives=4, pressed=4))


@pytest.mark.parametrize(
    ("reach", "code"),
    [
        ((2, 1, 1), "phase_few_residents"),
        ((3, 0, 1), "phase_office_silent"),
        ((3, 1, 0), "phase_unanswered"),
    ],
)
def test_a_phase_not_reached_says_what_is_lacking(reach: tuple[int, int, int], code: str) -> None:
    phases = REACHED | {Phase.DESIGN: PhaseReach(Phase.DESIGN, *reach)}
    found = [row for row in objections(phases, [], GOOD, Figures()) if row.code == code]
    assert [row.facts["phase"] for row in found] == ["design"]


def test_an_element_of_grade_c_is_named_and_one_of_grade_b_is_not() -> None:
    scores = dict.fromkeys(ELEMENTS, 4) | {"u3": 3, "u4": 2}
    ikm = ikm_of([scores, scores | {"u3": 4}])
    assert ikm is not None
    assert {e: mean for e, _, mean in ikm.per_element}["u3"] == Decimal("3.50")
    weak = [
        r.facts["element"]
        for r in objections(REACHED, [], ikm, Figures())
        if r.code == "element_weak"
    ]
    assert weak == ["u4"]


def test_the_median_saved_is_of_those_who_said_so() -> None:
    assert Figures(saved=(30, 60, 600)).saved_median == 60
    assert Figures().saved_median is None
