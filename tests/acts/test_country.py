"""The areas of the country: loaded once, found by the beginnings of words, by an index."""

import re
from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django.plugin import DjangoDbBlocker

from keliling.cli.areas import read_areas
from keliling.kernel.actor import SYSTEM
from keliling.places import queries
from keliling.places.acts import load_areas
from keliling.places.queries import search_areas
from keliling.places.words import ancestors, asked_words, search_words
from keliling.record.queries import facts_about
from tests.cast import NOW
from tests.house.source import ROOT

FETCHED = ROOT / "var" / "areas"
COUNTRY = pytest.mark.skipif(not FETCHED.is_dir(), reason="run `make setup` to fetch the areas")
EVERY = 100_000


@pytest.fixture(scope="module")
def country(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[list[tuple[str, str]]]:
    """The whole country, loaded once for this file and taken back at its end."""
    rows = read_areas(FETCHED)
    with django_db_blocker.unblock(), transaction.atomic():
        load_areas(rows, by=SYSTEM, now=NOW)
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                # every row is sampled: a plan does not hang on which ones were drawn
                cursor.execute("SET LOCAL default_statistics_target = 2000")
            cursor.execute("ANALYZE places_area")
            cursor.execute("ANALYZE places_areaword")
        yield rows
        transaction.set_rollback(True)


def names(text: str, **options: int) -> list[str]:
    return [row.name for row in search_areas(text, **options)]


def plan_of(text: str) -> str:
    """Return the database's plan for the statement that looks for the words."""
    with CaptureQueriesContext(connection) as caught:
        search_areas(text)
    sql = next(row["sql"] for row in caught if "places_areaword" in row["sql"])
    explain = "EXPLAIN" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
    with connection.cursor() as cursor:
        cursor.execute(f"{explain} {sql}")
        return "\n".join(str(row[-1] if len(row) > 1 else row[0]) for row in cursor.fetchall())


def looked_up(plan: str) -> bool:
    """Tell whether a plan reaches the words through the index, and no table row by row."""
    return "area_word" in plan and not re.search(r"Seq Scan|SCAN (places|U\d|V\d)", plan)


@COUNTRY
@pytest.mark.django_db
def test_the_country_has_the_areas_that_the_decree_lists(country: list[tuple[str, str]]) -> None:
    assert queries.count_areas() == {1: 38, 2: 514, 3: 7_285, 4: 83_762}
    jakarta = [code for code, _ in country if code.startswith("31.")]
    assert [sum(code.count(".") == n for code in jakarta) for n in (1, 2, 3)] == [6, 44, 267]
    assert len(queries.children()) == 38
    assert len(queries.children("31.74")) == 10
    assert [row.name for row in queries.area_path("31.74.09.1002")] == [
        "Srengseng Sawah",
        "Jagakarsa",
        "Kota Administrasi Jakarta Selatan",
        "Daerah Khusus Ibukota Jakarta",
    ]


@COUNTRY
@pytest.mark.django_db
def test_loading_the_country_twice_changes_nothing(country: list[tuple[str, str]]) -> None:
    before = len(facts_about(("area", "ID")))
    assert load_areas(country, by=SYSTEM, now=NOW) == 0
    assert len(facts_about(("area", "ID"))) == before


@COUNTRY
@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["srengseng", "Sreng Saw", "srengseng jagakarsa"])
def test_a_search_reaches_the_words_through_the_index(
    country: list[tuple[str, str]], typed: str
) -> None:
    assert "Srengseng Sawah" in names(typed)
    plan = plan_of(typed)
    assert looked_up(plan), plan


@COUNTRY
@pytest.mark.django_db
def test_without_the_index_the_plan_reads_every_word(country: list[tuple[str, str]]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX area_word")
    plan = plan_of("srengseng")
    assert not looked_up(plan), plan


def slowly(rows: list[tuple[str, str]], text: str) -> set[str]:
    """The oracle: look at every area."""
    own = {code: search_words(name) for code, name in rows}
    first, *others = asked_words(text)

    def begins(code: str, word: str) -> bool:
        return any(known.startswith(word) for known in own[code])

    return {
        code
        for code in own
        if begins(code, first)
        and all(any(begins(around, word) for around in ancestors(code)) for word in others)
    }


@COUNTRY
@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed",
    [
        "srengseng",
        "sz",
        "zz",
        "Kota Bandung",
        "kel. srengseng sawah, jagakarsa",
        "ci bog jawa",
        "19 nopember",
        "ma'rang",
        "nosuchplace",
    ],
)
def test_the_index_finds_what_reading_every_area_finds(
    country: list[tuple[str, str]], typed: str
) -> None:
    found = [row.code for row in search_areas(typed, limit=EVERY)]
    assert len(found) == len(set(found))
    assert set(found) == slowly(country, typed)


@COUNTRY
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("medan", "12.71"),
        ("Kota Bandung", "32.04"),
        ("jakarta selatan", "31.74"),
        ("Kecamatan Jagakarsa", "31.74.09"),
        ("31.74.09", "31.74.09"),
        (" 317409 ", "31.74.09"),
        ("3174091002", "31.74.09.1002"),
        ("31", "31"),
    ],
)
def test_what_was_meant_comes_first(country: list[tuple[str, str]], typed: str, code: str) -> None:
    assert search_areas(typed, limit=5)[0].code == code


@COUNTRY
@pytest.mark.django_db
def test_a_search_keeps_to_a_level_a_surrounding_area_and_a_limit(
    country: list[tuple[str, str]],
) -> None:
    assert {row.level for row in search_areas("sawah", level=3)} == {3}
    inside = search_areas("srengseng", within="31.74")
    assert [row.code for row in inside] == ["31.74.09.1002"]
    assert inside[0].around[:2] == ("Jagakarsa", "Kota Administrasi Jakarta Selatan")
    assert len(search_areas("su", limit=7)) == 7
