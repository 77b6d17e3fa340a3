"""The office's calendar: the national one, and what the office changes in it."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

import holidays
from django.db import transaction

from keliling.catalogue.acts.doors import administrator_of
from keliling.catalogue.models import FreeDay
from keliling.kernel.actor import Actor
from keliling.kernel.refusal import Absent, Conflict, Refused
from keliling.record.acts import note

# SKB 1497/2, 5/2025 for 2026 (domain.md §3.7); later years have none yet.
DECREES = {2026: "SKB 1497, 2, 5/2025"}


@transaction.atomic
def load_calendar(office: UUID, years: Iterable[int], *, by: Actor, now: datetime) -> int:
    """Fill in the national days of these years; days the office has already stay.

    Days of a year without a decree are marked as estimates. Returns how many are new.
    """
    rows = [
        FreeDay(
            office=office,
            day=day,
            name=name[:120],
            decree=DECREES.get(day.year, ""),
            estimated=day.year not in DECREES or "estimated" in name,
        )
        for day, name in _national(years)
    ]
    before = FreeDay.objects.filter(office=office).count()
    FreeDay.objects.bulk_create(rows, ignore_conflicts=True)
    added = FreeDay.objects.filter(office=office).count() - before
    about = ("office", office)
    data = {"days": added}
    note("calendar_loaded", about=about, by=by, at=now, office=office, data=data)
    return added


@transaction.atomic
def close_on(
    office: UUID, day: date, name: str, *, decree: str = "", by: Actor, now: datetime
) -> None:
    """Close the office on a day.

    Raises ``Refused("name_missing")`` and ``Conflict("day_is_free")``.
    """
    actor = administrator_of(office, by)
    if not name.strip():
        raise Refused("name_missing")
    _, fresh = FreeDay.objects.get_or_create(
        office=office,
        day=day,
        defaults={"name": name.strip()[:120], "decree": decree[:120]},
    )
    if not fresh:
        raise Conflict("day_is_free")
    about, data = ("office", office), {"day": day}
    note("office_closed_on", about=about, by=actor, at=now, office=office, data=data)


@transaction.atomic
def open_on(office: UUID, day: date, *, by: Actor, now: datetime) -> None:
    """Take a day out of the calendar; raises ``Absent``."""
    actor = administrator_of(office, by)
    if not FreeDay.objects.filter(office=office, day=day).delete()[0]:
        raise Absent
    about, data = ("office", office), {"day": day}
    note("office_opened_on", about=about, by=actor, at=now, office=office, data=data)


def _national(years: Iterable[int]) -> list[tuple[date, str]]:
    days = holidays.country_holidays(
        "ID", years=list(years), categories=("public", "government"), language="id"
    )
    return sorted(days.items())
