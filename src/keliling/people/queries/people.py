"""Who there is; the first argument is the actor wherever the answer depends on who asks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.account.models import EmailAddress

from keliling.kernel.actor import Actor, Role, area_scope, office_scope
from keliling.kernel.refusal import Absent
from keliling.people.models import Group, Invitation, Person, Residency, RoleGrant
from keliling.people.vault import blind_index, open_text


@dataclass(frozen=True, slots=True)
class Home:
    """Where a person lives and whether somebody who can know has said so."""

    village: str
    rw: str
    rt: str
    confirmed_how: str

    @property
    def confirmed(self) -> bool:
        """True once an RW head vouched, or an officer saw the KTP."""
        return bool(self.confirmed_how)


def person_by_id(person: UUID) -> Person:
    """Return the person; raises ``Absent``."""
    found = Person.objects.filter(pk=person).first()
    if found is None:
        raise Absent
    return found


def person_by_contact(contact: str) -> Person | None:
    """Find the account of an e-mail address or an E.164 number."""
    field = "email__iexact" if "@" in contact else "phone"
    return Person.objects.filter(**{field: contact}).first()


def has_proved(person: Person, contact: str) -> bool:
    """Tell whether somebody showed with a code that an e-mail or a telephone is theirs."""
    if "@" in contact:
        known = EmailAddress.objects.filter(user=person, email__iexact=contact)
        return bool(known.filter(verified=True).exists())
    return person.phone == contact and person.phone_verified


def person_by_nik(nik: str) -> Person | None:
    """Find the account of a NIK by its blind index."""
    return Person.objects.filter(nik_index=blind_index(nik, "nik")).first()


def nik_of(by: Actor) -> str | None:
    """Return one's own NIK, opened; ``None`` where it was never given."""
    person = Person.objects.filter(pk=by.person).first() if by.person else None
    if person is None or person.nik_sealed is None:
        return None
    return open_text(bytes(person.nik_sealed), person.nik_place)


def display_names(people: Iterable[UUID | None]) -> dict[UUID, str]:
    """Return the names of several people in one look-up."""
    ids = {person for person in people if person}
    return dict(Person.objects.filter(pk__in=ids).values_list("pk", "name"))


def home_of(person: UUID | None) -> Home | None:
    """Return where the person lives now, or ``None`` if they never said."""
    row = Residency.objects.filter(person=person, ended_at=None).first()
    if row is None:
        return None
    return Home(row.village, row.rw, row.rt, row.confirmed_how)


def residencies_to_confirm(by: Actor, village: str, rw: str) -> list[Residency]:
    """List open claims to an RW, for its head."""
    if not by.holds(Role.RW_HEAD, area_scope(village, rw)):
        raise Absent
    claims = Residency.objects.filter(village=village, rw=rw, ended_at=None, confirmed_how="")
    return list(claims.select_related("person").order_by("claimed_at")[:200])


def groups_of(person: UUID | None) -> list[Group]:
    """Return the groups in whose name the person may speak."""
    mine = Group.objects.filter(memberships__person=person, memberships__speaker=True)
    return list(mine.order_by("name"))


def groups_joined(person: UUID | None) -> list[Group]:
    """Return every group the person is in, as speaker or not."""
    return list(Group.objects.filter(memberships__person=person).order_by("name"))


def groups_in_rw(village: str, rw: str) -> list[Group]:
    """Return the groups of one RW."""
    return list(Group.objects.filter(village=village, rw=rw).order_by("name"))


def group_by_id(group: UUID) -> Group:
    """Return the group; raises ``Absent``."""
    found = Group.objects.filter(pk=group).first()
    if found is None:
        raise Absent
    return found


def staff_of(by: Actor, office: UUID) -> list[RoleGrant]:
    """List the grants of an office, for its administrator."""
    if not by.holds(Role.ADMINISTRATOR, office_scope(office)):
        raise Absent
    grants = RoleGrant.objects.filter(office=office).select_related("person")
    return list(grants.order_by("revoked_at", "person__name", "role")[:500])


def open_invitation(token: str, *, now: datetime) -> Invitation:
    """Return an unused invitation within its term; raises ``Absent``."""
    found = Invitation.objects.filter(
        token_index=blind_index(token, "invitation"), used_at=None, expires_at__gt=now
    ).first()
    if found is None:
        raise Absent
    return found
