"""A refusal that no view has turned into a page becomes one here."""

from collections.abc import Callable

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse

from keliling.kernel.refusal import Absent, Refused
from keliling.web.refused import (
    bad_request,
    page_not_found,
    refused_page,
    sign_in_again,
    wrong_method,
)

METHOD_NOT_ALLOWED = 405


class RefusalMiddleware:
    """Absent reads like any missing page; other refusals say what to do."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; Django's bare answer to a wrong method gets its sentence."""
        response = self.get_response(request)
        if response.status_code == METHOD_NOT_ALLOWED and not response.content:
            return wrong_method(request, response)
        return response

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """Turn our own way of saying no into a page; anything else stays a fault."""
        if isinstance(problem, Absent):
            return page_not_found(request, problem)
        if isinstance(problem, Refused):
            return refused_page(request, problem)
        if isinstance(problem, BadRequest):
            return bad_request(request, problem)
        if isinstance(problem, PermissionDenied):
            return sign_in_again(request)
        return None
