"""Reading people."""

from keliling.people.models import Device, Person, Residency
from keliling.people.queries.actors import actor_for
from keliling.people.queries.desk import claim_of, heads_of, offices_of, open_invitations
from keliling.people.queries.devices import device_of_key, devices_of
from keliling.people.queries.people import (
    Home,
    display_names,
    group_by_id,
    groups_in_rw,
    groups_joined,
    groups_of,
    has_proved,
    home_of,
    nik_of,
    open_invitation,
    person_by_contact,
    person_by_id,
    person_by_nik,
    residencies_to_confirm,
    staff_of,
)

__all__ = [
    "Device",
    "Home",
    "Person",
    "Residency",
    "actor_for",
    "claim_of",
    "device_of_key",
    "devices_of",
    "display_names",
    "group_by_id",
    "groups_in_rw",
    "groups_joined",
    "groups_of",
    "has_proved",
    "heads_of",
    "home_of",
    "nik_of",
    "offices_of",
    "open_invitation",
    "open_invitations",
    "person_by_contact",
    "person_by_id",
    "person_by_nik",
    "residencies_to_confirm",
    "staff_of",
]
