"""`keliling record`: what it says, and how it ends."""

import json
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from keliling.record.models import Fact
from tests import cast
from tests.cast import World
from tests.commands.typed import keliling

pytestmark = pytest.mark.django_db(transaction=True)
append_only = import_module("keliling.record.migrations.0002_append_only")


@pytest.fixture
def var(settings: Settings, tmp_path: Path) -> dict[str, str]:
    """A folder of its own for what the command writes."""
    return {"KELILING_VAR": str(tmp_path), "KELILING_KEYS": str(settings.VAR / "keys.json")}


def run(statements: Iterator[str]) -> None:
    with connection.cursor() as cursor:
        for sql in statements:
            cursor.execute(sql)


def test_one_changed_fact_makes_verify_end_with_one_and_name_the_seal(
    world: World, var: dict[str, str]
) -> None:
    proposal = cast.propose(world)
    assert keliling("record", "seal", **var).returncode == 0
    sound = keliling("record", "verify", **var)
    assert (sound.returncode, sound.stdout[:6]) == (0, "sound:")
    run(append_only.undo(connection.vendor))
    changed = Fact.objects.filter(kind="visit_proposed", about_id=str(proposal.pk))
    assert changed.update(about_id=str(cast.fresh())) == 1
    run(append_only.statements(connection.vendor))
    broken = keliling("record", "verify", **var)
    assert broken.returncode == 1
    assert broken.stdout.startswith(f"broken: seal 1 of chain {world.office.pk}: fact_changed")


def test_a_torn_line_among_the_heads_is_passed_over(
    world: World, var: dict[str, str], tmp_path: Path
) -> None:
    assert world.office
    keliling("record", "seal", **var)
    with (tmp_path / "seals.jsonl").open("a") as heads:
        heads.write('{"chain": "')
    assert keliling("record", "verify", **var).returncode == 0


def test_export_writes_every_fact(world: World, var: dict[str, str]) -> None:
    assert world.office
    lines = keliling("record", "export", **var).stdout.splitlines()
    assert [json.loads(line)["seq"] for line in lines] == list(
        Fact.objects.order_by("seq").values_list("seq", flat=True)
    )
