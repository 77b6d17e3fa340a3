"""What a browser may do with our pages, and what a request may not bring."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError

POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)


class PolicyMiddleware:
    """Strict content policy on every page; signed-in pages are not kept by caches."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuse values with NUL bytes, answer, and set the headers."""
        if _hides_a_nul(request):
            raise BadRequest("NUL byte")
        response = self.get_response(request)
        headers = response.headers
        headers.setdefault("Content-Security-Policy", POLICY)
        headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        if request.user.is_authenticated:
            headers.setdefault("Cache-Control", "no-store")
        return response


def _hides_a_nul(request: HttpRequest) -> bool:
    """Databases refuse NUL in text; so do we, before one is asked. Raises ``BadRequest``."""
    try:
        posted = request.POST.lists() if request.method == "POST" else []
    except (MultiPartParserError, UnicodeDecodeError, ValueError) as problem:
        raise BadRequest("unreadable form") from problem
    if "\0" in request.path:
        return True
    lists = [*request.GET.lists(), *posted]
    return any("\0" in part for key, values in lists for part in (key, *map(str, values)))
