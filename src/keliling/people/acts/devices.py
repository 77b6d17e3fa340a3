"""Devices: let in by the administrator with a key shown once, and shut out again."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from keliling.kernel.actor import STAFF_ROLES, Actor, Role, office_scope
from keliling.kernel.ids import new_token
from keliling.kernel.refusal import Absent, Conflict, Refused
from keliling.people.models import Device, RoleGrant
from keliling.people.vault import blind_index
from keliling.record.acts import note

LONGEST_NAME = 60
HOLDERS = [role.value for role in (*STAFF_ROLES, Role.VOLUNTEER)]


@dataclass(frozen=True, slots=True)
class Enrolment:
    """Which device is let in for whom; ``id`` comes from the page that asks."""

    id: UUID
    office: UUID
    name: str
    holder: UUID


@transaction.atomic
def enrol_device(wish: Enrolment, *, by: Actor, now: datetime) -> tuple[Device, str]:
    """Let a device in and return it with its key, which is shown once and not kept.

    Raises ``Refused`` (``device_name``, ``device_holder`` for somebody who neither works in
    the office nor helps at one of its visits) and ``Conflict("device_enrolled_already")``
    where the page's button was pressed twice.
    """
    admin = by.acting_as(Role.ADMINISTRATOR, office_scope(wish.office))
    name = " ".join(wish.name.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise Refused("device_name", most=LONGEST_NAME)
    if not _works_for(wish.holder, wish.office, now):
        raise Refused("device_holder")
    key = new_token()
    try:
        with transaction.atomic():
            device = Device.objects.create(
                id=wish.id,
                office=wish.office,
                name=name,
                holder_id=wish.holder,
                key_index=blind_index(key, "device"),
                enrolled_by=admin.who,
                enrolled_at=now,
            )
    except IntegrityError as problem:
        raise Conflict("device_enrolled_already") from problem
    about = ("device", device.pk)
    data = {"holder": wish.holder}
    note("device_enrolled", about=about, by=admin, at=now, office=wish.office, data=data)
    return device, key


@transaction.atomic
def revoke_device(device_id: UUID, *, by: Actor, now: datetime) -> None:
    """Shut a device out; what it still sends is held for a person.

    Raises ``Absent`` and ``Conflict("device_revoked_already")``.
    """
    device = Device.objects.filter(pk=device_id).first()
    if device is None or not by.holds(Role.ADMINISTRATOR, office_scope(device.office)):
        raise Absent
    admin = by.acting_as(Role.ADMINISTRATOR, office_scope(device.office))
    if not Device.objects.filter(pk=device_id, revoked_at=None).update(revoked_at=now):
        raise Conflict("device_revoked_already")
    about = ("device", device_id)
    note("device_revoked", about=about, by=admin, at=now, office=device.office)


@transaction.atomic
def see_device(device: Device, *, by: Actor, now: datetime) -> None:
    """Keep that a device came by on this day; once a day is enough."""
    today = now.date()
    unseen = Device.objects.filter(pk=device.pk).exclude(last_seen_on=today)
    if device.last_seen_on != today and unseen.update(last_seen_on=today):
        note("device_seen", about=("device", device.pk), by=by, at=now, office=device.office)


def _works_for(person: UUID, office: UUID, now: datetime) -> bool:
    live = Q(ends_on=None) | Q(ends_on__gte=now.date())
    rows = RoleGrant.objects.filter(live, person=person, office=office, revoked_at=None)
    return rows.filter(role__in=HOLDERS).exists()
