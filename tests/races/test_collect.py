"""Many telephones send the same form at once: one application, and nothing else that counts."""

import os

import pytest
from django.db import connection

from keliling.catalogue.queries import form_of, versions_of
from keliling.deliver.acts import Loose, Parcel, receive_submission
from keliling.deliver.models import Application, Submission
from keliling.kernel.refusal import Stale
from tests.cast import NOW, World
from tests.races.crowd import CLIENTS, at_once
from tests.races.test_races import restore
from tests.web.phone import filled

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        os.environ.get("KELILING_TEST_DATABASE") != "postgres", reason="runs on PostgreSQL alone"
    ),
]


def send_at_once(world: World, *, split: bool = False) -> list[str]:
    """Let everybody send an instance; with ``split`` each post brings one of its files."""
    form = form_of(versions_of(world.office.pk, "burial-renewal")[0].version)
    sheet = filled(form, "uuid:race")
    names = sorted(sheet.files)
    states: list[str] = []

    def one(n: int) -> None:
        chosen = [names[n % len(names)]] if split else names
        files = [Loose(name, sheet.files[name]) for name in chosen]
        packed = Parcel(world.office.pk, sheet.xml, files)
        for _ in range(CLIENTS):
            try:
                got = receive_submission(packed, by=world.actor("applicant"), now=NOW)
            except Stale:
                continue
            states.append(got.submission.state)
            return

    result = at_once([lambda n=n: one(n) for n in range(CLIENTS)])
    assert result.broken == []
    return states


def test_the_same_form_at_once_is_one_application(world: World) -> None:
    connection.close()
    states = send_at_once(world)
    assert states == ["accepted"] * CLIENTS
    assert (Submission.objects.count(), Application.objects.count()) == (1, 1)


def test_its_files_in_posts_at_once_are_one_application(world: World) -> None:
    connection.close()
    states = send_at_once(world, split=True)
    assert (len(states), "accepted" in states) == (CLIENTS, True)
    assert Application.objects.get().documents.count() == 4


def test_without_its_constraints_the_same_form_is_several_applications(world: World) -> None:
    names = ("submission_once", "submission_first_once")
    with connection.schema_editor() as editor:
        for constraint in Submission._meta.constraints:
            if constraint.name in names:
                editor.remove_constraint(Submission, constraint)
    try:
        send_at_once(world)
        assert Application.objects.count() > 1
    finally:
        restore(Submission, *names)
