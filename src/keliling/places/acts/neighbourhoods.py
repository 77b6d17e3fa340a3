"""Load the RT and RW of a village from the office's own list: no national list exists."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from keliling.kernel.actor import Actor, Role, Side, office_scope
from keliling.kernel.identifiers import read_rw
from keliling.kernel.refusal import Refused
from keliling.places.models import Neighbourhood
from keliling.places.queries import VILLAGE, area, office_serving
from keliling.record.acts import note

MOST_ADULTS = 100_000
KEEPERS = (Role.ADMINISTRATOR, Role.COORDINATOR)


@dataclass(frozen=True, slots=True)
class Counted:
    """An RW, or an RT of it, and how many adults live there where somebody counted."""

    rw: str
    rt: str = ""
    adults: int | None = None


@transaction.atomic
def load_neighbourhoods(
    village: str, rows: Iterable[Counted], *, source: str, by: Actor, now: datetime
) -> int:
    """Store the list of a village; one already there takes the new number. Returns how many.

    ``source`` says who counted the adults and when. Raises ``Absent`` for an unknown area
    and ``Refused`` (``village_needed``, ``no_office_there``, ``rw_number``,
    ``adults_number``, ``adults_source_missing``, ``neighbourhood_twice``).
    """
    if area(village).level != VILLAGE:
        raise Refused("village_needed")
    office = office_serving(village)
    if office is None:
        raise Refused("no_office_there")
    if by.side is not Side.SYSTEM:
        by = by.acting_as(KEEPERS, office_scope(office.pk))
    listed: dict[tuple[str, str], Neighbourhood] = {}
    for row in rows:
        read = _read(village, row, source.strip()[:120])
        if (read.rw, read.rt) in listed:
            raise Refused("neighbourhood_twice", rw=read.rw, rt=read.rt or "-")
        listed[read.rw, read.rt] = read
    Neighbourhood.objects.bulk_create(
        listed.values(),
        update_conflicts=True,
        unique_fields=["village", "rw", "rt"],
        update_fields=["adults", "adults_source"],
    )
    about, data = ("area", village), {"count": len(listed)}
    note("neighbourhoods_loaded", about=about, by=by, at=now, office=office.pk, data=data)
    return len(listed)


def _read(village: str, row: Counted, source: str) -> Neighbourhood:
    if row.adults is not None and not 0 <= row.adults <= MOST_ADULTS:
        raise Refused("adults_number")
    if row.adults is not None and not source:
        raise Refused("adults_source_missing")
    return Neighbourhood(
        village_id=village,
        rw=read_rw(row.rw),
        rt=read_rw(row.rt) if row.rt.strip() else "",
        adults=row.adults,
        adults_source=source if row.adults is not None else "",
    )
