"""Shifts: opened by the office, taken by residents, countersigned after the day."""

from datetime import datetime, time, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from keliling.commission.acts.doors import visit_of_coordinator, visit_of_resident
from keliling.design.acts.doors import still_open
from keliling.design.models import Shift, ShiftPlace
from keliling.design.rules import TASKS
from keliling.kernel.actor import Actor
from keliling.kernel.refusal import Absent, Conflict, Refused
from keliling.people.acts import become_volunteer
from keliling.record.acts import note

MOST_PLACES = 60
MOST_MINUTES = 16 * 60
AFTER_THE_DAY = timedelta(days=3)
"""A volunteer may finish what the day left, and then the role ends by itself."""
UNDATED = timedelta(days=120)


@transaction.atomic
def open_shift(
    visit_id: UUID, task: str, hours: tuple[time, time], places: int, *, by: Actor, now: datetime
) -> Shift:
    """Ask for people for a task; raises ``Refused`` (``shift_task``, ``hours_order``,
    ``shift_places``) and ``Conflict("shift_open_already")``.
    """
    visit, coordinator = visit_of_coordinator(visit_id, by)
    still_open(visit)
    if task not in TASKS:
        raise Refused("shift_task")
    if hours[0] >= hours[1]:
        raise Refused("hours_order")
    if not 1 <= places <= MOST_PLACES:
        raise Refused("shift_places", most=MOST_PLACES)
    try:
        with transaction.atomic():
            shift = Shift.objects.create(
                visit=visit, task=task, starts=hours[0], ends=hours[1], places=places
            )
    except IntegrityError as problem:
        raise Conflict("shift_open_already") from problem
    data = {"shift": shift.pk, "task": task, "places": places}
    about = ("visit", visit.pk)
    note("shift_opened", about=about, by=coordinator, at=now, office=visit.office, data=data)
    return shift


@transaction.atomic
def take_shift(shift_id: UUID, *, by: Actor, now: datetime) -> ShiftPlace:
    """Take a place and become a volunteer of the visit.

    Raises ``Conflict`` (``shift_full``, ``shift_taken_already``): of two who reach for the
    last place the database gives it to one.
    """
    shift = _shift(shift_id)
    visit, me = visit_of_resident(shift.visit_id, by)
    still_open(visit)
    place = _place(shift, me.who, now)
    last = (visit.held_on + AFTER_THE_DAY) if visit.held_on else now.date() + UNDATED
    become_volunteer(me.who, visit.pk, office=visit.office, until=last, by=me, now=now)
    data = {"shift": shift.pk, "task": shift.task}
    note("shift_taken", about=("visit", visit.pk), by=me, at=now, office=visit.office, data=data)
    return place


@transaction.atomic
def leave_shift(shift_id: UUID, *, by: Actor, now: datetime) -> None:
    """Give a place back before the day; raises ``Absent``."""
    shift = _shift(shift_id)
    visit, me = visit_of_resident(shift.visit_id, by)
    still_open(visit)
    if not ShiftPlace.objects.filter(shift=shift, person=me.person).delete()[0]:
        raise Absent
    data = {"shift": shift.pk}
    note("shift_left", about=("visit", visit.pk), by=me, at=now, office=visit.office, data=data)


@transaction.atomic
def countersign_shift(
    shift_id: UUID, person: UUID, minutes: int, *, by: Actor, now: datetime
) -> None:
    """Confirm what a volunteer worked; unconfirmed hours are in no measure.

    Raises ``Refused`` (``shift_minutes``, ``not_for_yourself``) and
    ``Conflict("already_countersigned")``.
    """
    shift = _shift(shift_id)
    visit, coordinator = visit_of_coordinator(shift.visit_id, by)
    if not 1 <= minutes <= MOST_MINUTES:
        raise Refused("shift_minutes", most=MOST_MINUTES)
    if person == by.person:
        raise Refused("not_for_yourself")
    place = ShiftPlace.objects.filter(shift=shift, person=person)
    if not place.exists():
        raise Absent
    if not place.filter(minutes=None).update(minutes=minutes, countersigned_by=by.person):
        raise Conflict("already_countersigned")
    data = {"shift": shift.pk, "volunteer": person, "minutes": minutes}
    about = ("visit", visit.pk)
    note("shift_worked", about=about, by=coordinator, at=now, office=visit.office, data=data)


def _place(shift: Shift, person: UUID, now: datetime) -> ShiftPlace:
    taken = dict(ShiftPlace.objects.filter(shift=shift).values_list("person_id", "number"))
    if person in taken:
        raise Conflict("shift_taken_already")
    free = next((n for n in range(1, shift.places + 1) if n not in taken.values()), None)
    if free is None:
        raise Conflict("shift_full")
    try:
        with transaction.atomic():
            return ShiftPlace.objects.create(
                shift=shift, number=free, person_id=person, taken_at=now
            )
    except IntegrityError as problem:
        raise Conflict("shift_full" if free == shift.places else "place_just_taken") from problem


def _shift(shift_id: UUID) -> Shift:
    shift = Shift.objects.filter(pk=shift_id).first()
    if shift is None:
        raise Absent
    return shift
