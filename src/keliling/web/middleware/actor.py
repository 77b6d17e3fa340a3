"""Who asks: built once a request, from the session and the roles that hold today."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from keliling.people.queries import actor_for


class ActorMiddleware:
    """Set ``request.actor``; a revoked role is gone with the next request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Build the actor and pass on."""
        person = request.user.pk if request.user.is_authenticated else None
        actor = actor_for(person, today=timezone.localdate())
        request.actor = actor  # type: ignore[attr-defined]
        return self.get_response(request)
