"""What the frame of every page knows."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest

from keliling.kernel.actor import VISITOR, Actor, Role, ScopeKind
from keliling.places.queries import AREA_SOURCE, offices
from keliling.web.http import query_of


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return the office's name, the reader's rooms, whose areas these are, and the switch."""
    actor: Actor = getattr(request, "actor", VISITOR)
    roles = {grant.role for grant in actor.grants}
    known = request.offices if hasattr(request, "offices") else offices()
    return {
        "demonstration": settings.DEMONSTRATION,
        "the_office": known[0] if len(known) == 1 else None,
        "reader": actor,
        "reader_is_staff": bool(actor.offices()),
        "reader_helps": Role.VOLUNTEER in roles,
        "reader_heads": any(
            grant.role is Role.RW_HEAD and grant.scope.kind is ScopeKind.AREA
            for grant in actor.grants
        ),
        "reader_roles": {role.value for role in roles},
        "areas": AREA_SOURCE,
        "switch": {code: _switch(request, code) for code in ("id", "en")},
    }


def _switch(request: HttpRequest, code: str) -> str:
    pairs = [
        (k, str(v)) for k, values in query_of(request).lists() for v in values if k != "bahasa"
    ]
    return "?" + urlencode([*pairs, ("bahasa", code)])
