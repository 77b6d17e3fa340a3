"""Pages for when something cannot be done: what happened, and what to do now."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext as _

from keliling.kernel.refusal import Absent, Refused
from keliling.web.words.refusals import sentence


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is nothing here, or not for this reader: the two look the same."""
    words = ""
    if isinstance(exception, Absent) and exception.reason != "absent":
        words = sentence(exception)
    return render(request, "404.html", {"words": words}, status=404)


def refused_page(request: HttpRequest, refused: Refused) -> HttpResponse:
    """Say why an act was refused, and offer the way back."""
    context = {"words": sentence(refused), "back": request.headers.get("referer", "")}
    if not context["back"].startswith(f"{request.scheme}://{request.get_host()}/"):
        context["back"] = ""
    return render(request, "refused.html", context, status=refused.status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Say that a form arrived damaged or with fields it does not have."""
    words = _("The form arrived damaged or with fields that it does not have. Load it again.")
    return render(request, "refused.html", {"words": words, "back": ""}, status=400)


def csrf_refused(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """Say that a form was too old or came from another site."""
    words = _("This form was open for too long, or came from another site. Load it and try again.")
    return render(request, "refused.html", {"words": words, "back": ""}, status=403)


def server_error(_request: HttpRequest) -> HttpResponse:
    """Say that the fault is ours; nothing of the page needs a database."""
    return HttpResponse(loader.render_to_string("500.html"), status=500)
