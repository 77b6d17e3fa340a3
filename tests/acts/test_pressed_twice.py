"""What is pressed twice happens once; what has ended takes nothing in, and makes room."""

from datetime import timedelta

import pytest

from keliling.deliver import acts
from keliling.deliver.models import Counter, Document, Mandate, Ticket
from keliling.kernel.refusal import Absent, Conflict, Stale
from keliling.record.models import Fact
from tests import cast, cast_files
from tests.cast import NOW, TODAY, World, fresh, later

pytestmark = pytest.mark.django_db


def test_a_number_is_drawn_once_however_often_the_button_is_pressed(world: World) -> None:
    visit, keeper = cast.publish_visit(world), world.actor("volunteer")
    turn = acts.Turn("land-history", id=fresh())
    acts.draw_ticket(visit.pk, turn, by=keeper, now=NOW)
    with pytest.raises(Conflict, match="ticket_drawn_already"):
        acts.draw_ticket(visit.pk, turn, by=keeper, now=NOW)
    assert Ticket.objects.count() == 1
    assert Counter.objects.get(key=f"ticket:{visit.pk}").last == 1


def test_who_calls_the_number_they_saw_calls_nobody_else(world: World) -> None:
    visit, keeper = cast.publish_visit(world), world.actor("volunteer")
    for _ in range(2):
        acts.draw_ticket(visit.pk, acts.Turn("land-history"), by=keeper, now=NOW)
    assert acts.call_next(visit.pk, seen=1, by=keeper, now=NOW).number == 1
    with pytest.raises(Conflict, match="queue_moved"):
        acts.call_next(visit.pk, seen=1, by=keeper, now=NOW)
    assert Ticket.objects.filter(state="called").count() == 1
    assert acts.call_next(visit.pk, seen=2, by=keeper, now=NOW).number == 2


def test_a_mandate_that_expired_may_be_given_again(world: World) -> None:
    visit, me = cast.publish_visit(world), world.actor("applicant")
    powers = acts.Powers("land-history", world.volunteer.pk, TODAY)
    first = acts.give_mandate(visit.pk, powers, by=me, now=NOW)
    with pytest.raises(Conflict, match="mandate_given_already"):
        acts.give_mandate(visit.pk, powers, by=me, now=NOW)
    tomorrow = acts.Powers("land-history", world.volunteer.pk, TODAY + timedelta(days=1))
    second = acts.give_mandate(visit.pk, tomorrow, by=me, now=later(days=1))
    assert Mandate.objects.get(pk=first.pk).revoked_at == later(days=1)
    assert Mandate.objects.get(pk=second.pk).revoked_at is None


def test_a_document_can_be_taken_away_again(world: World) -> None:
    me = world.actor("applicant")
    file = cast_files.fill(cast_files.begin(world), me)
    document = Document.objects.filter(application=file).first()
    assert document is not None
    acts.remove_document(file.pk, document.path, seen_version=file.version, by=me, now=NOW)
    assert not Document.objects.filter(pk=document.pk).exists()
    file.refresh_from_db()
    assert document.path not in cast_files.read(file)
    assert Fact.objects.filter(kind="document_removed", about_id=str(file.pk)).count() == 1
    for version, refusal in ((file.version, Absent), (file.version - 1, Absent)):
        with pytest.raises(refusal):
            acts.remove_document(file.pk, document.path, seen_version=version, by=me, now=NOW)


@pytest.mark.parametrize("who", ["stranger", "volunteer", "front_officer"])
def test_nobody_else_takes_a_document_away(world: World, who: str) -> None:
    file = cast_files.fill(cast_files.begin(world), world.actor("applicant"))
    path = Document.objects.filter(application=file).values_list("path", flat=True)[0]
    with pytest.raises(Absent):
        acts.remove_document(file.pk, path, seen_version=file.version, by=world.actor(who), now=NOW)
    with pytest.raises(Stale):
        acts.remove_document(file.pk, path, seen_version=1, by=world.actor("applicant"), now=NOW)
    assert Document.objects.filter(application=file, path=path).exists()


def test_a_visit_takes_files_for_what_it_brings_while_it_runs(world: World) -> None:
    visit = cast.commission_visit(world)
    with pytest.raises(Conflict, match="visit_takes_no_files"):
        cast_files.begin(world, visit=visit.pk)
    cast.publish_visit(world)
    assert cast_files.begin(world, visit=visit.pk).visit_id == visit.pk
    acts.hold_visit(visit.pk, by=world.actor("coordinator"), now=NOW)
    assert cast_files.begin(world, visit=visit.pk).visit_id == visit.pk
    acts.close_visit(visit.pk, by=world.actor("coordinator"), now=NOW)
    with pytest.raises(Conflict, match="visit_takes_no_files"):
        cast_files.begin(world, visit=visit.pk)
