"""The page on which every part of the pages is shown once, in every state it has."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keliling.web.templatetags.keliling import ICONS
from keliling.web.words.codes import TASKS

PHASES = ("1", "2", "3", "4")
SKETCHES = ("ktp", "kk", "letter", "photo", "plot", "mandate")


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Show the parts with made-up content, for those who build pages and those who judge them."""
    asked = request.GET.get("tahap", "1")
    phase = asked if asked in PHASES else "1"
    context = _questions() | {
        "phase": phase,
        "phases": [(f"?tahap={n}", n, None, n == phase) for n in PHASES],
        "icons": sorted(ICONS),
        "sketches": SKETCHES,
        "day": date(2026, 11, 27),
        "states": [
            ("ok", "check", _("Done")),
            ("wait", "clock", _("Open")),
            ("stop", "warn", _("Late")),
            ("info", "info", _("Good to know")),
        ],
        "cells": [
            ("two", _("Supported")),
            ("one", _("Single source")),
            ("con", _("Contradicted")),
            ("nil", _("No data")),
        ],
        "tabs": [("#isi", _("Open"), 3, True), ("#isi", _("Chosen"), 1, False)],
    }
    return render(request, "public/components.html", context)


def _questions() -> dict[str, Any]:
    return {
        "errors": [("contoh-tanggal", _("There is no 31 February."))],
        "tasks": list(TASKS.items()),
        "chosen": ["self", "yes"],
        "who": [
            ("self", _("I apply for myself"), _("My name is on the family card")),
            ("proxy", _("I apply for somebody else"), _("This takes a mandate")),
        ],
        "bring": [("venue", _("A hall or a yard")), ("chairs", _("Chairs and tables"))],
        "can": [("yes", _("Yes")), ("maybe", _("If need be")), ("no", _("No"))],
    }
