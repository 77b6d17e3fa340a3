"""People: who works here, who heads an RW, and who stands at the counter."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.timezone import localtime as now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from keliling.kernel.actor import Role, ScopeKind, office_scope
from keliling.kernel.identifiers import read_email, read_nik, read_phone
from keliling.kernel.refusal import Absent, Refused
from keliling.people import acts
from keliling.people.queries import (
    heads_of,
    open_invitations,
    person_by_contact,
    person_by_nik,
    staff_of,
)
from keliling.places.queries import area_names
from keliling.web.http import Request
from keliling.web.office.deed import STEPS, Deed, carry_out
from keliling.web.office.desk import Desk, desk_of, show
from keliling.web.posted import ident, known
from keliling.web.question import Question
from keliling.web.words.codes import ROLES, word

CLERKS = (Role.FRONT_OFFICER, Role.COORDINATOR, Role.ADMINISTRATOR)
STAFF = (Role.FRONT_OFFICER, Role.SIGNATORY, Role.COORDINATOR, Role.ADMINISTRATOR)
NIK_DIGITS = 16
TARGETS = {
    "person_unknown": "contact",
    "name_missing": "name",
    "contact_taken": "phone",
    "phone": "phone",
    "email": "email",
    "role_missing": "role",
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: Request) -> HttpResponse:
    """Show staff, invitations and RW heads; find or enter a person."""
    desk = desk_of(request, *CLERKS)
    if request.method != "POST":
        return _page(request, desk)
    return carry_out(
        request,
        lambda posted: _read(request, posted, desk),
        lambda refused: _page(request, desk, refused),
    )


def find_person(contact: str) -> UUID:
    """Return the account of an e-mail, a telephone or a NIK; raises ``person_unknown``."""
    typed = contact.strip()
    digits = "".join(c for c in typed if c.isdigit())
    try:
        if "@" in typed:
            found = person_by_contact(read_email(typed))
        elif len(digits) == NIK_DIGITS:
            found = person_by_nik(read_nik(digits, today=now().date()).digits)
        else:
            found = person_by_contact(read_phone(typed))
    except Refused:
        found = None
    if found is None:
        raise Refused("person_unknown")
    return found.pk


def find_entered(contact: str) -> UUID:
    """Return the account as ``find_person`` does, for a page on which nobody is entered.

    Raises ``Refused("person_not_entered")``.
    """
    try:
        return find_person(contact)
    except Refused as refused:
        raise Refused("person_not_entered") from refused


def _read(request: Request, posted: QueryDict, desk: Desk) -> Deed:
    readers = {"find": _find, "enter": _enter, "invite": _invite, "revoke": _revoke}
    reader = readers.get(posted.get("act", ""))
    if reader is None:
        raise BadRequest("unknown act")
    return reader(request, posted, desk)


def _find(_request: Request, posted: QueryDict, desk: Desk) -> Deed:
    known(posted, "act", "contact")
    person = find_person(posted.get("contact", ""))
    return Deed(lambda: reverse("desk_person", args=[person]) + desk.query, "")


def _enter(request: Request, posted: QueryDict, desk: Desk) -> Deed:
    known(posted, "act", "name", "phone", "email")
    email = posted.get("email", "").strip()
    contact = {"email": read_email(email) if email else "", "phone": posted.get("phone", "")}

    def act() -> str:
        person = acts.enter_person(posted.get("name", ""), by=request.actor, now=now(), **contact)
        return reverse("desk_person", args=[person.pk]) + desk.query

    return Deed(act, _("Entered. Now write down where the person lives, and the NIK."))


def _invite(request: Request, posted: QueryDict, desk: Desk) -> Deed:
    known(posted, "act", "role", "label")
    role = staff_role(posted)

    def act() -> str:
        invitation, token = acts.invite_staff(
            desk.office.pk, role, posted.get("label", ""), by=request.actor, now=now()
        )
        link = settings.PUBLIC_URL + reverse("invitation", args=[token])
        text = _("Send this link to %(label)s; it is shown once and works for 14 days: %(link)s")
        messages.success(
            request, text % {"label": invitation.label or word(ROLES, role.value), "link": link}
        )
        return reverse("people") + desk.query

    return Deed(act, "")


def _revoke(request: Request, posted: QueryDict, desk: Desk) -> Deed:
    known(posted, "act", "grant", *STEPS)
    grant = ident(posted, "grant")
    heads = {row.pk: row for row in heads_of(request.actor, desk.office.pk)}
    staff = {row.pk: row for row in staff_of(request.actor, desk.office.pk)}
    row = staff.get(grant) or heads.get(grant)
    if row is None:
        raise Absent

    def act() -> str:
        acts.revoke_role(grant, by=request.actor, now=now())
        return reverse("people") + desk.query

    question = Question(
        title=_("Take back the role of %(role)s from %(name)s?")
        % {"role": word(ROLES, row.role).lower(), "name": row.person.name},
        happens=_("From the next page on the person no longer sees or does anything in this role."),
        hears=_("Nobody is written to; tell the person yourself."),
        undo=_("Yes: grant the role again."),
        yes=_("Yes, take it back"),
    )
    return Deed(act, _("Taken back."), question)


def staff_role(posted: QueryDict) -> Role:
    """Return a role of the office; raises ``Refused("role_missing")``."""
    found = next((role for role in STAFF if role.value == posted.get("role")), None)
    if found is None:
        raise Refused("role_missing")
    return found


def _page(request: Request, desk: Desk, refused: Refused | None = None) -> HttpResponse:
    office, by = desk.office.pk, request.actor
    scope = office_scope(office)
    runs = by.holds(Role.ADMINISTRATOR, scope)
    grants = staff_of(by, office) if runs else []
    heads = heads_of(by, office) if runs or by.holds(Role.COORDINATOR, scope) else []
    villages = area_names({row.scope_id.partition("/")[0] for row in heads})
    context = {
        "targets": TARGETS,
        "runs": runs,
        "coordinates": by.holds(Role.COORDINATOR, scope),
        "staff": [
            (row, word(ROLES, row.role))
            for row in grants
            if row.revoked_at is None and row.scope_kind == ScopeKind.OFFICE.value
        ],
        "heads": [
            (row, villages[row.scope_id.partition("/")[0]], row.scope_id.partition("/")[2])
            for row in heads
        ],
        "invitations": [
            (row, word(ROLES, row.role)) for row in open_invitations(by, office, now=now())
        ]
        if runs
        else [],
        "roles": [(role.value, word(ROLES, role.value)) for role in STAFF],
    }
    return show(request, "office/people.html", desk, context, refused)
