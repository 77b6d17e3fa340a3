"""What the people's desk of an office reads: claims to a home, invitations still open."""

from datetime import datetime
from uuid import UUID

from keliling.kernel.actor import STAFF_ROLES, Actor, Role, office_scope
from keliling.kernel.refusal import Absent
from keliling.people.models import Invitation, Residency, RoleGrant


def claim_of(person: UUID) -> Residency | None:
    """Return where somebody says they live, confirmed or not yet."""
    return Residency.objects.filter(person=person, ended_at=None).first()


def offices_of(person: UUID) -> list[UUID]:
    """Return the offices in which somebody holds a role of staff that was not taken back."""
    roles = [role.value for role in STAFF_ROLES]
    rows = RoleGrant.objects.filter(person=person, role__in=roles, revoked_at=None)
    return list(rows.values_list("office", flat=True).distinct())


def open_invitations(by: Actor, office: UUID, *, now: datetime) -> list[Invitation]:
    """Return the invitations nobody has used yet, for the administrator."""
    if not by.holds(Role.ADMINISTRATOR, office_scope(office)):
        raise Absent
    rows = Invitation.objects.filter(office=office, used_at=None, expires_at__gt=now)
    return list(rows.order_by("expires_at")[:100])


def heads_of(by: Actor, office: UUID) -> list[RoleGrant]:
    """Return the RW heads an office knows, for its coordinator and its administrator."""
    scope = office_scope(office)
    if not any(by.holds(role, scope) for role in (Role.COORDINATOR, Role.ADMINISTRATOR)):
        raise Absent
    rows = RoleGrant.objects.filter(office=office, role=Role.RW_HEAD.value, revoked_at=None)
    return list(rows.select_related("person").order_by("scope_id")[:500])
