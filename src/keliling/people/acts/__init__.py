"""Acts on people."""

from keliling.people.acts.accounts import (
    enter_person,
    record_nik,
    replace_contact,
    take_name,
)
from keliling.people.acts.contacts import confirm_email, confirm_phone
from keliling.people.acts.devices import Enrolment, enrol_device, revoke_device, see_device
from keliling.people.acts.groups import found_group, join_group
from keliling.people.acts.passwords import choose_password, give_password
from keliling.people.acts.residency import (
    claim_residency,
    confirm_residency,
    settle_by_card,
)
from keliling.people.acts.roles import (
    accept_invitation,
    become_volunteer,
    first_administrator,
    grant_role,
    invite_staff,
    revoke_role,
)

__all__ = [
    "Enrolment",
    "accept_invitation",
    "become_volunteer",
    "choose_password",
    "claim_residency",
    "confirm_email",
    "confirm_phone",
    "confirm_residency",
    "enrol_device",
    "enter_person",
    "first_administrator",
    "found_group",
    "give_password",
    "grant_role",
    "invite_staff",
    "join_group",
    "record_nik",
    "replace_contact",
    "revoke_device",
    "revoke_role",
    "see_device",
    "settle_by_card",
    "take_name",
]
