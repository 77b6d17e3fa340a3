"""One fixed cast, always the same: every test knows who is who."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from keliling.catalogue.acts import adopt_services, load_calendar
from keliling.commission import acts as commission
from keliling.commission.acts.propose import Wish
from keliling.commission.rules import Need, Offered
from keliling.design import acts as design
from keliling.design.rules import Answer, Hours
from keliling.kernel.actor import SYSTEM, Actor, Role, area_scope, office_scope
from keliling.kernel.ids import new_id
from keliling.people import acts as people
from keliling.people.models import Person, RoleGrant
from keliling.people.queries import actor_for
from keliling.places.acts import load_areas, open_office

NOW = datetime(2026, 11, 9, 3, 0, tzinfo=UTC)
"""A Monday, ten in the morning in Jakarta."""
TODAY = date(2026, 11, 9)
VILLAGE, OTHER_VILLAGE = "31.74.09.1002", "31.74.09.1003"
RW = "003"
AREAS = [
    ("31", "DKI Jakarta"),
    ("31.74", "Kota Administrasi Jakarta Selatan"),
    ("31.74.09", "Jagakarsa"),
    (VILLAGE, "Srengseng Sawah"),
    (OTHER_VILLAGE, "Ciganjur"),
]
SERVICES = ("burial-renewal", "land-history", "nib-assistance")
PASSWORD = "kunci-peragaan-2026"  # noqa: S105  a test's own
NAMES = {
    "applicant": "Contoh Pemohon",
    "stranger": "Contoh Orang Lain",
    "volunteer": "Contoh Relawan",
    "neighbour": "Contoh Tetangga",
    "rw_head": "Contoh Ketua RW",
    "front_officer": "Contoh Petugas Depan",
    "signatory": "Contoh Penanda Tangan",
    "coordinator": "Contoh Koordinator",
    "administrator": "Contoh Administrator",
}
STAFF = {
    "front_officer": Role.FRONT_OFFICER,
    "signatory": Role.SIGNATORY,
    "coordinator": Role.COORDINATOR,
}


@dataclass
class World:
    """An office in Jagakarsa, its people, and whatever a test has made happen."""

    office: Any
    people: dict[str, Person]
    extra: dict[str, Any] = field(default_factory=dict)

    def actor(self, name: str, *, today: date = TODAY) -> Actor:
        """Return a member of the cast as the middleware would."""
        return actor_for(self.people[name].pk, today=today)

    def __getattr__(self, name: str) -> Any:
        """Give a person by name, or something a scene has left behind."""
        for shelf in ("people", "extra"):
            if name in self.__dict__.get(shelf, {}):
                return self.__dict__[shelf][name]
        raise AttributeError(name)


def make_world() -> World:
    """Open the office and let everybody in; the services are the shipped ones."""
    load_areas(AREAS, by=SYSTEM, now=NOW)
    office = open_office(
        name="PTSP Contoh Jagakarsa", code="JGK", area="31.74.09", by=SYSTEM, now=NOW
    )
    load_calendar(office.pk, [2026], by=SYSTEM, now=NOW)
    adopt_services(office.pk, SERVICES, by=SYSTEM, now=NOW)
    world = World(office, {key: _enter(key) for key in NAMES})
    people.first_administrator(world.administrator.pk, office.pk, now=NOW)
    boss = world.actor("administrator")
    for key, role in STAFF.items():
        people.grant_role(
            world.people[key].pk, role, office_scope(office.pk), office=office.pk, by=boss, now=NOW
        )
    people.grant_role(
        world.rw_head.pk,
        Role.RW_HEAD,
        area_scope(VILLAGE, RW),
        office=office.pk,
        by=boss,
        now=NOW,
    )
    for key in ("applicant", "volunteer", "neighbour", "rw_head"):
        settle(world, key)
    return world


def settle(world: World, key: str, village: str = VILLAGE, rw: str = RW) -> None:
    """Let somebody live in the kampung, vouched for."""
    claim = people.claim_residency(village, rw, "004", by=world.actor(key), now=NOW)
    voucher = "front_officer" if key == "rw_head" else "rw_head"
    people.confirm_residency(claim.pk, by=world.actor(voucher), now=NOW)


def add_neighbours(world: World, count: int) -> list[Actor]:
    """Let more people live in the same RW, without anybody's word for it."""
    found = []
    for n in range(count):
        person = people.enter_person(f"Contoh Warga {n + 1}", by=SYSTEM, now=NOW)
        actor = actor_for(person.pk, today=TODAY)
        people.claim_residency(VILLAGE, RW, by=actor, now=NOW)
        found.append(actor)
    return found


