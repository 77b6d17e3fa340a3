"""Pages for when something cannot be done: what happened, and what to do now."""
# ruff: noqa: ARG001  Django hands these more than they need

from collections.abc import Mapping
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keliling.kernel.refusal import Absent, Refused
from keliling.web.words.refusals import sentence

TITLES: Mapping[int, Promise] = {
    400: gettext_lazy("That arrived damaged"),
    403: gettext_lazy("That form no longer holds"),
    405: gettext_lazy("This page cannot do that"),
    409: gettext_lazy("Something changed meanwhile"),
    413: gettext_lazy("That is too large"),
    422: gettext_lazy("That did not work"),
}


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is nothing here, or not for this reader: the two look the same."""
    words = ""
    if isinstance(exception, Absent) and exception.reason != "absent":
        words = sentence(exception)
    return render(request, "404.html", {"words": words}, status=404)


def refused_page(request: HttpRequest, refused: Refused) -> HttpResponse:
    """Say why an act was refused, and offer the way back or to the sign-in."""
    entry = ""
    if refused.reason == "sign_in_first":
        entry = f"{reverse('account_login')}?{urlencode({'next': _page_before(request) or '/'})}"
    return _page(request, refused.status, sentence(refused), entry=entry)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that a form arrived damaged or with fields it does not have."""
    words = _("The form arrived damaged or with fields that it does not have. Load it again.")
    return _page(request, 400, words)


def too_large(request: HttpRequest) -> HttpResponse:
    """Say that more was sent than we take at once."""
    return _page(request, 413, _("Send fewer or smaller photographs at once, one a page."))


def wrong_method(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Say that an address cannot be used in this way; ``response`` names the ways it can."""
    page = _page(request, 405, _("Open it from its page; a script has to use another method."))
    page.headers["Allow"] = response.headers.get("Allow", "GET")
    return page


def sign_in_again(request: HttpRequest) -> HttpResponse:
    """Say that this needs a fresh sign-in; nothing else of ours is forbidden and not absent."""
    return _page(request, 403, _("Sign out, sign in again, and then try once more."))


def csrf_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form was too old or came from another site."""
    words = _("This form was open for too long, or came from another site. Load it and try again.")
    return _page(request, 403, words)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that the fault is ours; nothing of the page needs a database."""
    return HttpResponse(loader.render_to_string("500.html"), status=500)


def _page(request: HttpRequest, status: int, words: str, *, entry: str = "") -> HttpResponse:
    context = {
        "title": TITLES[status],
        "words": words,
        "entry": entry,
        "back": _page_before(request),
        "typed": request.method == "POST",
    }
    return render(request, "refused.html", context, status=status)


def _page_before(request: HttpRequest) -> str:
    """Return the path the reader came from, if it is one of ours."""
    before = request.headers.get("referer", "")
    ours = request.META.get("HTTP_HOST", "")
    for scheme in ("http", "https"):
        root = f"{scheme}://{ours}/"
        if ours and before.startswith(root):
            return "/" + before.removeprefix(root).lstrip("/")
    return ""
