"""The power goes while people send their applications; what was acknowledged is there, once.

Every process is killed at once (SIGKILL), worker included, so nobody tidies up.
"""

import os
import random
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from keliling.config.errands import ERRANDS
from keliling.deliver.models import Application
from keliling.kernel.actor import SYSTEM
from keliling.record.acts import note
from keliling.record.models import Errand, Fact
from keliling.record.queries import verify_record
from tests.cast import NOW, World
from tests.kills.senders import senders
from tests.served import Served

KILLS = 20 if os.environ.get("KELILING_FULL") else 3
SENDERS = 8
MOST_BETWEEN = 40
"""Files acknowledged between two kills, at most."""
SUBMITTED = "application_submitted"


def what_is_wrong(acknowledged: Iterable[UUID]) -> list[str]:
    """Name every file that is lost, doubled or half sent."""
    facts = Counter(Fact.objects.filter(kind=SUBMITTED).values_list("about_id", flat=True))
    stages = {str(pk): stage for pk, stage in Application.objects.values_list("pk", "stage")}
    wrong = [f"{file} is lost" for file in acknowledged if stages.get(str(file)) != "check"]
    for file, stage in stages.items():
        if facts[file] != (stage == "check"):
            wrong.append(f"{file} is {stage} with {facts[file]} facts")
    return wrong


def what_was_left_undone() -> list[str]:
    """Name every fact of a sent file that does not have each of its errands, once."""
    due = sorted(ERRANDS[SUBMITTED])
    assert due
    return [
        f"fact {seq}"
        for seq in Fact.objects.filter(kind=SUBMITTED).values_list("seq", flat=True)
        if sorted(Errand.objects.filter(fact_id=seq).values_list("handler", flat=True)) != due
    ]


@pytest.mark.django_db(transaction=True)
def test_what_was_acknowledged_is_there_once_after_every_kill(
    world: World, settings: Settings, tmp_path: Path
) -> None:
    keys = str(settings.VAR / "keys.json")
    rng = random.Random(20)  # noqa: S311  seeded, so that a fault can be met again
    site = Served(KELILING_VAR=str(tmp_path), KELILING_KEYS=keys)
    each = KILLS * MOST_BETWEEN // SENDERS + MOST_BETWEEN
    crowd = list(senders(world, SENDERS, each, site.port))
    load = crowd[0].load
    connection.close()
    with site:
        for sender in crowd:
            sender.start()
        try:
            for _ in range(KILLS):
                load.wait_for(len(load.acknowledged) + rng.randrange(5, MOST_BETWEEN))
                time.sleep(rng.random() / 50)
                site.kill()
                site.start()
            load.wait_for(len(load.acknowledged) + MOST_BETWEEN)
        finally:
            load.ended = True
            for sender in crowd:
                sender.join()
    assert load.strange == []
    assert load.unanswered >= KILLS, "no request was on its way when the power went"
    assert len(set(load.acknowledged)) == len(load.acknowledged)
    assert what_is_wrong(load.acknowledged) == []
    assert what_was_left_undone() == []
    found = verify_record(tmp_path / "seals.jsonl")
    assert found.sealed > 0
    assert found.broken is None


@pytest.mark.django_db
def test_a_file_that_is_lost_doubled_or_half_sent_is_seen(world: World) -> None:
    crowd = list(senders(world, 1, 3, 0))
    lost, doubled, half = crowd[0].files
    Application.objects.filter(pk__in=[doubled, half]).update(stage="check")
    for _ in range(2):
        note(SUBMITTED, about=("application", doubled), by=SYSTEM, at=NOW, office=world.office.pk)
    Errand.objects.filter(fact__about_id=str(doubled)).delete()
    wrong = what_is_wrong([lost])
    assert {line.split()[0] for line in wrong} == {str(lost), str(doubled), str(half)}
    assert len(what_was_left_undone()) == 2
