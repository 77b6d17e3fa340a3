"""The request as the rooms see it."""

from django.http import HttpRequest

from keliling.kernel.actor import Actor


class Request(HttpRequest):
    """A request with its actor and its language, both set by the middleware."""

    actor: Actor
    LANGUAGE_CODE: str
