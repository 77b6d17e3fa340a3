"""`keliling demo --no-serve --json`: one seed, one story, and all four phases in it."""

import json
from pathlib import Path

import pytest

from tests.commands.typed import keliling

AREAS = Path(__file__).parents[2] / "var" / "areas"


@pytest.mark.skipif(not AREAS.is_dir(), reason="the areas are not set up (make setup)")
@pytest.mark.django_db
def test_the_story_is_the_same_twice_and_reaches_every_phase() -> None:
    words = ("demo", "--no-serve", "--json", "--seed", "7")
    first, second = (keliling(*words, KELILING_AREAS=str(AREAS)) for _ in range(2))
    assert first.returncode == 0, first.stderr
    assert first.stdout == second.stdout
    told = json.loads(first.stdout)
    assert told["phases"] == dict.fromkeys(
        ("commissioning", "design", "delivery", "assessment"), True
    )
    assert len(set(told["permits"])) == len(told["permits"]) >= 5
    assert told["sent_back"] >= 1
    assert "declined" in {proposal["state"] for proposal in told["proposals"]}
    assert told["findings"]["adopted"] >= 1
