"""What is wrong with an answer, in words that fit the page: the form's own come first.

The engine's words for a wrong date or number speak of its lexical form, because phones send
that; here a date has three fields and a fraction a comma.
"""

from calendar import monthrange
from collections.abc import Callable

from babel.dates import get_month_names
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keliling.forms import AnswerError, Answers, Kind, Question
from keliling.forms.words import sentence
from keliling.web.resident.reading import clock_parts, date_parts

_CLOCK = gettext_lazy("Write the hour and the minutes, for example 14 and 30.")
MISSING: dict[Kind, Promise] = {
    Kind.DATE: gettext_lazy("Write the day, the month and the year."),
    Kind.TIME: _CLOCK,
    Kind.DATE_TIME: gettext_lazy("Write the day, the month, the year and the time."),
    Kind.GEOPOINT: gettext_lazy("Write latitude and longitude, or let your phone find the place."),
    Kind.GEOTRACE: gettext_lazy("Write at least two places, each on a line of its own."),
    Kind.GEOSHAPE: gettext_lazy("Write at least three corners, each on a line of its own."),
    Kind.RANGE: gettext_lazy("Choose or write a number."),
    Kind.RANK: gettext_lazy("Give each line its own number, from 1 for the first."),
    Kind.BARCODE: gettext_lazy("Write what stands under the code, or scan it."),
    Kind.ACKNOWLEDGE: gettext_lazy("Tick this box to go on."),
    Kind.SELECT_ONE: gettext_lazy("Choose one of the answers."),
    Kind.SELECT_MULTIPLE: gettext_lazy("Choose at least one answer."),
    Kind.IMAGE: gettext_lazy("This photograph is still missing. Take it, or choose it."),
    Kind.AUDIO: gettext_lazy("This recording is still missing. Record it, or choose it."),
    Kind.VIDEO: gettext_lazy("This video is still missing. Record it, or choose it."),
    Kind.FILE: gettext_lazy("This document is still missing. Choose it."),
}
MISREAD: dict[str, Promise] = {
    "integer": gettext_lazy("Write a whole number in digits, for example 5.000.000."),
    "decimal": gettext_lazy("Write a number in digits, for example 72 or 72,5."),
    "geopoint": gettext_lazy(
        "Write latitude and longitude in degrees, for example -6.2088 and 106.8456. South and "
        "west of Greenwich have a minus."
    ),
    "geotrace": gettext_lazy(
        "Write at least two places, each on a line of its own as latitude and longitude, for "
        "example -6.2088 106.8456. The last is not the first."
    ),
    "geoshape": gettext_lazy(
        "Write at least three corners, each on a line of its own as latitude and longitude, for "
        "example -6.2088 106.8456."
    ),
    "range": gettext_lazy("This number is not on offer. Look at what can be chosen."),
    "rank": gettext_lazy("Give each line its own number, from 1 for the first; none twice."),
    "acknowledge": gettext_lazy("Tick this box to go on."),
}
"""By the key of the engine's sentence."""


def mistake_words(
    question: Question, value: str, error: AnswerError, language: str, answers: Answers
) -> str:
    """Say what is wrong and how to mend it."""
    if error.reason == "required" and error.message == sentence("required"):
        return str(
            MISSING.get(question.kind) or error.message.in_(language, answers, at=error.path)
        )
    for key, words in _IN_PARTS.items():
        if error.message == sentence(key):
            return words(value, language)
    for key, ours in MISREAD.items():
        if error.message == sentence(key):
            return str(ours)
    return error.message.in_(language, answers, at=error.path)


def _date_words(value: str, language: str) -> str:
    day, month, year = date_parts(value)
    if not (day and month and year):
        return _("Write the day, the month and the year.")
    if not all(part.isascii() and part.isdigit() for part in (day, month, year)):
        return _("Write day, month and year in digits, for example 14 3 2026.")
    if len(year) != 4 or int(year) == 0:
        return _("Write the year with four digits, for example 2026.")
    if not 1 <= int(month[:4]) <= 12:
        return _("There is no month %(month)s. January is 1, December is 12.") % {
            "month": month[:4]
        }
    name = get_month_names(locale=language)[int(month)]
    last = monthrange(int(year), int(month))[1]
    if 1 <= int(day[:4]) <= last:
        return ""
    return _("There is no %(day)s %(month)s. %(month)s %(year)s has %(last)s days.") % {
        "day": day[:4],
        "month": name,
        "year": year,
        "last": last,
    }


def _time_words(value: str, _language: str) -> str:
    hour, minute = clock_parts(value)
    if not (hour.isascii() and hour.isdigit() and minute.isascii() and minute.isdigit()):
        return str(_CLOCK)
    if int(hour[:4]) > 23:
        return _("There is no hour %(hour)s. A day has the hours 0 to 23.") % {"hour": hour[:4]}
    return _("There is no minute %(minute)s. An hour has the minutes 0 to 59.") % {
        "minute": minute[:4]
    }


def _moment_words(value: str, language: str) -> str:
    day, _t, clock = value.partition("T")
    return _date_words(day, language) or _time_words(clock, language)


_IN_PARTS: dict[str, Callable[[str, str], str]] = {
    "date": _date_words,
    "time": _time_words,
    "moment": _moment_words,
}
