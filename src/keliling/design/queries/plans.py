"""The plan of a visit as both sides see it: everything about it is public but names of takers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from keliling.commission.queries import visit_by_id
from keliling.design.models import Plan, PlanService, Pledge, Readiness, Shift, ShiftPlace, Venue
from keliling.design.rules import READINESS, Answer
from keliling.kernel.actor import Actor
from keliling.kernel.refusal import Absent


@dataclass(frozen=True, slots=True)
class VenueRow:
    """A venue on offer."""

    id: UUID
    name: str
    address: str
    group: str
    capacity: int
    step_free: bool
    roofed: bool
    watts: int
    state: str
    answer: str


@dataclass(frozen=True, slots=True)
class ShiftRow:
    """A shift and how full it is; ``mine`` for the reader."""

    id: UUID
    visit: UUID
    task: str
    starts: time
    ends: time
    places: int
    taken: int
    mine: bool

    @property
    def full(self) -> bool:
        """True when no place is left."""
        return self.taken >= self.places


@dataclass(frozen=True, slots=True)
class PledgeRow:
    """A pledge; ``group`` is empty for a single resident, who is not named."""

    id: UUID
    kind: str
    quantity: int
    words: str
    group: str
    state: str
    mine: bool


@dataclass(frozen=True, slots=True)
class PlanView:
    """The plan and everything promised for it."""

    visit: UUID
    office: UUID
    village: str
    rw: str
    visit_state: str
    version: int
    day: date | None
    starts: time | None
    ends: time | None
    state: str
    services: tuple[str, ...]
    venues: tuple[VenueRow, ...]
    shifts: tuple[ShiftRow, ...]
    pledges: tuple[PledgeRow, ...]
    done: frozenset[str]

    @property
    def venue(self) -> VenueRow | None:
        """The agreed venue."""
        return next((row for row in self.venues if row.state == Answer.AGREED.value), None)

    @property
    def missing(self) -> tuple[str, ...]:
        """What of the readiness list is open."""
        return tuple(item.code for item in READINESS if item.code not in self.done)


def plan_view(by: Actor, visit_id: UUID) -> PlanView:
    """Return the plan as ``by`` sees it; raises ``Absent`` for an unknown visit."""
    visit = visit_by_id(visit_id)
    plan = Plan.objects.filter(pk=visit_id).first() or Plan(visit=visit)
    services = tuple(services_planned([visit_id]).get(visit_id, ()))
    venues = tuple(_venues(visit_id))
    shifts = tuple(_shifts(Shift.objects.filter(visit=visit_id), by.person))
    return PlanView(
        visit=visit.pk,
        office=visit.office,
        village=visit.village,
        rw=visit.rw,
        visit_state=visit.state,
        version=plan.version,
        day=plan.day,
        starts=plan.starts,
        ends=plan.ends,
        state=plan.state,
        services=services,
        venues=venues,
        shifts=shifts,
        pledges=tuple(_pledges(visit_id, by.person)),
        done=readiness_done(plan, services, venues, shifts),
    )


def readiness_done(
    plan: Plan, services: Iterable[str], venues: Iterable[VenueRow], shifts: Iterable[ShiftRow]
) -> frozenset[str]:
    """Return the codes of the list that are done: worked out, or ticked."""
    rows = list(shifts)
    done = set(Readiness.objects.filter(plan=plan.pk).values_list("item", flat=True))
    if plan.day:
        done.add("date")
    if any(row.state == Answer.AGREED.value for row in venues):
        done.add("venue")
    if list(services):
        done.add("services")
    if rows and all(row.taken > 0 for row in rows):
        done.add("shifts")
    return frozenset(done)


def services_planned(visits: Iterable[UUID]) -> dict[UUID, list[str]]:
    """Return the services each visit brings, in one query."""
    found: dict[UUID, list[str]] = {}
    rows = PlanService.objects.filter(plan__in=list(visits)).order_by("service")
    for visit, service in rows.values_list("plan_id", "service"):
        found.setdefault(visit, []).append(service)
    return found


def takers_of(visit: UUID) -> list[tuple[UUID, UUID]]:
    """Return who stands on which shift of a visit, for those who countersign."""
    rows = ShiftPlace.objects.filter(shift__visit=visit)
    return list(rows.order_by("shift", "number").values_list("shift_id", "person_id"))


def visit_of_shift(shift: UUID) -> UUID:
    """Return the visit of a shift; raises ``Absent``."""
    found = Shift.objects.filter(pk=shift).values_list("visit_id", flat=True).first()
    if found is None:
        raise Absent
    return found


def my_shifts(by: Actor) -> list[ShiftRow]:
    """Return the shifts somebody has taken, latest visit first."""
    mine = Shift.objects.filter(taken__person=by.person).order_by("-visit__held_on", "starts")
    return _shifts(mine, by.person)


def _venues(visit: UUID) -> list[VenueRow]:
    rows = Venue.objects.filter(visit=visit).select_related("group").order_by("offered_at", "pk")
    return [
        VenueRow(
            id=row.pk,
            name=row.name,
            address=row.address,
            group=row.group.name,
            capacity=row.capacity,
            step_free=row.step_free,
            roofed=row.roofed,
            watts=row.watts,
            state=row.state,
            answer=row.answer,
        )
        for row in rows
    ]


def _shifts(rows: Iterable[Shift], reader: UUID | None) -> list[ShiftRow]:
    shifts = list(rows)
    takers: dict[UUID, list[UUID]] = {}
    places = ShiftPlace.objects.filter(shift__in=shifts).values_list("shift_id", "person_id")
    for shift, person in places:
        takers.setdefault(shift, []).append(person)
    return [
        ShiftRow(
            id=row.pk,
            visit=row.visit_id,
            task=row.task,
            starts=row.starts,
            ends=row.ends,
            places=row.places,
            taken=len(takers.get(row.pk, [])),
            mine=reader in takers.get(row.pk, []),
        )
        for row in sorted(shifts, key=lambda row: (row.starts, row.task))
    ]


def _pledges(visit: UUID, reader: UUID | None) -> list[PledgeRow]:
    rows = Pledge.objects.filter(visit=visit).select_related("group").order_by("pledged_at", "pk")
    return [
        PledgeRow(
            id=row.pk,
            kind=row.kind,
            quantity=row.quantity,
            words=row.words,
            group=row.group.name if row.group else "",
            state=row.state,
            mine=row.person_id == reader,
        )
        for row in rows
    ]
