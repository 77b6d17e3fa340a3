"""Passwords: an account's first one, made on the server, and the one somebody chooses."""

from datetime import datetime
from uuid import UUID

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from keliling.kernel.actor import Actor, Role, Side
from keliling.kernel.refusal import Refused
from keliling.people.models import Person
from keliling.people.queries import person_by_id
from keliling.record.acts import note


@transaction.atomic
def give_password(person_id: UUID, password: str, *, by: Actor, now: datetime) -> None:
    """Give an account its first password and take its e-mail as checked.

    Only the set-up does this: whoever holds the server vouches for the address. Raises
    ``Refused`` (``not_your_role``, ``password_weak``).
    """
    if by.side is not Side.SYSTEM:
        raise Refused("not_your_role", roles=["system"])
    person = person_by_id(person_id)
    try:
        validate_password(password, person)
    except ValidationError as problem:
        raise Refused("password_weak") from problem
    person.set_password(password)
    person.save(update_fields=["password"])
    if person.email:
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    note("password_given", about=("person", person_id), by=by, at=now)


@transaction.atomic
def choose_password(person: Person, password: str, *, now: datetime) -> None:
    """Keep the password its owner chose after showing who they are; it ends other sessions."""
    person.set_password(password)
    person.save(update_fields=["password"])
    me = Actor(person=person.pk, role=Role.RESIDENT)
    note("password_chosen", about=("person", person.pk), by=me, at=now)
