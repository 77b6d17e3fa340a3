"""Who may change what an office offers and when it is open."""

from uuid import UUID

from keliling.kernel.actor import Actor, Role, Side, office_scope


def administrator_of(office: UUID, by: Actor) -> Actor:
    """Return ``by`` as the office's administrator; the system acts while an office opens.

    Raises ``Refused("not_your_role")``.
    """
    if by.side is Side.SYSTEM:
        return by
    return by.acting_as(Role.ADMINISTRATOR, office_scope(office))
