"""The page on which every part of the pages is shown once, in every state it has."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keliling.web.templatetags.keliling import ICONS


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Show the parts with made-up content, for those who build pages and those who judge them."""
    context = {
        "icons": sorted(ICONS),
        "states": [
            ("ok", "check", _("Done")),
            ("wait", "clock", _("Open")),
            ("stop", "warn", _("Late")),
            ("info", "info", _("Good to know")),
        ],
        "errors": [("contoh-tanggal", _("There is no 31 February."))],
        "who": [("self", _("I apply for myself")), ("proxy", _("I apply for somebody else"))],
        "bring": [("venue", _("A hall or a yard")), ("chairs", _("Chairs and tables"))],
        "phases": ["1", "2", "3", "4"],
        "sketches": ["ktp", "kk", "letter", "photo"],
    }
    return render(request, "public/components.html", context)
