"""Indonesian or English: by the switch, else by the browser, else Indonesian."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.encoding import escape_uri_path
from django.utils.translation.trans_real import parse_accept_lang_header

from keliling.web.http import query_of

SWITCH = "bahasa"
KNOWN = ("id", "en")
A_YEAR = 60 * 60 * 24 * 365


class LanguageMiddleware:
    """Set the language of the answer; the switch is a link and works without a script."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the reader's language, or keep a choice and go back to the page."""
        chosen = query_of(request).get(SWITCH, "")
        if chosen in KNOWN and request.method == "GET":
            return self._keep(request, chosen)
        language = language_of(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            if hasattr(response, "render") and not getattr(response, "is_rendered", True):
                response.render()
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Accept-Language", "Cookie"])
        return response

    def _keep(self, request: HttpRequest, chosen: str) -> HttpResponse:
        rest = request.GET.copy()
        del rest[SWITCH]
        path = "/" + escape_uri_path(request.path).lstrip("/")
        response = HttpResponseRedirect(f"{path}?{rest.urlencode()}" if rest else path)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=A_YEAR,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
        return response


def language_of(request: HttpRequest) -> str:
    """Return the language kept in the cookie, or the browser's first that we speak."""
    kept = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if kept in KNOWN:
        return kept
    for wanted, _ in parse_accept_lang_header(request.headers.get("accept-language", "")):
        if wanted.split("-")[0] in KNOWN:
            return wanted.split("-")[0]
    return "id"
