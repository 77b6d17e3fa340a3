"""Stage 2: venue, pledges, shifts, readiness, publication."""

from datetime import date, time

import pytest

from keliling.commission.models import Visit
from keliling.design import acts
from keliling.design.models import Plan, ShiftPlace
from keliling.design.queries import plan_view
from keliling.design.rules import Answer, Hours
from keliling.kernel.actor import Role, visit_scope
from keliling.kernel.refusal import Absent, Conflict, Refused, Stale
from tests import cast
from tests.cast import NOW, TODAY, World

pytestmark = pytest.mark.django_db
MORNING = Hours(TODAY, time(8), time(12))


def shift_of(world: World, places: int = 2) -> object:
    visit = cast.commission_visit(world)
    office = world.actor("coordinator")
    hours = (time(8), time(12))
    return acts.open_shift(visit.pk, "form_helper", hours, places, by=office, now=NOW).pk


def test_a_plan_is_published_only_when_the_whole_list_is_done(world: World) -> None:
    visit = cast.commission_visit(world)
    office = world.actor("coordinator")
    acts.draft_plan(visit.pk, MORNING, ["land-history"], seen_version=1, by=office, now=NOW)
    with pytest.raises(Refused) as refused:
        acts.publish_plan(visit.pk, seen_version=2, by=office, now=NOW)
    assert refused.value.facts["missing"] == ["venue", "shifts", "kit", "rain_plan", "announced"]


def test_a_complete_plan_publishes_and_gives_the_visit_its_day(world: World) -> None:
    visit = cast.publish_visit(world)
    visit = Visit.objects.get(pk=visit.pk)
    assert (visit.state, visit.held_on) == ("published", TODAY)
    view = plan_view(world.actor("stranger"), visit.pk)
    assert view.missing == ()
    assert view.venue is not None


def test_a_published_plan_is_not_redrafted(world: World) -> None:
    visit = cast.publish_visit(world)
    with pytest.raises(Conflict, match="plan_published"):
        acts.draft_plan(
            visit.pk,
            MORNING,
            ["land-history"],
            seen_version=3,
            by=world.actor("coordinator"),
            now=NOW,
        )


def test_two_coordinators_drafting_at_once_do_not_overwrite_each_other(world: World) -> None:
    visit = cast.commission_visit(world)
    office = world.actor("coordinator")
    acts.draft_plan(visit.pk, MORNING, ["land-history"], seen_version=1, by=office, now=NOW)
    with pytest.raises(Stale):
        acts.draft_plan(visit.pk, MORNING, ["burial-renewal"], seen_version=1, by=office, now=NOW)
    assert plan_view(office, visit.pk).services == ("land-history",)


@pytest.mark.parametrize(
    ("hours", "services", "reason"),
    [
        (Hours(date(2026, 11, 1), time(8), time(12)), ["land-history"], "plan_in_the_past"),
        (Hours(TODAY, time(12), time(8)), ["land-history"], "hours_order"),
        (MORNING, [], "services_missing"),
        (MORNING, ["passport"], "service_not_offered"),
    ],
)
def test_a_wrong_plan_is_refused(
    world: World, hours: Hours, services: list[str], reason: str
) -> None:
    visit = cast.commission_visit(world)
    with pytest.raises(Refused, match=reason):
        acts.draft_plan(
            visit.pk, hours, services, seen_version=1, by=world.actor("coordinator"), now=NOW
        )
    assert not Plan.objects.filter(day__isnull=False).exists()


def test_a_taken_shift_makes_a_volunteer_of_that_visit_alone(world: World) -> None:
    shift = shift_of(world)
    acts.take_shift(shift, by=world.actor("neighbour"), now=NOW)
    neighbour = world.actor("neighbour")
    assert neighbour.holds(Role.VOLUNTEER, visit_scope(world.visit.pk))
    assert not neighbour.holds(Role.VOLUNTEER, visit_scope(cast.fresh()))


def test_a_full_shift_and_a_second_place_are_refused(world: World) -> None:
    shift = shift_of(world, places=1)
    acts.take_shift(shift, by=world.actor("neighbour"), now=NOW)
    with pytest.raises(Conflict, match="shift_taken_already"):
        acts.take_shift(shift, by=world.actor("neighbour"), now=NOW)
    with pytest.raises(Conflict, match="shift_full"):
        acts.take_shift(shift, by=world.actor("volunteer"), now=NOW)


def test_a_place_given_back_can_be_taken_again(world: World) -> None:
    shift = shift_of(world, places=1)
    acts.take_shift(shift, by=world.actor("neighbour"), now=NOW)
    acts.leave_shift(shift, by=world.actor("neighbour"), now=NOW)
    acts.take_shift(shift, by=world.actor("volunteer"), now=NOW)
    assert ShiftPlace.objects.get().person_id == world.volunteer.pk


def test_each_side_ticks_its_own_lines(world: World) -> None:
    visit = cast.commission_visit(world)
    office, resident = world.actor("coordinator"), world.actor("volunteer")
    with pytest.raises(Absent):
        acts.tick_readiness(visit.pk, "kit", by=resident, now=NOW)
    with pytest.raises(Refused):
        acts.tick_readiness(visit.pk, "announced", by=office, now=NOW)
    with pytest.raises(Refused, match="readiness_item"):
        acts.tick_readiness(visit.pk, "venue", by=office, now=NOW)
    acts.tick_readiness(visit.pk, "kit", by=office, now=NOW)
    with pytest.raises(Conflict, match="already_ticked"):
        acts.tick_readiness(visit.pk, "kit", by=office, now=NOW)


def test_only_a_groups_speaker_offers_its_place_and_one_is_agreed(world: World) -> None:
    visit = cast.publish_visit(world)
    offer = acts.VenueOffer(world.group.pk, "Teras", "", 20, True, True, 0)  # noqa: FBT003
    with pytest.raises(Refused, match="not_your_group"):
        acts.offer_venue(visit.pk, offer, by=world.actor("neighbour"), now=NOW)
    second = acts.offer_venue(visit.pk, offer, by=world.actor("volunteer"), now=NOW)
    office = world.actor("coordinator")
    with pytest.raises(Conflict, match="venue_agreed_already"):
        acts.answer_venue(second.pk, Answer.AGREED, "", by=office, now=NOW)
    with pytest.raises(Refused, match="answer_missing"):
        acts.answer_venue(second.pk, Answer.REFUSED, "", by=office, now=NOW)


def test_hours_count_only_when_the_other_side_countersigns_once(world: World) -> None:
    cast.publish_visit(world)
    office, shift, who = world.actor("coordinator"), world.shift.pk, world.volunteer.pk
    with pytest.raises(Absent):
        acts.countersign_shift(shift, who, 60, by=world.actor("volunteer"), now=NOW)
    with pytest.raises(Refused, match="shift_minutes"):
        acts.countersign_shift(shift, who, 0, by=office, now=NOW)
    acts.countersign_shift(shift, who, 240, by=office, now=NOW)
    with pytest.raises(Conflict, match="already_countersigned"):
        acts.countersign_shift(shift, who, 200, by=office, now=NOW)
    assert ShiftPlace.objects.get(person=who).minutes == 240


def test_a_pledge_is_of_a_known_kind_and_never_money(world: World) -> None:
    visit = cast.commission_visit(world)
    with pytest.raises(Refused, match="offer_kind"):
        acts.pledge(visit.pk, acts.Promise("money", 4_000), by=world.actor("neighbour"), now=NOW)
