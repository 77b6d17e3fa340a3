"""What a browser may do with our pages."""

from collections.abc import Callable, Collection

from django.http import HttpRequest, HttpResponse

POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
FEATURES = ("camera", "geolocation", "microphone", "payment", "usb")


def features(wanted: Collection[str] = ()) -> str:
    """Return what a page may ask the browser for: nothing but what is wanted, of FEATURES."""
    return ", ".join(f"{name}={'(self)' if name in wanted else '()'}" for name in FEATURES)


class PolicyMiddleware:
    """Strict content policy on every page; signed-in pages are not kept by caches."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and set the headers that a view has not set itself."""
        response = self.get_response(request)
        headers = response.headers
        headers.setdefault("Content-Security-Policy", POLICY)
        headers.setdefault("Permissions-Policy", features())
        headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if request.user.is_authenticated:
            headers.setdefault("Cache-Control", "no-store")
        return response
