"""Who is in the story; nobody is real."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from keliling.cli.story.clock import Clock
from keliling.kernel.actor import SYSTEM, Actor, Role, area_scope, office_scope
from keliling.people import acts as people
from keliling.people.acts.demonstration import enter_demonstration
from keliling.people.queries import actor_for

VILLAGE = "31.74.09.1002"
RW, SECOND_RW, THIRD_RW = "003", "005", "007"
PASSWORD = "peragaan-keliling"  # noqa: S105  a demonstration's own, printed at the start
STAFF = {
    "administrator": (Role.ADMINISTRATOR, "Contoh Administrator"),
    "koordinator": (Role.COORDINATOR, "Contoh Koordinator"),
    "petugas": (Role.FRONT_OFFICER, "Contoh Petugas Depan"),
    "penandatangan": (Role.SIGNATORY, "Contoh Penanda Tangan"),
}
RESIDENTS = {
    "ketuarw": "Contoh Ketua RW 03",
    "warga": "Contoh Warga RW 03",
    "relawan": "Contoh Relawan RW 03",
}


@dataclass
class Cast:
    """The people of the story by short name; actors are built afresh, as for a request."""

    office: UUID
    ids: dict[str, UUID]

    def actor(self, key: str, today: date) -> Actor:
        """Return somebody with the roles they hold on a day."""
        return actor_for(self.ids[key], today=today)


def gather(office: UUID, clock: Clock, *, residents: int) -> Cast:
    """Enter everybody, give the roles, let them live in their RW and be vouched for."""
    cast = Cast(office, {})
    for key, (_, name) in STAFF.items():
        cast.ids[key] = _enter(key, name, clock)
    people.first_administrator(cast.ids["administrator"], office, now=clock.tick())
    boss = cast.actor("administrator", clock.today)
    for key, (role, _) in STAFF.items():
        if role is not Role.ADMINISTRATOR:
            scope = office_scope(office)
            people.grant_role(cast.ids[key], role, scope, office=office, by=boss, now=clock.tick())
    for key, name in RESIDENTS.items():
        cast.ids[key] = _enter(key, name, clock)
    for n in range(1, residents + 1):
        name = f"Contoh Warga {n:02d}"
        cast.ids[f"warga{n:02d}"] = people.enter_person(name, by=SYSTEM, now=clock.tick()).pk
    head = area_scope(VILLAGE, RW)
    people.grant_role(
        cast.ids["ketuarw"], Role.RW_HEAD, head, office=office, by=boss, now=clock.tick()
    )
    _settle(cast, clock)
    return cast


def _settle(cast: Cast, clock: Clock) -> None:
    """RW 03 is home to most; the last residents live in two other RW of the village."""
    residents = [key for key in cast.ids if key.startswith("warga") and key != "warga"]
    elsewhere = dict.fromkeys(residents[-6:-3], SECOND_RW) | dict.fromkeys(residents[-3:], THIRD_RW)
    for key in ["ketuarw", "warga", "relawan", *residents]:
        rw = elsewhere.get(key, RW)
        claimant = cast.actor(key, clock.today)
        claim = people.claim_residency(VILLAGE, rw, "004", by=claimant, now=clock.tick())
        voucher = "petugas" if key == "ketuarw" or rw != RW else "ketuarw"
        by = cast.actor(voucher, clock.today)
        people.confirm_residency(claim.pk, by=by, now=clock.tick())


def _enter(key: str, name: str, clock: Clock) -> UUID:
    person = people.enter_person(name, email=f"{key}@contoh.example", by=SYSTEM, now=clock.tick())
    enter_demonstration(person.pk, PASSWORD)
    return person.pk
