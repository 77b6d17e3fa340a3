"""Draft a plan, tick what is ready, publish."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from keliling.catalogue.queries import offers
from keliling.commission.acts import move_visit
from keliling.commission.acts.doors import visit_of_coordinator, visit_of_resident
from keliling.commission.models import Visit
from keliling.commission.rules import VisitState
from keliling.design.acts.doors import still_open
from keliling.design.models import Plan, PlanService, Readiness
from keliling.design.queries import plan_view
from keliling.design.rules import Hours, check_hours, missing_for_publication
from keliling.design.rules.plan import BY_HAND
from keliling.kernel.actor import Actor, Role, Side, office_scope
from keliling.kernel.refusal import Conflict, Refused, Stale
from keliling.record.acts import note


@transaction.atomic
def draft_plan(
    visit_id: UUID,
    hours: Hours,
    services: Sequence[str],
    *,
    seen_version: int,
    by: Actor,
    now: datetime,
) -> None:
    """Set day, hours and services of a plan that is not yet published.

    Raises ``Stale``, ``Conflict("plan_published")`` and ``Refused`` (``plan_in_the_past``,
    ``hours_order``, ``services_missing``, ``service_not_offered``).
    """
    visit, coordinator = visit_of_coordinator(visit_id, by)
    check_hours(hours, now.date())
    _check_services(visit, services, hours)
    Plan.objects.get_or_create(visit=visit)
    won = Plan.objects.filter(pk=visit_id, version=seen_version, state="draft").update(
        day=hours.day, starts=hours.starts, ends=hours.ends, version=F("version") + 1
    )
    if not won:
        _say_why(visit_id, seen_version)
    PlanService.objects.filter(plan=visit_id).delete()
    PlanService.objects.bulk_create(
        PlanService(plan_id=visit_id, service=code) for code in sorted(set(services))
    )
    about = ("visit", visit.pk)
    data = {"day": hours.day, "services": sorted(set(services))}
    note("plan_drafted", about=about, by=coordinator, at=now, office=visit.office, data=data)


@transaction.atomic
def tick_readiness(visit_id: UUID, item: str, *, by: Actor, now: datetime) -> None:
    """Answer for one line of the list; each line belongs to one side.

    Raises ``Refused("readiness_item")``, ``Refused("readiness_other_side")`` and
    ``Conflict("already_ticked")``.
    """
    if item not in BY_HAND:
        raise Refused("readiness_item")
    visit, actor = _side_for(visit_id, item, by)
    still_open(visit)
    Plan.objects.get_or_create(visit=visit)
    try:
        with transaction.atomic():
            Readiness.objects.create(plan_id=visit_id, item=item, by=by.who, at=now)
    except IntegrityError as problem:
        raise Conflict("already_ticked") from problem
    data = {"item": item}
    about = ("visit", visit.pk)
    note("readiness_ticked", about=about, by=actor, at=now, office=visit.office, data=data)


@transaction.atomic
def publish_plan(visit_id: UUID, *, seen_version: int, by: Actor, now: datetime) -> None:
    """Publish a plan whose readiness list is complete.

    Raises ``Refused("not_ready", missing=…)``, ``Stale`` and ``Conflict("plan_published")``.
    """
    visit, coordinator = visit_of_coordinator(visit_id, by)
    view = plan_view(by, visit_id)
    if missing := missing_for_publication(view.done):
        raise Refused("not_ready", missing=missing)
    won = Plan.objects.filter(pk=visit_id, version=seen_version, state="draft").update(
        state="published", published_at=now, version=F("version") + 1
    )
    if not won:
        _say_why(visit_id, seen_version)
    move_visit(visit_id, before=VisitState.PLANNING, after=VisitState.PUBLISHED, held_on=view.day)
    about = ("visit", visit.pk)
    data = {"day": view.day}
    note("plan_published", about=about, by=coordinator, at=now, office=visit.office, data=data)


def _side_for(visit_id: UUID, item: str, by: Actor) -> tuple[Visit, Actor]:
    if BY_HAND[item] == Side.STAFF.value:
        return visit_of_coordinator(visit_id, by)
    visit, me = visit_of_resident(visit_id, by)
    if by.holds(Role.COORDINATOR, office_scope(visit.office)):
        raise Refused("readiness_other_side")
    return visit, me


def _check_services(visit: Visit, services: Sequence[str], hours: Hours) -> None:
    if not services:
        raise Refused("services_missing")
    offered = {offer.code for offer in offers(visit.office, hours.day)}
    for code in services:
        if code not in offered:
            raise Refused("service_not_offered", service=code)


def _say_why(visit_id: UUID, seen_version: int) -> None:
    plan = Plan.objects.get(pk=visit_id)
    if plan.state != "draft":
        raise Conflict("plan_published")
    raise Stale(seen=seen_version, current=plan.version)
