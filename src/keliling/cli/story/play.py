"""The order of the story: commission, design, deliver, assess, and round again."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from keliling.assess.queries import visit_measures
from keliling.catalogue.acts import adopt_services, load_calendar
from keliling.cli.story.clock import Clock, saturday_after
from keliling.cli.story.cycle import assess_visit, commission_visits, design_visit
from keliling.cli.story.day import hold_day
from keliling.cli.story.people import Cast, gather
from keliling.cli.story.waiting import leave_work_waiting
from keliling.kernel.actor import SYSTEM
from keliling.kernel.ids import seeded_ids
from keliling.places.acts import open_office

SERVICES = (
    "burial-new",
    "burial-stacked",
    "burial-renewal",
    "land-history",
    "health-practice",
    "boarding-house",
    "nib-assistance",
)
# Srengseng Sawah filed 432 licences from July to September 2020 (services.md) and has 19 RW:
# 23 for one of them.
APPLICANTS = 23
RESIDENTS = 40
LENGTH = timedelta(days=45)
"""From the first day of the story to the day on which its site is opened."""


@dataclass
class Outcome:
    """What the story left behind, and when it ended."""

    office: UUID
    visit: UUID
    cast: Cast
    ended: datetime
    permits: list[str] = field(default_factory=list)
    proposals: list[tuple[UUID, str]] = field(default_factory=list)
    sent_back: int = 0
    findings: dict[str, int] = field(default_factory=dict)


def play(
    seed: int,
    start: date,
    *,
    errands: Callable[[Clock], object],
    step: Callable[[str], None] = lambda _: None,
) -> Outcome:
    """Play it from an empty office; the same seed and start give the same story.

    ``errands`` carries out what facts left behind; ``step`` is told each chapter's name.
    """
    rng, clock = random.Random(seed), Clock(start)  # noqa: S311  replayable on purpose
    with seeded_ids(seed):
        step("office")
        office = _open(clock)
        cast = gather(office, clock, residents=RESIDENTS)
        step("commission")
        visit, proposals = commission_visits(cast, clock)
        step("design")
        day = saturday_after(clock.today, 21)
        design_visit(cast, visit, day, clock)
        step("deliver")
        clock.go_to(day, 8)
        work = hold_day(cast, visit, clock, rng, applicants=APPLICANTS)
        errands(clock)
        step("assess")
        told = assess_visit(cast, visit, clock, rng)
        proposals += told.proposals
        step("waiting")
        proposals += leave_work_waiting(cast, clock, rng, eve=start + LENGTH - timedelta(days=1))
        errands(clock)
    return Outcome(
        office=office,
        visit=visit,
        cast=cast,
        permits=work.permits,
        proposals=proposals,
        sent_back=work.sent_back,
        findings=told.findings,
        ended=clock.now,
    )


def summary(outcome: Outcome, facts: int) -> dict[str, object]:
    """Return what happened as `keliling demo --json` prints it."""
    measures = visit_measures(outcome.visit)
    return {
        "phases": {phase.value: reach.reached for phase, reach in measures.reach.items()},
        "permits": outcome.permits,
        "proposals": [{"id": str(key), "state": state} for key, state in outcome.proposals],
        "sent_back": outcome.sent_back,
        "findings": outcome.findings,
        "facts": facts,
        "ikm": str(measures.ikm.value) if measures.ikm else None,
        "matrix": {
            f"{factor.value}/{phase.value}": {
                "state": cell.state.value,
                "standing": cell.standing,
                "lay": cell.lay,
                "staff": cell.staff,
                "answers": cell.answers,
            }
            for (factor, phase), cell in measures.matrix.items()
        },
    }


def _open(clock: Clock) -> UUID:
    office = open_office(
        name="PTSP Jagakarsa (contoh)", code="JGK", area="31.74.09", by=SYSTEM, now=clock.now
    )
    years = {clock.today.year, (clock.today + timedelta(days=120)).year}
    load_calendar(office.pk, sorted(years), by=SYSTEM, now=clock.tick())
    adopt_services(office.pk, SERVICES, by=SYSTEM, now=clock.tick())
    return office.pk
