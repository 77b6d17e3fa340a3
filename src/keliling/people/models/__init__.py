"""Tables of people."""

from keliling.people.models.device import Device
from keliling.people.models.group import Group, Membership
from keliling.people.models.person import Person
from keliling.people.models.residency import Residency
from keliling.people.models.role import Invitation, RoleGrant

__all__ = ["Device", "Group", "Invitation", "Membership", "Person", "Residency", "RoleGrant"]
