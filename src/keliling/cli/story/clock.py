"""A clock that the story moves by hand."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Jakarta")
SATURDAY = 5


class Clock:
    """Starts at nine in the morning of a day and never runs backwards."""

    def __init__(self, start: date) -> None:
        self.now = datetime.combine(start, time(9), tzinfo=ZONE)

    @property
    def today(self) -> date:
        """The day in the office's zone."""
        return self.now.date()

    def tick(self, minutes: float = 1) -> datetime:
        """Let some minutes pass and return the new moment."""
        self.now += timedelta(minutes=minutes)
        return self.now

    def go_to(self, day: date, hour: int = 9) -> datetime:
        """Move to a later day."""
        moment = datetime.combine(day, time(hour), tzinfo=ZONE)
        self.now = max(self.now, moment)
        return self.now


def saturday_after(day: date, least: int) -> date:
    """Return the first Saturday that is at least ``least`` days away."""
    day += timedelta(days=least)
    return day + timedelta(days=(SATURDAY - day.weekday()) % 7)
