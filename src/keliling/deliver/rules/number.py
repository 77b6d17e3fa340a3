"""A permit's number and how long it holds."""

from datetime import date

LEAP_DAY = (2, 29)


def permit_number(code: str, n: int, office: str, year: int) -> str:
    """Write the number of the ``n``-th permit of a service, an office and a year."""
    return f"{code}/{n:05d}/{office.upper()}/{year}"


def valid_until(issued: date, years: int) -> date | None:
    """Return the last day of validity, or ``None`` for a permit without an end.

    Three years from 1 March 2026 end on 28 February 2029: the day before the anniversary.
    """
    if years == 0:
        return None
    if (issued.month, issued.day) == LEAP_DAY:
        return date(issued.year + years, 2, 28)
    anniversary = issued.replace(year=issued.year + years)
    return date.fromordinal(anniversary.toordinal() - 1)
