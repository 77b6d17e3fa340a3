"""Offices, whom they serve, and the neighbourhoods of a village."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from keliling.cli.main import app
from keliling.kernel.actor import SYSTEM
from keliling.kernel.refusal import Absent, Conflict, Refused
from keliling.places import queries
from keliling.places.acts import Counted, change_contact, load_neighbourhoods, open_office
from keliling.record.queries import facts_about
from tests.cast import NOW, OTHER_VILLAGE, VILLAGE, World, fresh

SOURCE = "Data warga RW, November 2026"


def test_the_nearest_office_serves_a_village(world: World) -> None:
    city = open_office(name="PTSP Kota Contoh", code="KOT", area="31.74", by=SYSTEM, now=NOW)
    served = queries.office_serving(VILLAGE)
    assert served == world.office != city
    assert queries.office_serving("31.74.01.1001") == city
    assert queries.office_serving("32.04.01.2001") is None


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"name": " "}, "name_missing"),
        ({"code": "X"}, "office_code"),
        ({"code": "JG-K"}, "office_code"),
        ({"timezone": "Asia/Nowhere"}, "timezone_unknown"),
        ({"area": "99"}, "absent"),
        ({"code": "jgk"}, "office_code_taken"),
    ],
)
def test_a_damaged_office_is_not_opened(world: World, change: dict[str, str], reason: str) -> None:
    wish = {"name": "PTSP Contoh", "code": "NEW", "area": "31.74"} | change
    with pytest.raises(Refused) as refused:
        open_office(**wish, by=SYSTEM, now=NOW)
    assert refused.value.reason == reason
    assert queries.offices() == [world.office]


def test_the_code_of_an_office_is_its_own_in_any_case(world: World) -> None:
    assert queries.office_by_code("jgk") == world.office
    with pytest.raises(Conflict):
        open_office(name="PTSP Lain", code="Jgk", area="31", by=SYSTEM, now=NOW)


def test_a_strangers_office_does_not_exist(world: World) -> None:
    with pytest.raises(Absent):
        queries.office(fresh())
    with pytest.raises(Absent):
        queries.office_by_code("XYZ")


def test_only_the_administrator_changes_how_an_office_is_reached(world: World) -> None:
    new = {"phone": "1500-164", "email": "ptsp@contoh.example", "address": "Jalan Contoh 2"}
    with pytest.raises(Refused, match="not_your_role"):
        change_contact(world.office.pk, **new, by=world.actor("coordinator"), now=NOW)
    change_contact(world.office.pk, **new, by=world.actor("administrator"), now=NOW)
    office = queries.office(world.office.pk)
    assert (office.phone, office.email) == ("1500-164", "ptsp@contoh.example")


def test_the_neighbourhoods_of_a_village_are_listed_and_counted_anew(world: World) -> None:
    keeper = world.actor("coordinator")
    rows = [Counted("3", adults=612), Counted("RW 12"), Counted("003", "7", 80)]
    assert load_neighbourhoods(VILLAGE, rows, source=SOURCE, by=keeper, now=NOW) == 3
    load_neighbourhoods(VILLAGE, [Counted("003", adults=640)], source=SOURCE, by=keeper, now=NOW)
    found = [(r.rw, r.rt, r.adults, r.adults_source) for r in queries.neighbourhoods(VILLAGE)]
    assert found == [("003", "", 640, SOURCE), ("003", "007", 80, SOURCE), ("012", "", None, "")]
    assert queries.neighbourhoods(OTHER_VILLAGE) == []
    facts = facts_about(("area", VILLAGE))
    assert [(row.kind, row.data) for row in facts] == [
        ("neighbourhoods_loaded", {"count": 3}),
        ("neighbourhoods_loaded", {"count": 1}),
    ]


@pytest.mark.parametrize(
    ("village", "row", "source", "reason"),
    [
        ("31.74.09", Counted("3"), SOURCE, "village_needed"),
        ("31.74.09.9999", Counted("3"), SOURCE, "absent"),
        (VILLAGE, Counted("0"), SOURCE, "rw_number"),
        (VILLAGE, Counted("3", "x"), SOURCE, "rw_number"),
        (VILLAGE, Counted("3", adults=-1), SOURCE, "adults_number"),
        (VILLAGE, Counted("3", adults=612), " ", "adults_source_missing"),
        (VILLAGE, Counted("RW 1"), SOURCE, "neighbourhood_twice"),
    ],
)
def test_a_damaged_list_of_neighbourhoods_changes_nothing(
    world: World, village: str, row: Counted, source: str, reason: str
) -> None:
    rows = [Counted("001"), row]
    with pytest.raises(Refused) as refused:
        load_neighbourhoods(village, rows, source=source, by=SYSTEM, now=NOW)
    assert refused.value.reason == reason
    assert queries.neighbourhoods(VILLAGE) == []


@pytest.mark.parametrize("who", ["front_officer", "rw_head", "applicant"])
def test_neighbourhoods_are_listed_by_those_who_run_the_office(world: World, who: str) -> None:
    with pytest.raises(Refused, match="not_your_role"):
        load_neighbourhoods(VILLAGE, [Counted("3")], source="", by=world.actor(who), now=NOW)


def test_a_village_that_nobody_serves_takes_no_list(world: World) -> None:
    queries.Office.objects.filter(pk=world.office.pk).update(area="31.74.09.1003")
    with pytest.raises(Refused, match="no_office_there"):
        load_neighbourhoods(VILLAGE, [Counted("3")], source="", by=SYSTEM, now=NOW)


@pytest.mark.parametrize(
    ("text", "village", "said", "code"),
    [
        ("rw,rt,adults\n3,,612\n3,7,80\n12,,\n", VILLAGE, "3 neighbourhoods", 0),
        ("\ufeffrw,rt,adults\n3,,612\n", VILLAGE, "1 neighbourhoods", 0),
        ("rw,rt,adults\n3,,many\n", VILLAGE, "Line 2", 1),
        ("number\n3\n", VILLAGE, "Line 2", 1),
        ("rw\n3\nRW 03\n", VILLAGE, "stands twice", 1),
        ("rw\n3\n", "31.74", "larger area", 1),
        (None, VILLAGE, "cannot be read", 1),
    ],
)
def test_the_command_loads_a_list_or_says_what_is_wrong(
    world: World, tmp_path: Path, text: str | None, village: str, said: str, code: int
) -> None:
    file = tmp_path / "rw.csv"
    if text is not None:
        file.write_text(text)
    done = CliRunner().invoke(
        app, ["neighbourhoods", village, str(file), "--source", SOURCE], env={"COLUMNS": "300"}
    )
    assert done.exit_code == code, done.output
    assert said in done.output
    assert bool(queries.neighbourhoods(VILLAGE)) is (code == 0)
