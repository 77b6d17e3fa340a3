"""Visits: the public list, and one by its id."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F

from keliling.commission.models import Visit
from keliling.commission.rules import VisitState
from keliling.kernel.refusal import Absent
from keliling.places.queries import area_names


@dataclass(frozen=True, slots=True)
class VisitCard:
    """A visit in a list."""

    id: UUID
    office: UUID
    village: str
    village_name: str
    rw: str
    state: str
    held_on: date | None


def visit_by_id(visit: UUID) -> Visit:
    """Return a visit with its proposal; raises ``Absent``."""
    found = Visit.objects.select_related("proposal").filter(pk=visit).first()
    if found is None:
        raise Absent
    return found


def visit_cards(
    *,
    office: UUID | None = None,
    states: Collection[VisitState] = tuple(VisitState),
    villages: str = "",
    since: date | None = None,
    limit: int = 50,
) -> list[VisitCard]:
    """Return visits by date, those without one last; ``villages`` is the start of a code."""
    rows = Visit.objects.filter(state__in=[state.value for state in states])
    if office is not None:
        rows = rows.filter(office=office)
    if villages:
        rows = rows.filter(village__startswith=villages)
    if since is not None:
        rows = rows.filter(held_on__gte=since)
    return _cards(rows.order_by(F("held_on").asc(nulls_last=True), "commissioned_at")[:limit])


def visits_by_ids(visits: Iterable[UUID]) -> dict[UUID, VisitCard]:
    """Return several visits in two queries."""
    return {card.id: card for card in _cards(Visit.objects.filter(pk__in=set(visits)))}


def _cards(rows: Iterable[Visit]) -> list[VisitCard]:
    page = list(rows)
    names = area_names({row.village for row in page})
    return [
        VisitCard(
            id=row.pk,
            office=row.office,
            village=row.village,
            village_name=names[row.village],
            rw=row.rw,
            state=row.state,
            held_on=row.held_on,
        )
        for row in page
    ]
