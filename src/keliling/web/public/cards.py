"""Visits as cards: what a list or a plate says of each, with names instead of codes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from keliling.catalogue.queries import service_names
from keliling.catalogue.rules import Words
from keliling.commission.queries import VisitCard
from keliling.design.queries import PlanLine, plan_lines


@dataclass(frozen=True, slots=True)
class Card:
    """A visit with the line of its plan."""

    id: UUID
    rw: str
    village: str
    state: str
    day: date | None
    starts: time | None
    ends: time | None
    venue: str
    services: tuple[str, ...]
    done: int
    of: int


def cards_of(visits: Iterable[VisitCard], language: str) -> list[Card]:
    """Return the cards of a list of visits; six queries however long it is."""
    rows = list(visits)
    lines = plan_lines([row.id for row in rows])
    names = service_names({row.office for row in rows})
    return [_card(row, lines[row.id], names, language) for row in rows]


def named(names: Mapping[tuple[UUID, str], Words], office: UUID, code: str, language: str) -> str:
    """Return a service's name; its code where the office no longer knows it."""
    found = names.get((office, code))
    return found.in_(language) if found else code


def _card(
    row: VisitCard,
    line: PlanLine,
    names: Mapping[tuple[UUID, str], Words],
    language: str,
) -> Card:
    return Card(
        id=row.id,
        rw=row.rw,
        village=row.village_name,
        state=row.state,
        day=row.held_on or line.day,
        starts=line.starts,
        ends=line.ends,
        venue=line.venue,
        services=tuple(named(names, row.office, code, language) for code in line.services),
        done=line.done,
        of=line.of,
    )
