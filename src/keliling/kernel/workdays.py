"""Counting days on a calendar of free days."""

from collections.abc import Container
from datetime import date, timedelta

SATURDAY = 5


def is_workday(day: date, free: Container[date]) -> bool:
    """Tell whether ``day`` is neither on a week-end nor in the table of free days."""
    return day.weekday() < SATURDAY and day not in free


def workday_after(start: date, count: int, free: Container[date]) -> date:
    """Return the last of ``count`` working days that follow ``start``.

    The day of filing does not count; zero gives ``start`` itself.
    """
    day = start
    while count > 0:
        day += timedelta(days=1)
        count -= is_workday(day, free)
    return day


def workdays_between(start: date, end: date, free: Container[date]) -> int:
    """Count the working days after ``start`` up to and including ``end``."""
    day, count = start, 0
    while day < end:
        day += timedelta(days=1)
        count += is_workday(day, free)
    return count
