"""Every answer under /openrosa/ is one that an OpenRosa client can read."""

import time
from collections.abc import Callable, Mapping

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.http import http_date
from django.utils.translation import gettext_lazy as _

from keliling.web.openrosa.envelope import MEDIA_TYPE, message

DOOR = "/openrosa/"
ERROR = 400
SENTENCES: Mapping[int, Promise] = {
    400: _("This arrived damaged. Send it again."),
    404: _("There is nothing at this address. Scan the office's QR code again."),
    405: _("This address cannot be used in that way."),
    413: _("This is too large to be sent at once. Take smaller photographs."),
}
FAULT = _("Something broke on our side. Nothing is lost; send it again in a while.")


class OpenRosaMiddleware:
    """Put errors of every layer below into the envelope, and the version on every answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; what is no XML and went wrong becomes a sentence."""
        response = self.get_response(request)
        if not request.path.startswith(DOOR):
            return response
        if response.status_code >= ERROR and response.headers["Content-Type"] != MEDIA_TYPE:
            response = _enveloped(response)
        response.headers["X-OpenRosa-Version"] = "1.0"
        response.headers["Date"] = http_date(time.time())
        return response


def _enveloped(response: HttpResponse) -> HttpResponse:
    """Return the sentence for a status, with the headers that other layers have set."""
    status = response.status_code
    answer = message(str(SENTENCES.get(status, FAULT)), status=status)
    for name, value in response.headers.items():
        if not name.lower().startswith("content-") or name.lower() == "content-security-policy":
            answer.headers[name] = value
    return answer
