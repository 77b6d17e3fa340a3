"""Who acts: a person in a role that was granted over something, for a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Self
from uuid import UUID

from keliling.kernel.refusal import Refused


class Role(StrEnum):
    """The roles of ``domain.md`` §5 that act in the system so far."""

    VISITOR = "visitor"
    RESIDENT = "resident"
    VOLUNTEER = "volunteer"
    RW_HEAD = "rw_head"
    FRONT_OFFICER = "front_officer"
    SIGNATORY = "signatory"
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"
    SYSTEM = "system"


class Side(StrEnum):
    """Co-production needs both sides; the system's own acts count for neither."""

    LAY = "lay"
    STAFF = "staff"
    SYSTEM = "system"


SIDE = {
    Role.VISITOR: Side.LAY,
    Role.RESIDENT: Side.LAY,
    Role.VOLUNTEER: Side.LAY,
    Role.RW_HEAD: Side.LAY,
    Role.FRONT_OFFICER: Side.STAFF,
    Role.SIGNATORY: Side.STAFF,
    Role.COORDINATOR: Side.STAFF,
    Role.ADMINISTRATOR: Side.STAFF,
    Role.SYSTEM: Side.SYSTEM,
}
STAFF_ROLES = frozenset(role for role, side in SIDE.items() if side is Side.STAFF)


class ScopeKind(StrEnum):
    """What a role is granted over."""

    OFFICE = "office"
    AREA = "area"
    VISIT = "visit"


@dataclass(frozen=True, slots=True)
class Scope:
    """One office, one area (its code, with ``/RW`` for a neighbourhood) or one visit."""

    kind: ScopeKind
    id: str


@dataclass(frozen=True, slots=True)
class Grant:
    """A role over a scope; the period was checked when the actor was built for the request."""

    role: Role
    scope: Scope


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody at the door of an act, with the role used there."""

    person: UUID | None
    role: Role
    grants: frozenset[Grant] = frozenset()

    @property
    def side(self) -> Side:
        """Lay, staff or system: by the role used, not by who the person is elsewhere."""
        return SIDE[self.role]

    @property
    def who(self) -> UUID:
        """The person, where there must be one; raises ``Refused("sign_in_first")``."""
        if self.person is None:
            raise Refused("sign_in_first")
        return self.person

    def holds(self, role: Role, *scopes: Scope) -> bool:
        """Tell whether ``role`` was granted over any of ``scopes``."""
        return any(Grant(role, scope) in self.grants for scope in scopes)

    def acting_as(self, roles: Role | Iterable[Role], *scopes: Scope) -> Self:
        """Return this actor in the first of ``roles`` held over one of ``scopes``.

        Raises ``Refused("not_your_role")`` where none is held.
        """
        wanted = [roles] if isinstance(roles, Role) else list(roles)
        for role in wanted:
            if self.holds(role, *scopes):
                return type(self)(self.person, role, self.grants)
        raise Refused("not_your_role", roles=[str(role) for role in wanted])

    def as_resident(self) -> Self:
        """Return this actor as the resident that every signed-in person also is.

        Raises ``Refused("sign_in_first")`` for a visitor.
        """
        return type(self)(self.who, Role.RESIDENT, self.grants)

    def offices(self) -> frozenset[UUID]:
        """Return the offices in which this person holds a staff role."""
        return frozenset(
            UUID(grant.scope.id)
            for grant in self.grants
            if grant.scope.kind is ScopeKind.OFFICE and grant.role in STAFF_ROLES
        )


VISITOR = Actor(person=None, role=Role.VISITOR)
SYSTEM = Actor(person=None, role=Role.SYSTEM)


def office_scope(office: UUID) -> Scope:
    """Return the scope of one office."""
    return Scope(ScopeKind.OFFICE, str(office))


def visit_scope(visit: UUID) -> Scope:
    """Return the scope of one visit."""
    return Scope(ScopeKind.VISIT, str(visit))


def area_scope(code: str, rw: str = "") -> Scope:
    """Return the scope of an area, or of one RW in a village."""
    return Scope(ScopeKind.AREA, f"{code}/{rw}" if rw else code)
