"""Community groups."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from keliling.kernel.actor import Actor
from keliling.kernel.refusal import Conflict, Refused
from keliling.people.acts.accounts import read_name
from keliling.people.models import Group, Membership
from keliling.people.queries import group_by_id, home_of
from keliling.places.queries import office_serving
from keliling.record.acts import note

KINDS = frozenset({"pkk", "karang_taruna", "worship", "school", "rt_rw", "business", "other"})


@transaction.atomic
def found_group(name: str, kind: str, *, by: Actor, now: datetime) -> Group:
    """Register a group of one's own RW and become its speaker.

    Raises ``Refused("residency_needed")`` without a confirmed home, ``Refused("no_office_there")``,
    ``Refused("group_kind")`` and ``Conflict("group_name_taken")``.
    """
    me = by.as_resident()
    home = home_of(me.person)
    if home is None or not home.confirmed:
        raise Refused("residency_needed")
    office = office_serving(home.village)
    if office is None:
        raise Refused("no_office_there")
    if kind not in KINDS:
        raise Refused("group_kind")
    try:
        with transaction.atomic():
            group = Group.objects.create(
                office=office.id,
                name=read_name(name),
                kind=kind,
                village=home.village,
                rw=home.rw,
                founded_at=now,
            )
    except IntegrityError as problem:
        raise Conflict("group_name_taken") from problem
    Membership.objects.create(group=group, person_id=me.who, speaker=True, joined_at=now)
    about = ("group", group.id)
    data = {"group_kind": kind, "village": group.village, "rw": group.rw}
    note("group_founded", about=about, by=me, at=now, office=office.id, data=data)
    return group


@transaction.atomic
def join_group(group_id: UUID, *, by: Actor, now: datetime) -> None:
    """Become a member of a group of one's own village.

    Raises ``Refused`` (``residency_needed``, ``not_your_village``) and
    ``Conflict("already_member")``.
    """
    me = by.as_resident()
    group, home = group_by_id(group_id), home_of(me.person)
    if home is None:
        raise Refused("residency_needed")
    if home.village != group.village:
        raise Refused("not_your_village")
    try:
        with transaction.atomic():
            Membership.objects.create(group=group, person_id=me.who, joined_at=now)
    except IntegrityError as problem:
        raise Conflict("already_member") from problem
    note("group_joined", about=("group", group.id), by=me, at=now, office=group.office)
