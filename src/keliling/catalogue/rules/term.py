"""When an answer is due."""

from collections.abc import Container
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from keliling.catalogue.rules.sheet import Term, TermUnit
from keliling.kernel.workdays import is_workday, workday_after

CLOSING = time(16, 0)


def due_at(term: Term, received: datetime, *, free: Container[date], zone: ZoneInfo) -> datetime:
    """Return the moment by which the office owes an answer, in the office's zone.

    Hours run on the clock; days end at closing time. What is received on a free day or
    after closing counts from the next working day, unless the service runs on holidays.
    """
    local = received.astimezone(zone)
    if term.unit is TermUnit.HOUR:
        return local + timedelta(hours=term.amount)
    start = local.date()
    if not term.on_holidays:
        start = _first_open(start, local.time(), free)
    elif local.time() >= CLOSING:
        start += timedelta(days=1)
    if term.unit is TermUnit.SAME_DAY:
        last = start
    elif term.unit is TermUnit.CALENDAR_DAY:
        last = start + timedelta(days=term.amount)
    else:
        last = workday_after(start, term.amount, () if term.on_holidays else free)
    return datetime.combine(last, CLOSING, tzinfo=zone)


def _first_open(day: date, at: time, free: Container[date]) -> date:
    if at >= CLOSING:
        day += timedelta(days=1)
    while not is_workday(day, free):
        day += timedelta(days=1)
    return day
