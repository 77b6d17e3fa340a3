"""What is wrong with an answer, in words that fit the page: the form's own come first.

The engine's words for a wrong date or number speak of its lexical form, because phones send
that; here a date has three fields and a fraction a comma.
"""

from calendar import monthrange

from babel.dates import get_month_names
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keliling.forms import AnswerError, Answers, Kind, Question
from keliling.forms.words import sentence
from keliling.web.resident.reading import date_parts

MISSING: dict[Kind, Promise] = {
    Kind.DATE: gettext_lazy("Write the day, the month and the year."),
    Kind.SELECT_ONE: gettext_lazy("Choose one of the answers."),
    Kind.SELECT_MULTIPLE: gettext_lazy("Choose at least one answer."),
    Kind.IMAGE: gettext_lazy("This photograph is still missing. Take it, or choose it."),
    Kind.FILE: gettext_lazy("This document is still missing. Choose it."),
}
NUMBERS: dict[Kind, Promise] = {
    Kind.INTEGER: gettext_lazy("Write a whole number in digits, for example 5.000.000."),
    Kind.DECIMAL: gettext_lazy("Write a number in digits, for example 72 or 72,5."),
}


def mistake_words(
    question: Question, value: str, error: AnswerError, language: str, answers: Answers
) -> str:
    """Say what is wrong and how to mend it."""
    if error.reason == "required" and error.message == sentence("required"):
        return str(MISSING.get(question.kind) or error.message.in_(language, answers))
    if error.message == sentence("date"):
        return _date_words(*date_parts(value), language)
    if error.message in (sentence("integer"), sentence("decimal")):
        return str(NUMBERS[question.kind])
    return error.message.in_(language, answers)


def _date_words(day: str, month: str, year: str, language: str) -> str:
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
    return _("There is no %(day)s %(month)s. %(month)s %(year)s has %(last)s days.") % {
        "day": day[:4],
        "month": name,
        "year": year,
        "last": last,
    }
