"""Contacts that their owner has proved with a code."""

from datetime import datetime

from django.db import IntegrityError, transaction

from keliling.kernel.actor import Actor
from keliling.kernel.refusal import Conflict
from keliling.people.models import Person
from keliling.record.acts import note


@transaction.atomic
def confirm_phone(phone: str, *, by: Actor, now: datetime) -> None:
    """Keep the telephone whose code somebody typed; a second proof of it changes nothing.

    Raises ``Conflict("contact_taken")``.
    """
    me = by.as_resident()
    unproved = Person.objects.filter(pk=me.who).exclude(phone=phone, phone_verified=True)
    try:
        with transaction.atomic():
            changed = unproved.update(phone=phone, phone_verified=True)
    except IntegrityError as problem:
        raise Conflict("contact_taken") from problem
    if changed:
        note("contact_confirmed", about=("person", me.who), by=me, at=now)


@transaction.atomic
def confirm_email(*, by: Actor, now: datetime) -> None:
    """Note that somebody proved an e-mail address; the sign-in library keeps the address."""
    me = by.as_resident()
    note("contact_confirmed", about=("person", me.who), by=me, at=now)
