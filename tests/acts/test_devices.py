"""Devices: who lets one in, for whom, and who shuts it out."""

from uuid import UUID

import pytest

from keliling.kernel.refusal import Absent, Conflict, Refused
from keliling.people import acts as people
from tests import cast
from tests.cast import NOW, World


def test_devices_are_let_in_by_the_administrator_for_those_who_work_here(world: World) -> None:
    def wish(who: UUID, name: str = "HP Contoh") -> people.Enrolment:
        return people.Enrolment(cast.fresh(), world.office.pk, name, who)

    boss, officer = world.actor("administrator"), world.front_officer.pk
    with pytest.raises(Refused, match="device_holder"):
        people.enrol_device(wish(world.stranger.pk), by=boss, now=NOW)
    with pytest.raises(Refused, match="device_name"):
        people.enrol_device(wish(officer, " "), by=boss, now=NOW)
    with pytest.raises(Refused, match="not_your_role"):
        people.enrol_device(wish(officer), by=world.actor("coordinator"), now=NOW)
    asked = wish(officer)
    device, key = people.enrol_device(asked, by=boss, now=NOW)
    assert key not in device.key_index
    with pytest.raises(Conflict, match="device_enrolled_already"):
        people.enrol_device(asked, by=boss, now=NOW)
    with pytest.raises(Absent):
        people.revoke_device(device.pk, by=world.actor("coordinator"), now=NOW)
    people.revoke_device(device.pk, by=boss, now=NOW)
    with pytest.raises(Conflict, match="device_revoked_already"):
        people.revoke_device(device.pk, by=boss, now=NOW)