def propose(world: World, by: str = "applicant", rw: str = RW) -> Any:
    """Propose a visit with two needs and a hall."""
    wish = Wish(
        village=VILLAGE,
        rw=rw,
        why="Banyak izin makam habis tahun ini.",
        needs=[Need("burial-renewal", 12), Need("land-history", 5)],
        offers=[Offered("venue", 1, "Balai warga"), Offered("furniture", 40, "Kursi")],
    )
    world.extra["proposal"] = commission.propose_visit(wish, by=world.actor(by), now=NOW)
    return world.extra["proposal"]


def commission_visit(world: World) -> Any:
    """Propose, back and commission."""
    proposal = world.extra.get("proposal") or propose(world)
    for key in ("volunteer", "neighbour"):
        commission.back_proposal(proposal.pk, by=world.actor(key), now=NOW)
    world.extra["visit"] = commission.commission_visit(
        proposal.pk, seen_version=1, by=world.actor("coordinator"), now=NOW
    )
    return world.extra["visit"]


def publish_visit(world: World, day: date = TODAY) -> Any:
    """Draft, fill and publish the plan of the visit."""
    visit = world.extra.get("visit") or commission_visit(world)
    office, resident = world.actor("coordinator"), world.actor("volunteer")
    hours = Hours(day, time(8), time(12))
    design.draft_plan(visit.pk, hours, list(SERVICES), seen_version=1, by=office, now=NOW)
    group = people.found_group("Karang Taruna Contoh", "karang_taruna", by=resident, now=NOW)
    place = design.VenueOffer(group.pk, "Balai Warga", "Jalan Contoh 1", 60, True, True, 2200)  # noqa: FBT003
    venue = design.offer_venue(visit.pk, place, by=resident, now=NOW)
    design.answer_venue(venue.pk, Answer.AGREED, "", by=office, now=NOW)
    promise = design.pledge(
        visit.pk, design.Promise("furniture", 40, "Kursi"), by=resident, now=NOW
    )
    shift = design.open_shift(visit.pk, "form_helper", (time(8), time(12)), 3, by=office, now=NOW)
    design.take_shift(shift.pk, by=resident, now=NOW)
    # Pages ask by the real clock, and NOW stands still.
    RoleGrant.objects.filter(role=Role.VOLUNTEER.value).update(ends_on=date(9999, 1, 1))
    for item in ("kit", "rain_plan"):
        design.tick_readiness(visit.pk, item, by=office, now=NOW)
    design.tick_readiness(visit.pk, "announced", by=resident, now=NOW)
    design.publish_plan(visit.pk, seen_version=2, by=office, now=NOW)
    world.extra |= {"group": group, "venue": venue, "pledge": promise, "shift": shift}
    return visit


def later(**duration: float) -> datetime:
    """Return a moment after ``NOW``."""
    return NOW + timedelta(**duration)


def fresh() -> UUID:
    """Return an id that nothing has."""
    return new_id()


def _enter(key: str) -> Person:
    person = people.enter_person(NAMES[key], email=f"{key}@contoh.example", by=SYSTEM, now=NOW)
    person.set_password(PASSWORD)
    person.save(update_fields=["password"])
    return person
