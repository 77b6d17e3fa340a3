"""How dates, times and amounts are spoken, and what small drawings there are."""

from datetime import date, datetime, time

import phonenumbers
from babel.dates import format_date
from django import template
from django.forms import BoundField
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from keliling.catalogue.rules import UNCONFIRMED
from keliling.kernel.identifiers import mask
from keliling.kernel.money import spoken
from keliling.kernel.refusal import Refused
from keliling.web.words.refusals import sentence

register = template.Library()

INDONESIA = 62
ICONS = {
    "arrow": "M4 12h15M13 6l6 6-6 6",
    "back": "M20 12H5M11 6l-6 6 6 6",
    "check": "M4 12.5 9.5 18 20 6.5",
    "clock": "M12 3a9 9 0 1 0 .01 0M12 7v5l3.5 2",
    "cross": "M6 6l12 12M18 6 6 18",
    "info": "M12 3a9 9 0 1 0 .01 0M12 11v5.5M12 7.5v.01",
    "warn": "M12 4 2.5 20h19zM12 10v5M12 17.5v.01",
    "person": "M12 4a4 4 0 1 0 .01 0M4 21c0-5 3.5-8 8-8s8 3 8 8",
    "camera": "M4 8h4l1.5-2.5h5L16 8h4v11H4zM12 10.5a3.2 3.2 0 1 0 .01 0",
    "ring": "M12 4a8 8 0 1 0 .01 0",
    "pause": "M8 5v14M16 5v14",
    "print": "M7 9V4h10v5M5 9h14v8h-3v3H8v-3H5zM8 14h8",
    "place": "M12 21c5-6 7-9 7-12a7 7 0 1 0-14 0c0 3 2 6 7 12M12 7a2 2 0 1 0 .01 0",
}


def _language() -> str:
    return "en" if (get_language() or "id").startswith("en") else "id"


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw an icon; it carries no meaning alone and is hidden from readers of the screen."""
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>',
        ICONS[name],
    )


@register.simple_tag
def described(name: str, hint: object, error: object, kind: str = "control") -> SafeString:
    """Tie a control, or a ``group`` of them, to its hint and its error for screen readers."""
    ids = [f"{name}-{part}" for part, words in (("h", hint), ("e", error)) if words]
    invalid = ' aria-invalid="true"' if error and kind == "control" else ""
    if not ids:
        return SafeString("")
    return format_html(' aria-describedby="{}"{}', " ".join(ids), SafeString(invalid))


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """Draw the control of a Django form in our dress; a placeholder is no label, so none."""
    return field.as_widget(attrs={"class": "field", "placeholder": False})


@register.filter
def past(moment: datetime | None) -> bool:
    """Tell whether a moment is over."""
    return moment is not None and moment < timezone.now()


@register.filter
def law(citation: str) -> str:
    """Write where a rule stands; what a sheet marks as unconfirmed is said in words."""
    return citation.replace(UNCONFIRMED, _("ask the office whether it holds"))


@register.filter
def on_day(value: date | datetime | None) -> str:
    """Write a day with its weekday: ``Sabtu, 5 Desember 2026``."""
    if value is None:
        return ""
    day = timezone.localtime(value).date() if isinstance(value, datetime) else value
    pattern = "EEEE d MMMM y" if _language() == "en" else "EEEE, d MMMM y"
    return str(format_date(day, pattern, locale=_language()))


@register.filter
def at_time(value: datetime | time | None) -> str:
    """Write a time of day: ``16.00`` in Indonesian, ``16:00`` in English."""
    if value is None:
        return ""
    clock = timezone.localtime(value).time() if isinstance(value, datetime) else value
    return clock.strftime("%H:%M" if _language() == "en" else "%H.%M")


@register.filter
def at_moment(value: datetime | None) -> str:
    """Write a day and the time on it."""
    if value is None:
        return ""
    return _("%(day)s at %(time)s") % {"day": on_day(value), "time": at_time(value)}


@register.filter
def rupiah(value: int | None) -> str:
    """Write an amount; nothing where there is none."""
    return "" if value is None else spoken(value)


@register.filter
def telephone(value: str | None) -> str:
    """Write a number as people here do, ``0812-3456-7890``; abroad with its country."""
    if not value:
        return ""
    number = phonenumbers.parse(value)
    home = number.country_code == INDONESIA
    style = phonenumbers.PhoneNumberFormat
    return str(phonenumbers.format_number(number, style.NATIONAL if home else style.INTERNATIONAL))


@register.filter
def masked(value: str) -> str:
    """Hide the middle of a NIK."""
    return mask(value) if len(value) == 16 else "•" * len(value)


@register.filter
def said(value: object) -> str:
    """Say a text in both languages in the reader's: a sheet's words, a form's label."""
    spoken_in = getattr(value, "in_", None)
    return spoken_in(_language()) if callable(spoken_in) else str(value)


@register.filter
def why(refused: Refused) -> str:
    """Say why something was refused."""
    return sentence(refused)


@register.filter
def item(table: dict[str, object], key: str) -> object:
    """Return one entry of a table, empty where there is none."""
    return table.get(key, "")
