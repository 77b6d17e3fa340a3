"""Roles: granted over something, for a time; revoked at once."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from keliling.kernel.actor import (
    STAFF_ROLES,
    SYSTEM,
    Actor,
    Role,
    Scope,
    ScopeKind,
    office_scope,
    visit_scope,
)
from keliling.kernel.ids import new_token
from keliling.kernel.refusal import Absent, Conflict, Refused
from keliling.people.models import Invitation, RoleGrant
from keliling.people.queries import open_invitation, person_by_id
from keliling.people.vault import blind_index
from keliling.record.acts import note

INVITATION_TERM = timedelta(days=14)
GRANTORS = {
    Role.VOLUNTEER: (Role.COORDINATOR, Role.ADMINISTRATOR),
    Role.RW_HEAD: (Role.COORDINATOR, Role.ADMINISTRATOR),
}
SCOPES = {Role.RW_HEAD: ScopeKind.AREA, Role.VOLUNTEER: ScopeKind.VISIT}


@transaction.atomic
def grant_role(
    person_id: UUID,
    role: Role,
    scope: Scope,
    *,
    office: UUID,
    by: Actor,
    now: datetime,
) -> RoleGrant:
    """Grant a role from today on.

    Staff roles come from the administrator; RW head and volunteer also from the
    coordinator. Nobody grants themselves. Raises ``Refused`` (``role_scope``,
    ``not_for_yourself``) and ``Conflict("role_already_held")``.
    """
    grantors = GRANTORS.get(role, (Role.ADMINISTRATOR,))
    grantor = by.acting_as(grantors, office_scope(office))
    if person_id == by.person:
        raise Refused("not_for_yourself")
    return _grant(person_id, role, scope, office, grantor, now)


@transaction.atomic
def revoke_role(grant_id: UUID, *, by: Actor, now: datetime) -> None:
    """End a grant now; the next request of its holder is without it.

    An office keeps one administrator: raises ``Refused("last_administrator")``.
    """
    grant = RoleGrant.objects.filter(pk=grant_id).first()
    if grant is None or not by.holds(Role.ADMINISTRATOR, office_scope(grant.office)):
        raise Absent
    admin = by.acting_as(Role.ADMINISTRATOR, office_scope(grant.office))
    if grant.role == Role.ADMINISTRATOR.value and not _other_administrator(grant):
        raise Refused("last_administrator")
    if not RoleGrant.objects.filter(pk=grant_id, revoked_at=None).update(revoked_at=now):
        raise Conflict("role_already_revoked")
    about = ("person", grant.person_id)
    data = {"granted": grant.role, "scope": grant.scope_id}
    note("role_revoked", about=about, by=admin, at=now, office=grant.office, data=data)


@transaction.atomic
def invite_staff(
    office: UUID, role: Role, label: str, *, by: Actor, now: datetime
) -> tuple[Invitation, str]:
    """Make an invitation and return it with its token, which is shown once and not kept."""
    admin = by.acting_as(Role.ADMINISTRATOR, office_scope(office))
    if role not in STAFF_ROLES:
        raise Refused("role_scope")
    token = new_token()
    invitation = Invitation.objects.create(
        office=office,
        role=role.value,
        token_index=blind_index(token, "invitation"),
        label=" ".join(label.split())[:120],
        expires_at=now + INVITATION_TERM,
    )
    about = ("invitation", invitation.id)
    data = {"granted": role.value}
    note("staff_invited", about=about, by=admin, at=now, office=office, data=data)
    return invitation, token


@transaction.atomic
def accept_invitation(token: str, *, by: Actor, now: datetime) -> RoleGrant:
    """Become a member of staff by the link.

    Raises ``Absent`` and ``Conflict("invitation_used")``.
    """
    me = by.as_resident()
    invitation = open_invitation(token, now=now)
    won = Invitation.objects.filter(pk=invitation.pk, used_at=None).update(
        used_at=now, used_by=me.person
    )
    if not won:
        raise Conflict("invitation_used")
    scope = office_scope(invitation.office)
    return _grant(me.who, Role(invitation.role), scope, invitation.office, me, now)


@transaction.atomic
def become_volunteer(
    person_id: UUID, visit: UUID, *, office: UUID, until: date, by: Actor, now: datetime
) -> None:
    """Make a taker of a shift a volunteer of its visit until a day, once."""
    held = RoleGrant.objects.filter(
        person=person_id,
        role=Role.VOLUNTEER.value,
        scope_id=str(visit),
        revoked_at=None,
    )
    if not held.update(ends_on=until):
        grant = _grant(person_id, Role.VOLUNTEER, visit_scope(visit), office, by, now)
        RoleGrant.objects.filter(pk=grant.pk).update(ends_on=until)


@transaction.atomic
def first_administrator(person_id: UUID, office: UUID, *, now: datetime) -> RoleGrant:
    """Give a new office its administrator; raises ``Refused("office_has_administrator")``."""
    held = RoleGrant.objects.filter(office=office, role=Role.ADMINISTRATOR.value)
    if held.exists():
        raise Refused("office_has_administrator")
    scope = office_scope(office)
    return _grant(person_id, Role.ADMINISTRATOR, scope, office, SYSTEM, now)


def _grant(
    person_id: UUID, role: Role, scope: Scope, office: UUID, by: Actor, now: datetime
) -> RoleGrant:
    if SCOPES.get(role, ScopeKind.OFFICE) is not scope.kind:
        raise Refused("role_scope")
    if scope.kind is ScopeKind.OFFICE and scope != office_scope(office):
        raise Refused("role_scope")
    person = person_by_id(person_id)
    try:
        with transaction.atomic():
            grant = RoleGrant.objects.create(
                person=person,
                office=office,
                role=role.value,
                scope_kind=scope.kind.value,
                scope_id=scope.id,
                starts_on=_day(now),
                granted_by=by.person,
            )
    except IntegrityError as problem:
        raise Conflict("role_already_held") from problem
    data = {"granted": role.value, "scope": scope.id}
    note(
        "role_granted",
        about=("person", person_id),
        by=by,
        at=now,
        office=office,
        data=data,
    )
    return grant


def _day(now: datetime) -> date:
    """The day of ``now``; a day earlier than local midnight errs on the side of holding."""
    return now.date()


def _other_administrator(grant: RoleGrant) -> bool:
    others = RoleGrant.objects.filter(
        office=grant.office, role=Role.ADMINISTRATOR.value, revoked_at=None
    )
    return others.exclude(pk=grant.pk).exists()
