"""Whose clock the pages show: the reader's office, or the only one there is."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from keliling.kernel.actor import Actor
from keliling.places.queries import Office, offices


class ZoneMiddleware:
    """Times on a page, and the day that is today, are those of one office."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on in the office's zone; the frame of the page uses the offices too."""
        known = offices()
        request.offices = known  # type: ignore[attr-defined]
        place = _office_of(request.actor, known)  # type: ignore[attr-defined]
        if place is None:
            return self.get_response(request)
        with timezone.override(ZoneInfo(place.timezone)):
            return self.get_response(request)


def _office_of(actor: Actor, known: list[Office]) -> Office | None:
    own = [place for place in known if place.pk in actor.offices()]
    candidates = own or known
    return candidates[0] if len(candidates) == 1 else None
