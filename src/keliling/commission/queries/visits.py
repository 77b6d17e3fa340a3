"""Visits: the public list, and one by its id."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, F, Q

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
    commissioned_at: datetime


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
    areas: Collection[str] | None = None,
    since: date | None = None,
    limit: int = 50,
) -> list[VisitCard]:
    """Return visits by date, those without one last; ``areas`` are codes of any level."""
    rows = Visit.objects.filter(state__in=[state.value for state in states])
    if office is not None:
        rows = rows.filter(office=office)
    if areas is not None:
        rows = rows.filter(_inside(areas))
    if since is not None:
        rows = rows.filter(held_on__gte=since)
    return _cards(rows.order_by(F("held_on").asc(nulls_last=True), "commissioned_at")[:limit])


def past_visit_cards(*, after: tuple[date, UUID] | None = None, limit: int = 20) -> list[VisitCard]:
    """Return a page of visits that were held, latest first; ``after`` is the last one seen."""
    held = [VisitState.HELD.value, VisitState.CLOSED.value]
    rows = Visit.objects.filter(state__in=held, held_on__isnull=False)
    if after is not None:
        rows = rows.filter(Q(held_on__lt=after[0]) | Q(held_on=after[0], pk__lt=after[1]))
    return _cards(rows.order_by("-held_on", "-pk")[:limit])


def visits_of_office(
    office: UUID, state: VisitState, *, before: tuple[datetime, UUID] | None = None, limit: int = 20
) -> list[VisitCard]:
    """Return a page of an office's visits in one state, last commissioned first."""
    rows = Visit.objects.filter(office=office, state=state.value)
    if before is not None:
        at, key = before
        rows = rows.filter(Q(commissioned_at__lt=at) | Q(commissioned_at=at, pk__lt=key))
    return _cards(rows.order_by("-commissioned_at", "-pk")[:limit])


def visit_counts(office: UUID) -> dict[VisitState, int]:
    """Count an office's visits in each state."""
    rows = Visit.objects.filter(office=office).order_by()
    counted = dict(rows.values_list("state").annotate(n=Count("pk")))
    return {state: counted.get(state.value, 0) for state in VisitState}


def visits_by_ids(visits: Iterable[UUID]) -> dict[UUID, VisitCard]:
    """Return several visits in two queries."""
    return {card.id: card for card in _cards(Visit.objects.filter(pk__in=set(visits)))}


def _inside(areas: Collection[str]) -> Q:
    """Match villages that are one of the areas or lie in one; nothing for no areas."""
    found = Q(village__in=list(areas))
    for code in areas:
        found |= Q(village__startswith=f"{code}.")
    return found


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
            commissioned_at=row.commissioned_at,
        )
        for row in page
    ]
