"""Two people doing the same thing at once, sixty-four times over, on PostgreSQL.

SQLite lets one writer in at a time and hides such faults, so these run where they show.
Each race is run twice: as shipped, and with its guard taken away, where it must go wrong.
"""

import os
from collections.abc import Callable
from importlib import import_module
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction

from keliling.commission import acts as commission
from keliling.commission.models import Support
from keliling.deliver import acts as deliver
from keliling.deliver.acts.counter import draw_number
from keliling.deliver.models import Application, Counter, Permit
from keliling.deliver.rules import Stage
from keliling.design import acts as design
from keliling.design.models import ShiftPlace
from keliling.kernel.ids import new_code, new_id
from keliling.record.models import Fact
from tests import cast, cast_files
from tests.cast import NOW, World
from tests.races.crowd import CLIENTS, Result, at_once

ROUNDS = 3 if os.environ.get("KELILING_FULL") else 1
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        os.environ.get("KELILING_TEST_DATABASE") != "postgres", reason="runs on PostgreSQL alone"
    ),
]
decide_module = import_module("keliling.deliver.acts.decide")


def drop(table: str, *constraints: str) -> None:
    with connection.cursor() as cursor:
        for name in constraints:
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')


def restore(model: Any, *names: str) -> None:
    """Put constraints back after the table was emptied."""
    model.objects.all().delete()
    with connection.schema_editor() as editor:
        for constraint in model._meta.constraints:
            if constraint.name in names:
                editor.add_constraint(model, constraint)


def one_wins(result: Result, reason: str) -> None:
    assert result.broken == []
    assert result.done == 1
    assert result.statuses == {409: CLIENTS - 1}
    assert result.lost[reason] + result.lost["stale"] == CLIENTS - 1


def backing(world: World) -> Callable[[], object]:
    proposal, person = cast.propose(world), world.actor("neighbour")
    return lambda: commission.back_proposal(proposal.pk, by=person, now=NOW)


def test_one_person_backs_a_proposal_once(world: World) -> None:
    result = at_once([backing(world)] * CLIENTS)
    one_wins(result, "already_backed")
    assert Support.objects.count() == 1
    assert Fact.objects.filter(kind="proposal_backed").count() == 1


def test_without_its_constraint_one_person_backs_many_times(world: World) -> None:
    act = backing(world)
    drop("commission_support", "support_once")
    try:
        at_once([act] * CLIENTS)
        assert Support.objects.count() > 1
    finally:
        restore(Support, "support_once")


def last_place(world: World) -> list[Callable[[], object]]:
    visit = cast.commission_visit(world)
    hours = (cast.time(8), cast.time(12))
    office = world.actor("coordinator")
    shift = design.open_shift(visit.pk, "escort", hours, 1, by=office, now=NOW)
    crowd = cast.add_neighbours(world, CLIENTS)
    return [lambda by=by: design.take_shift(shift.pk, by=by, now=NOW) for by in crowd]


def test_the_last_place_of_a_shift_goes_to_one(world: World) -> None:
    one_wins(at_once(last_place(world)), "shift_full")
    assert ShiftPlace.objects.count() == 1


def test_without_its_constraint_the_last_place_goes_to_several(world: World) -> None:
    acts = last_place(world)
    drop("design_shiftplace", "place_once")
    try:
        at_once(acts)
        assert ShiftPlace.objects.count() > 1
    finally:
        restore(ShiftPlace, "place_once")


def deciding(world: World) -> Callable[[], object]:
    file = cast_files.decision_ready(world)
    boss = world.actor("signatory")
    return lambda: deliver.decide(
        file.pk, deliver.Ruling(grant=True), seen_version=file.version, by=boss, now=NOW
    )


def test_an_application_is_decided_once(world: World) -> None:
    one_wins(at_once([deciding(world)] * CLIENTS), "step_not_now")
    assert Permit.objects.count() == 1
    assert Fact.objects.filter(kind="permit_issued").count() == 1
    assert Counter.objects.get(key__startswith="permit:").last == 1


def test_without_its_guards_an_application_is_decided_twice(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    act = deciding(world)

    def overwrite(file: Application, seen_version: int, **changes: object) -> None:
        Application.objects.filter(pk=file.pk).update(version=seen_version + 1, **changes)

    monkeypatch.setattr(decide_module, "move", overwrite)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE conrelid = 'deliver_permit'::regclass"
            " AND contype = 'u' AND conname LIKE '%application_id%'"
        )
        (name,) = cursor.fetchone()
    drop("deliver_permit", name)
    try:
        at_once([act] * CLIENTS)
        assert Permit.objects.count() > 1
    finally:
        Permit.objects.all().delete()
        with connection.cursor() as cursor:
            cursor.execute(
                f'ALTER TABLE deliver_permit ADD CONSTRAINT "{name}" UNIQUE (application_id)'
            )


def copies_ready(world: World) -> tuple[Application, list[UUID]]:
    """Sixty-four files ready for decision, copied from one."""
    first = cast_files.decision_ready(world)
    template, files = Application.objects.get(pk=first.pk), []
    answers = cast_files.read(template)
    for _ in range(CLIENTS):
        template.pk, template.code = new_id(), new_code()
        template.answers = cast_files.seal(template, answers)
        template.save(force_insert=True)
        files.append(template.pk)
    assert template.stage == Stage.DECISION.value
    return first, files


def many_decisions(world: World) -> list[Callable[[], object]]:
    first, files = copies_ready(world)
    ruling, version, boss = deliver.Ruling(grant=True), first.version, world.actor("signatory")
    return [
        lambda pk=pk: deliver.decide(pk, ruling, seen_version=version, by=boss, now=NOW)
        for pk in files
    ]


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_numbers_drawn_at_once_are_a_gapless_set(world: World, round_: int) -> None:
    result = at_once(many_decisions(world))
    assert result.broken == []
    assert result.done == CLIENTS
    drawn = sorted(Permit.objects.values_list("n", flat=True))
    assert drawn == list(range(1, CLIENTS + 1))


def test_a_counter_that_reads_before_it_writes_repeats_numbers(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    acts = many_decisions(world)

    def read_then_write(key: str) -> int:
        row, _ = Counter.objects.get_or_create(key=key)
        Counter.objects.filter(key=key).update(last=row.last + 1)
        return row.last + 1

    monkeypatch.setattr(decide_module, "draw_number", read_then_write)
    result = at_once(acts)
    assert result.lost["decided_already"] > 0
    assert result.done < CLIENTS


def test_a_refused_act_gives_its_number_back(world: World) -> None:
    assert world.office

    def fails() -> None:
        with transaction.atomic():
            draw_number("permit:x")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fails()
    with transaction.atomic():
        assert draw_number("permit:x") == 1
