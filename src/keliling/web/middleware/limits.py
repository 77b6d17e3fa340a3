"""What a request may not bring: too much, or what no database keeps."""

from collections.abc import Callable, Iterator

from django.core.exceptions import BadRequest, RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError

from keliling.web.refused import too_large

LARGEST_BODY = 32_000_000
"""Three photographs of the largest size that an application takes, and the form around them."""


class LimitsMiddleware:
    """Refuse before anything is read into a view, and so before anything is changed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on what can be read; raises ``BadRequest`` for what cannot."""
        if _announced(request) > LARGEST_BODY:
            return too_large(request)
        try:
            values = list(_values(request))
        except RequestDataTooBig:
            return too_large(request)
        except (MultiPartParserError, UnicodeDecodeError, ValueError) as problem:
            raise BadRequest("unreadable form") from problem
        if any("\0" in value for value in values):
            raise BadRequest("NUL byte")
        return self.get_response(request)


def _announced(request: HttpRequest) -> int:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isascii() and length.isdigit() else 0


def _values(request: HttpRequest) -> Iterator[str]:
    """Yield everything a request brings as text; names of files count."""
    yield request.path
    lists = list(request.GET.lists())
    if request.method == "POST":
        lists += request.POST.lists()
        for name, files in request.FILES.lists():
            yield name
            yield from (file.name or "" for file in files)
    for name, values in lists:
        yield name
        yield from map(str, values)
