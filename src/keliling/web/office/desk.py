"""Which office somebody works in right now, and what every page of the room shows of it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from keliling.kernel.actor import STAFF_ROLES, Role, ScopeKind, office_scope
from keliling.kernel.refusal import Absent, Refused
from keliling.places.queries import Office
from keliling.web.http import Request
from keliling.web.words.refusals import sentence

SWITCH = "kantor"


@dataclass(frozen=True, slots=True)
class Desk:
    """The office worked in, and the others in which the reader has such a desk."""

    office: Office
    others: tuple[Office, ...] = ()

    @property
    def query(self) -> str:
        """What a link must carry to stay in this office; nothing for a single desk."""
        return f"?{SWITCH}={self.office.code.lower()}" if self.others else ""

    @property
    def more(self) -> str:
        """The same, for a link that already has a question mark."""
        return self.query.replace("?", "&")


def desk_of(request: Request, *roles: Role) -> Desk:
    """Return the desk in the office that ``?kantor=`` names, or the first with such a desk.

    Raises ``Absent`` for an office one does not work in, and without any such desk.
    """
    mine = _offices_with(request, roles or tuple(STAFF_ROLES))
    asked = request.GET.get(SWITCH, "").upper()
    if asked and asked not in {row.code for row in _offices_with(request, tuple(STAFF_ROLES))}:
        raise Absent
    found = next((row for row in mine if row.code == asked), mine[0])
    return Desk(found, tuple(row for row in mine if row != found))


def desk_at(request: Request, office: UUID, *roles: Role) -> Desk:
    """Return the desk in the office that an object belongs to; raises ``Absent``."""
    if not any(request.actor.holds(role, office_scope(office)) for role in roles):
        raise Absent
    mine = _offices_with(request, tuple(STAFF_ROLES))
    found = next(row for row in mine if row.pk == office)
    return Desk(found, tuple(row for row in mine if row != found))


def show(
    request: Request,
    template: str,
    desk: Desk,
    context: Mapping[str, object],
    refused: Refused | None = None,
) -> HttpResponse:
    """Draw a page of the room; after a refusal with its status and an error summary.

    ``targets`` in the context says under which field a reason is mended.
    """
    targets = context.get("targets", {})
    field = targets.get(refused.reason, "") if refused and isinstance(targets, Mapping) else ""
    frame = {
        "desk": desk,
        "kantor": desk.query,
        "typed": request.POST,
        "picked": picked(request.POST),
        "errors": [(field, sentence(refused))] if refused else [],
        "wrong": {field: sentence(refused)} if refused and field else {},
    }
    status = refused.status if refused else 200
    return render(request, template, frame | dict(context), status=status)


def picked(posted: QueryDict) -> dict[str, list[str]]:
    """Return what was ticked under each name; an empty list where nothing was."""
    return defaultdict(list, ((name, [str(v) for v in vs]) for name, vs in posted.lists()))


def _offices_with(request: Request, roles: tuple[Role, ...]) -> list[Office]:
    held = {
        grant.scope.id
        for grant in request.actor.grants
        if grant.scope.kind is ScopeKind.OFFICE and grant.role in roles
    }
    mine = [row for row in request.offices if str(row.pk) in held]
    if not mine:
        raise Absent
    return mine
