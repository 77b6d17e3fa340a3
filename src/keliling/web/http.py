"""The request as the rooms see it."""

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, QueryDict

from keliling.kernel.actor import Actor
from keliling.places.queries import Office


class Request(HttpRequest):
    """A request with what the middleware found: its actor, its language, every office."""

    actor: Actor
    offices: list[Office]
    LANGUAGE_CODE: str


def query_of(request: HttpRequest) -> QueryDict:
    """Return the query, empty where it cannot be read: the page that says so needs one too."""
    try:
        return request.GET
    except SuspiciousOperation:
        return QueryDict()
