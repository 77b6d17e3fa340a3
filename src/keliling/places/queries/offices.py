"""Offices, which one serves a village, and the neighbourhoods of a village."""

from uuid import UUID

from keliling.kernel.refusal import Absent
from keliling.places.models import Neighbourhood, Office
from keliling.places.words import ancestors


def office(office_id: UUID) -> Office:
    """Return an office; raises ``Absent``."""
    found = Office.objects.filter(pk=office_id).first()
    if found is None:
        raise Absent
    return found


def office_by_code(code: str) -> Office:
    """Return the office of a code, in any case; raises ``Absent``."""
    found = Office.objects.select_related("area").filter(code=code.upper()).first()
    if found is None:
        raise Absent
    return found


def offices() -> list[Office]:
    """Return every office by name."""
    return list(Office.objects.select_related("area").order_by("name"))


def office_serving(village: str) -> Office | None:
    """Return the office nearest above a village, or ``None`` where nobody serves it."""
    around = ancestors(village)
    serving = list(Office.objects.filter(area__in=around))
    return min(serving, key=lambda row: around.index(row.area_id), default=None)


def neighbourhoods(village: str) -> list[Neighbourhood]:
    """Return the RW and RT that an office has listed for a village, an RW before its RT."""
    return list(Neighbourhood.objects.filter(village=village).order_by("rw", "rt"))
