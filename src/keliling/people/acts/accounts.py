"""Accounts: entered by staff, given a name, a NIK, another telephone."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from keliling.kernel.actor import Actor, Role, office_scope
from keliling.kernel.identifiers import read_nik, read_phone
from keliling.kernel.refusal import Conflict, Refused
from keliling.people.models import Person
from keliling.people.queries import offices_of, person_by_id
from keliling.people.vault import blind_index, seal_text
from keliling.record.acts import note

CLERKS = (Role.FRONT_OFFICER, Role.COORDINATOR, Role.ADMINISTRATOR)


@transaction.atomic
def enter_person(
    name: str,
    *,
    email: str = "",
    phone: str = "",
    language: str = "id",
    by: Actor,
    now: datetime,
) -> Person:
    """Make an account for somebody: by themselves at sign-up, or by staff at the counter.

    Letters to this person are written in ``language``.

    Raises ``Refused("name_missing")`` and ``Conflict("contact_taken")``.
    """
    person = Person(
        name=read_name(name),
        email=email.strip().lower() or None,
        phone=read_phone(phone) if phone else None,
        language=language,
    )
    person.set_unusable_password()
    try:
        with transaction.atomic():
            person.save(force_insert=True)
    except IntegrityError as problem:
        raise Conflict("contact_taken") from problem
    note("person_entered", about=("person", person.id), by=by, at=now)
    return person


@transaction.atomic
def take_name(name: str, *, by: Actor, now: datetime) -> None:
    """Change one's own name as shown to the office; one-word names are names."""
    me = by.as_resident()
    Person.objects.filter(pk=me.who).update(name=read_name(name))
    note("name_changed", about=("person", str(me.person)), by=me, at=now)


@transaction.atomic
def record_nik(person_id: UUID, nik: str, *, by: Actor, now: datetime) -> None:
    """Keep a person's NIK, encrypted; by the person, or by an officer who holds the KTP.

    Raises what ``read_nik`` raises, and ``Conflict("nik_taken")`` if another account has it.
    """
    if by.person != person_id and not _is_clerk(by):
        raise Refused("not_your_role", roles=[str(role) for role in CLERKS])
    person = person_by_id(person_id)
    digits = read_nik(nik, today=now.date()).digits
    sealed = seal_text(digits, person.nik_place)
    try:
        with transaction.atomic():
            Person.objects.filter(pk=person_id).update(
                nik_sealed=sealed, nik_index=blind_index(digits, "nik")
            )
    except IntegrityError as problem:
        raise Conflict("nik_taken") from problem
    note("nik_recorded", about=("person", person_id), by=by, at=now)


@transaction.atomic
def replace_contact(person_id: UUID, *, office: UUID, phone: str, by: Actor, now: datetime) -> None:
    """Give an account another telephone after its owner showed the KTP: the way back in.

    Whoever can change a colleague's telephone can sign in as them, so for staff only the
    administrator of their office may. Raises ``Refused("contact_of_staff")`` and
    ``Conflict("contact_taken")``.
    """
    officer = by.acting_as(CLERKS, office_scope(office))
    if by.person == person_id:
        raise Refused("not_for_yourself")
    person = person_by_id(person_id)
    if not all(by.holds(Role.ADMINISTRATOR, office_scope(o)) for o in offices_of(person_id)):
        raise Refused("contact_of_staff")
    number = read_phone(phone)
    try:
        with transaction.atomic():
            Person.objects.filter(pk=person.pk).update(phone=number, phone_verified=True)
    except IntegrityError as problem:
        raise Conflict("contact_taken") from problem
    note("contact_replaced", about=("person", person_id), by=officer, at=now, office=office)


def read_name(name: str) -> str:
    """Return a name with its white space tidied; raises ``Refused("name_missing")``."""
    tidy = " ".join(name.split())
    if not tidy or len(tidy) > 120 or not any(c.isalpha() for c in tidy):
        raise Refused("name_missing")
    return tidy


def _is_clerk(by: Actor) -> bool:
    return any(by.holds(role, office_scope(o)) for o in by.offices() for role in CLERKS)
