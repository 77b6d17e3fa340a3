"""Reading people."""

from keliling.people.queries.actors import actor_for
from keliling.people.queries.people import (
    Home,
    display_names,
    group_by_id,
    groups_in_rw,
    groups_of,
    home_of,
    open_invitation,
    person_by_contact,
    person_by_id,
    person_by_nik,
    residencies_to_confirm,
    staff_of,
)

__all__ = [
    "Home",
    "actor_for",
    "display_names",
    "group_by_id",
    "groups_in_rw",
    "groups_of",
    "home_of",
    "open_invitation",
    "person_by_contact",
    "person_by_id",
    "person_by_nik",
    "residencies_to_confirm",
    "staff_of",
]
