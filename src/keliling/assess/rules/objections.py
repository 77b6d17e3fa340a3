"""What speaks against a good result: found by rule, so that nobody has to own up to it.

The list and its thresholds are ours (`docs/reference/measures.md`); the sample size is that
of Krejcie and Morgan (1970), rounded to the nearest whole as their table is.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from statistics import median

from keliling.assess.rules.contributions import Phase
from keliling.assess.rules.matrix import Cell, CellState
from keliling.assess.rules.phases import LAY_ACTORS_NEEDED, PhaseReach
from keliling.assess.rules.skm import Ikm, grade_of

MANY_HOURS_ON = 5
"""The five busiest volunteers, whose share of the hours is watched."""
HALF_THE_HOURS = 50
FEWEST_MOTIVES = 5
"""Below this a count of those who felt pressed would point at people."""
WEAK_GRADES = frozenset({"C", "D"})
CHI_SQUARE, HALF, ERROR = Fraction(3841, 1000), Fraction(1, 4), Fraction(5, 100)


@dataclass(frozen=True, slots=True)
class Figures:
    """One visit in numbers; ``minutes`` are countersigned and most first."""

    filed: int = 0
    first_time_right: int = 0
    sent_back: int = 0
    granted: int = 0
    refused: int = 0
    late: int = 0
    open: int = 0
    numbers: int = 0
    served: int = 0
    absent: int = 0
    minutes: tuple[int, ...] = ()
    unsigned: int = 0
    passes: int = 0
    ratings: int = 0
    saved: tuple[int, ...] = ()
    dispositions: Mapping[str, int] = field(default_factory=dict)
    unanswered: int = 0
    motives: int = 0
    pressed: int = 0

    @property
    def adopted(self) -> int:
        """Findings that changed something: adopted or adapted."""
        return self.dispositions.get("adopted", 0) + self.dispositions.get("adapted", 0)

    @property
    def answered(self) -> int:
        """Findings with a disposition."""
        return sum(self.dispositions.values())

    @property
    def lay_minutes(self) -> int:
        """Countersigned minutes of all volunteers."""
        return sum(self.minutes)

    @property
    def saved_median(self) -> int | None:
        """The median of the minutes that raters say the visit saved them."""
        return int(median(self.saved)) if self.saved else None


@dataclass(frozen=True, slots=True)
class Objection:
    """One thing that speaks against, and the numbers of its sentence."""

    code: str
    facts: Mapping[str, int | str] = field(default_factory=dict)


def sample_needed(population: int) -> int:
    """Return how many of ``population`` must answer for an error of five per cent."""
    if population <= 0:
        return 0
    spread = CHI_SQUARE * HALF
    exact = spread * population / (ERROR**2 * (population - 1) + spread)
    return int(exact + Fraction(1, 2))


def share_of_busiest(minutes: Sequence[int]) -> int | None:
    """Return the busiest five's share of all hours in per cent; ``None`` for five or fewer."""
    if len(minutes) <= MANY_HOURS_ON or not sum(minutes):
        return None
    top = sum(sorted(minutes, reverse=True)[:MANY_HOURS_ON])
    return int(Fraction(100 * top, sum(minutes)) + Fraction(1, 2))


def objections(
    reach: Mapping[Phase, PhaseReach],
    cells: Iterable[Cell],
    ikm: Ikm | None,
    figures: Figures,
) -> list[Objection]:
    """Return everything that speaks against the visit; the last lines are true of every one."""
    return [
        *_phases(reach),
        *_cells(list(cells)),
        *_files(figures),
        *_hours(figures),
        *_voices(figures),
        *_survey(ikm, figures),
        Objection("users_only"),
        Objection("staff_hours_unknown"),
    ]


def _phases(reach: Mapping[Phase, PhaseReach]) -> Iterable[Objection]:
    for phase, row in reach.items():
        if row.reached:
            continue
        facts: dict[str, int | str] = {"phase": phase.value, "lay": row.lay_actors}
        if row.lay_actors < LAY_ACTORS_NEEDED:
            yield Objection("phase_few_residents", facts | {"needed": LAY_ACTORS_NEEDED})
        elif not row.staff_acts:
            yield Objection("phase_office_silent", facts)
        else:
            yield Objection("phase_unanswered", facts)


def _cells(cells: list[Cell]) -> Iterable[Objection]:
    for state in (CellState.NO_DATA, CellState.SINGLE_SOURCE):
        count = sum(cell.state is state for cell in cells)
        if count:
            yield Objection(f"cells_{state.value}", {"n": count, "of": len(cells)})


def _files(figures: Figures) -> Iterable[Objection]:
    for code, count in (
        ("files_sent_back", figures.sent_back),
        ("files_refused", figures.refused),
        ("files_late", figures.late),
        ("files_open", figures.open),
    ):
        if count:
            yield Objection(code, {"n": count, "of": figures.filed})
    if figures.absent:
        yield Objection("numbers_absent", {"n": figures.absent, "of": figures.numbers})


def _hours(figures: Figures) -> Iterable[Objection]:
    share = share_of_busiest(figures.minutes)
    if share is not None and share > HALF_THE_HOURS:
        facts = {"share": share, "top": MANY_HOURS_ON, "people": len(figures.minutes)}
        yield Objection("few_carry_much", facts)
    elif figures.minutes and share is None:
        yield Objection("few_volunteers", {"people": len(figures.minutes)})
    if figures.unsigned:
        yield Objection("hours_unsigned", {"n": figures.unsigned})
    if figures.motives >= FEWEST_MOTIVES and figures.pressed:
        yield Objection("felt_pressed", {"n": figures.pressed, "of": figures.motives})
    elif figures.motives < FEWEST_MOTIVES:
        yield Objection("motives_few", {"n": figures.motives, "needed": FEWEST_MOTIVES})


def _voices(figures: Figures) -> Iterable[Objection]:
    if not figures.answered and not figures.unanswered:
        yield Objection("no_findings")
    if figures.unanswered:
        yield Objection("findings_open", {"n": figures.unanswered})
    if rejected := figures.dispositions.get("rejected", 0):
        yield Objection("findings_rejected", {"n": rejected, "of": figures.answered})


def _survey(ikm: Ikm | None, figures: Figures) -> Iterable[Objection]:
    needed = sample_needed(figures.passes)
    if figures.ratings < needed:
        facts = {"n": figures.ratings, "of": figures.passes, "needed": needed}
        yield Objection("ratings_few", facts)
    if ikm is None:
        return
    for element, answers, mean in ikm.per_element:
        if grade_of(mean * 25) in WEAK_GRADES:
            weak: dict[str, int | str] = {"element": element, "mean": str(mean), "n": answers}
            yield Objection("element_weak", weak)
