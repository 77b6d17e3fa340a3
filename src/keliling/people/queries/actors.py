"""Build the actor of a request: one look-up, every time, so that a revoked role is gone at once."""

from datetime import date
from uuid import UUID

from django.db.models import Q

from keliling.kernel.actor import VISITOR, Actor, Grant, Role, Scope, ScopeKind
from keliling.people.models import RoleGrant


def actor_for(person: UUID | None, *, today: date) -> Actor:
    """Return the person as a resident with every role that holds on ``today``."""
    if person is None:
        return VISITOR
    live = RoleGrant.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=today),
        person=person,
        person__is_active=True,
        revoked_at=None,
        starts_on__lte=today,
    ).values_list("role", "scope_kind", "scope_id")
    grants = frozenset(Grant(Role(role), Scope(ScopeKind(kind), key)) for role, kind, key in live)
    return Actor(person=person, role=Role.RESIDENT, grants=grants)
