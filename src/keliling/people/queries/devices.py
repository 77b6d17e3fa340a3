"""Devices: by the key that one shows, and the list of an office."""

from uuid import UUID

from keliling.kernel.actor import Actor, Role, office_scope
from keliling.kernel.refusal import Absent
from keliling.people.models import Device
from keliling.people.vault import blind_index


def device_of_key(key: str) -> Device:
    """Return the device whose key this is, revoked or not; raises ``Absent``."""
    rows = Device.objects.select_related("holder").filter(key_index=blind_index(key, "device"))
    found = rows.first()
    if found is None:
        raise Absent("device_unknown")
    return found


def devices_of(by: Actor, office: UUID) -> list[Device]:
    """Return the devices of an office for its administrator, those still let in first."""
    if not by.holds(Role.ADMINISTRATOR, office_scope(office)):
        raise Absent
    rows = Device.objects.filter(office=office).select_related("holder")
    live = rows.filter(revoked_at=None).order_by("-enrolled_at")
    return [*live[:500], *rows.exclude(revoked_at=None).order_by("-revoked_at")[:100]]
