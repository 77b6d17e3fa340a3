"""Dates in words, for ``format-date``.

ODK XForms: "If form locale can be determined that locale will be used": the form's
default language is its locale.
"""

import re
from collections.abc import Mapping
from datetime import date

from keliling.forms.model import Value
from keliling.forms.values import day_after, day_of

_MONTHS: Mapping[str, str] = {
    "id": "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des",
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
}
_DAYS: Mapping[str, str] = {
    "id": "Sen Sel Rab Kam Jum Sab Min",
    "en": "Mon Tue Wed Thu Fri Sat Sun",
}
_MARK = re.compile("%[Yymnbdea]")


def dated(value: Value, form: str, language: str) -> str:
    """Return a day written as ``form`` says, empty when the value is no date."""
    text = day_after(value) if isinstance(value, float) else str(value)
    day = day_of(text.strip())
    if day is None:
        return ""
    return _MARK.sub(lambda found: part_of_day(day, found[0], language), form)


def part_of_day(day: date, mark: str, language: str) -> str:
    """Return what a mark of ``format-date`` stands for."""
    months = _MONTHS.get(language, _MONTHS["en"]).split()
    days = _DAYS.get(language, _DAYS["en"]).split()
    parts = {
        "%Y": f"{day.year:04}",
        "%y": f"{day.year % 100:02}",
        "%m": f"{day.month:02}",
        "%n": str(day.month),
        "%b": months[day.month - 1],
        "%d": f"{day.day:02}",
        "%e": str(day.day),
        "%a": days[day.weekday()],
    }
    return parts[mark]
