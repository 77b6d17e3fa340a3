"""Plans in lists: one line a visit, in a number of queries that does not grow with the list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from django.db.models import Count

from keliling.commission.queries import visit_by_id
from keliling.design.models import Plan, PlanService, Readiness, Shift, ShiftPlace, Venue
from keliling.design.rules import READINESS, Answer
from keliling.kernel.actor import Actor, Role, office_scope
from keliling.kernel.refusal import Absent


@dataclass(frozen=True, slots=True)
class PlanLine:
    """When, where and what of a visit, and how much of its readiness list is done."""

    day: date | None
    starts: time | None
    ends: time | None
    venue: str
    services: tuple[str, ...]
    done: int
    of: int


@dataclass(frozen=True, slots=True)
class HoursWorked:
    """Minutes of each volunteer that the office countersigned, most first; places it did not."""

    minutes: tuple[int, ...]
    unsigned: int


def plan_lines(visits: Iterable[UUID]) -> dict[UUID, PlanLine]:
    """Return a line for every visit, also for one without a plan yet; five queries."""
    wanted = list(visits)
    plans = {row.pk: row for row in Plan.objects.filter(pk__in=wanted)}
    venues = _venues(wanted)
    services: dict[UUID, list[str]] = {}
    rows = PlanService.objects.filter(plan__in=wanted).order_by("service")
    for visit, service in rows.values_list("plan_id", "service"):
        services.setdefault(visit, []).append(service)
    ticks: dict[UUID, set[str]] = {}
    for visit, item in Readiness.objects.filter(plan__in=wanted).values_list("plan_id", "item"):
        ticks.setdefault(visit, set()).add(item)
    manned = _manned(wanted)
    return {
        visit: _line(
            plans.get(visit),
            venues.get(visit, ""),
            services.get(visit, []),
            ticks.get(visit, set()) | ({"shifts"} if manned.get(visit) else set()),
        )
        for visit in wanted
    }


def hours_worked(visit: UUID) -> HoursWorked:
    """Return what volunteers worked on a visit; only countersigned minutes count."""
    places = ShiftPlace.objects.filter(shift__visit=visit)
    minutes: dict[UUID, int] = {}
    unsigned = 0
    for person, worked in places.values_list("person_id", "minutes"):
        if worked is None:
            unsigned += 1
        else:
            minutes[person] = minutes.get(person, 0) + worked
    return HoursWorked(tuple(sorted(minutes.values(), reverse=True)), unsigned)


@dataclass(frozen=True, slots=True)
class WorkedPlace:
    """A taken place of a shift; ``minutes`` are ``None`` until the office countersigns."""

    shift: UUID
    person: UUID
    name: str
    task: str
    starts: time
    ends: time
    minutes: int | None

    @property
    def planned(self) -> int:
        """The minutes of the shift, as a first guess."""
        ends, starts = self.ends, self.starts
        return (ends.hour - starts.hour) * 60 + ends.minute - starts.minute


def worked_places(by: Actor, visit_id: UUID) -> list[WorkedPlace]:
    """Return who stood on which shift, for the coordinator; raises ``Absent``."""
    if not by.holds(Role.COORDINATOR, office_scope(visit_by_id(visit_id).office)):
        raise Absent
    places = ShiftPlace.objects.filter(shift__visit=visit_id).select_related("shift", "person")
    return [
        WorkedPlace(
            shift=row.shift_id,
            person=row.person_id,
            name=row.person.name,
            task=row.shift.task,
            starts=row.shift.starts,
            ends=row.shift.ends,
            minutes=row.minutes,
        )
        for row in places.order_by("shift__starts", "shift__task", "number")
    ]


def _line(plan: Plan | None, venue: str, services: list[str], ticks: set[str]) -> PlanLine:
    done = set(ticks)
    done |= {"date"} if plan and plan.day else set()
    done |= {"venue"} if venue else set()
    done |= {"services"} if services else set()
    return PlanLine(
        day=plan.day if plan else None,
        starts=plan.starts if plan else None,
        ends=plan.ends if plan else None,
        venue=venue,
        services=tuple(services),
        done=len(done & {item.code for item in READINESS}),
        of=len(READINESS),
    )


def _venues(visits: list[UUID]) -> dict[UUID, str]:
    rows = Venue.objects.filter(visit__in=visits, state=Answer.AGREED.value)
    return dict(rows.values_list("visit_id", "name"))


def _manned(visits: list[UUID]) -> dict[UUID, bool]:
    """Tell of each visit with shifts whether every shift has somebody on it."""
    manned: dict[UUID, bool] = {}
    rows = Shift.objects.filter(visit__in=visits).annotate(n=Count("taken"))
    for visit, taken in rows.values_list("visit_id", "n"):
        manned[visit] = manned.get(visit, True) and taken > 0
    return manned
