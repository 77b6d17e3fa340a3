"""Areas: a new edition, searches for nothing, where the data come from."""

import pytest
from django.db import connection

from keliling.kernel.actor import SYSTEM
from keliling.kernel.refusal import Absent
from keliling.places import queries
from keliling.places.acts import load_areas
from keliling.places.queries import search_areas
from keliling.record.queries import facts_about
from tests.cast import AREAS, NOW
from tests.house.source import ROOT


def names(text: str) -> list[str]:
    return [row.name for row in search_areas(text)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "s",
        "%",
        "_",
        "' OR 1=1 --",
        "31.7",
        "999999999999999",
        "²³",
        "\x00",
        "٣١",
        "a" * 9999,
    ],
)
def test_a_search_for_nothing_finds_nothing(typed: str) -> None:
    load_areas(AREAS, by=SYSTEM, now=NOW)
    assert search_areas(typed) == []


@pytest.mark.django_db
def test_a_new_edition_brings_new_areas_and_new_names() -> None:
    load_areas(AREAS, by=SYSTEM, now=NOW)
    told: list[int] = []
    edition = [("31.74.09", "Jagakarsa Baru"), *AREAS[:2], ("31.74.01", "Tebet")]
    assert load_areas(edition, by=SYSTEM, now=NOW, told=told.append) == 2
    assert sum(told) == 2
    assert names("baru") == ["Jagakarsa Baru"]
    assert names("tebet jakarta") == ["Tebet"]
    assert queries.area("31.74.09.1002").name == "Srengseng Sawah"
    assert facts_about(("area", "ID"))[-1].data == {"areas": 1, "renamed": 1}


@pytest.mark.django_db
def test_an_unknown_area_is_absent_and_its_code_stands_for_its_name() -> None:
    with pytest.raises(Absent):
        queries.area("31.74.09.9999")
    assert queries.area_names(["31.74.09.9999"]) == {"31.74.09.9999": "31.74.09.9999"}


@pytest.mark.django_db
def test_words_are_ordered_by_code_points_whatever_the_language_of_the_database() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite compares code points anyway")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT collation_name FROM information_schema.columns"
            " WHERE table_name = 'places_areaword' AND column_name = 'word'"
        )
        assert cursor.fetchone() == ("C",)


def test_the_source_of_the_areas_is_named_with_its_decree_and_licence() -> None:
    package = (ROOT / "package.json").read_text()
    notice = (ROOT / "src" / "keliling" / "places" / "NOTICE-areas.md").read_text()
    data, edition = queries.AREA_SOURCE["data"].split()
    assert f'"{data}": "{edition}"' in package
    for part in queries.AREA_SOURCE.values():
        assert part in " ".join(notice.split()), part
