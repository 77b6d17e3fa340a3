"""The same races through the whole house: 64 people press one button of the served site."""

import os
from collections import Counter
from collections.abc import Iterator, Sequence

import pytest
from django.db import connection
from django.urls import reverse

from keliling.commission.models import Support
from keliling.deliver.models import Permit
from keliling.design import acts as design
from keliling.design.models import ShiftPlace
from keliling.people.models import Person
from tests import cast, cast_files
from tests.cast import NOW, World
from tests.races.crowd import CLIENTS, at_once
from tests.races.test_races import copies_ready, drop, restore
from tests.served import Answer, Caller, Served

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        os.environ.get("KELILING_TEST_DATABASE") != "postgres", reason="runs on PostgreSQL alone"
    ),
]


@pytest.fixture
def site(world: World) -> Iterator[Served]:
    """The site, with as many threads as it takes for the clients to meet."""
    assert world.office
    connection.close()
    with Served(KELILING_THREADS="32") as served:
        yield served


def press(
    site: Served, people: Sequence[Person], presses: Sequence[tuple[str, dict[str, object]]]
) -> list[Answer]:
    """Let each person press a button, all at once; every answer comes back."""
    callers = [Caller(site.port, person) for person in people]
    answers: list[Answer] = []

    def one(caller: Caller, path: str, values: dict[str, object]) -> None:
        answers.append(caller.post(path, values))
        caller.close()

    result = at_once(
        [
            lambda caller=caller, path=path, values=values: one(caller, path, values)
            for caller, (path, values) in zip(callers, presses, strict=True)
        ]
    )
    assert result.broken == []
    return answers


def statuses(answers: Sequence[Answer]) -> Counter[int]:
    return Counter(answer.status for answer in answers)


ONE_WINS = {303: 1, 409: CLIENTS - 1}


def back(world: World, site: Served) -> list[Answer]:
    path = reverse("back", args=[cast.propose(world).pk])
    return press(site, [world.neighbour] * CLIENTS, [(path, {"sure": "yes"})] * CLIENTS)


def test_one_person_backs_a_proposal_once(world: World, site: Served) -> None:
    answers = back(world, site)
    assert statuses(answers) == ONE_WINS
    assert Support.objects.count() == 1
    told = next(answer.body for answer in answers if answer.status == 409)
    assert "Tanda tangan Anda sudah ada" in told


def test_without_its_constraint_one_person_backs_many_times(world: World, site: Served) -> None:
    drop("commission_support", "support_once")
    try:
        assert statuses(back(world, site)) != ONE_WINS
        assert Support.objects.count() > 1
    finally:
        restore(Support, "support_once")


def take_last_place(world: World, site: Served) -> list[Answer]:
    visit = cast.commission_visit(world)
    hours = (cast.time(8), cast.time(12))
    office = world.actor("coordinator")
    shift = design.open_shift(visit.pk, "escort", hours, 1, by=office, now=NOW)
    crowd = [actor.who for actor in cast.add_neighbours(world, CLIENTS)]
    path = reverse("take_shift", args=[shift.pk])
    return press(site, list(Person.objects.filter(pk__in=crowd)), [(path, {})] * CLIENTS)


def test_the_last_place_of_a_shift_goes_to_one(world: World, site: Served) -> None:
    assert statuses(take_last_place(world, site)) == ONE_WINS
    assert ShiftPlace.objects.count() == 1


def test_without_its_constraint_the_last_place_goes_to_several(world: World, site: Served) -> None:
    drop("design_shiftplace", "place_once")
    try:
        assert statuses(take_last_place(world, site)) != ONE_WINS
        assert ShiftPlace.objects.count() > 1
    finally:
        restore(ShiftPlace, "place_once")


def test_an_application_is_decided_once(world: World, site: Served) -> None:
    file = cast_files.decision_ready(world)
    path = reverse("decide", args=[file.pk])
    grant = {"version": file.version, "ruling": "grant", "sure": "yes"}
    answers = press(site, [world.signatory] * CLIENTS, [(path, grant)] * CLIENTS)
    assert statuses(answers) == ONE_WINS
    assert Permit.objects.count() == 1


def test_numbers_drawn_at_once_are_a_gapless_set(world: World, site: Served) -> None:
    first, files = copies_ready(world)
    grant = {"version": first.version, "ruling": "grant", "sure": "yes"}
    presses = [(reverse("decide", args=[pk]), grant) for pk in files]
    answers = press(site, [world.signatory] * CLIENTS, presses)
    assert statuses(answers) == {303: CLIENTS}
    drawn = sorted(Permit.objects.values_list("n", flat=True))
    assert drawn == list(range(1, CLIENTS + 1))
