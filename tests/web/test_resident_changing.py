"""A page that changes with its answers: what opens, what no longer fits, what is looked for."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from keliling.deliver.models import Application
from tests import cast_files
from tests.cast import World
from tests.web.every_kind import file_with, row
from tests.web.filling import at
from tests.web.read import shown_again, words
from tests.web.still import nothing_changes, refused

Browser = Callable[..., Client]
CASCADE = (
    row("select_one province", "province", "Provinsi", "Province", required="yes"),
    row("select_one city", "city", "Kota", "City", choice_filter="in=${province}"),
    row("select_one village", "village", "Desa", "Village", choice_filter="in=${city}"),
)
OPENING = (
    row("select_one three", "colour", "Warna", "Colour"),
    row("text", "why", "Mengapa merah?", "Why red?", relevant="${colour} = 'red'"),
    row("text", "name", "Nama", "Name"),
    row("calculate", "twice", calculation="concat(${name}, ${name})"),
    row("text", "sure", "Yakin?", "Sure?", relevant="string-length(${twice}) > 8"),
    row("text", "closed", "Catatan", "Note", read_only="${colour} = 'green'"),
    row("text", "plain", "Biasa", "Plain"),
)
LONG = (
    row("select_one villages", "where", "Desa", "Village", required="yes"),
    row("select_multiple villages", "also", "Juga", "Also"),
)


def kept(file: Application) -> dict[str, str]:
    return cast_files.read(Application.objects.get(pk=file.pk))


def look(browser: Client, file: Application, at_: str = "page", **fields: Any) -> Any:
    with nothing_changes():
        page = browser.post(at(file, "-"), {"version": "1", "look": at_, **fields})
    assert page.status_code == 200
    return page


def questions(page: Any) -> list[str]:
    return re.findall(r'id="([^"]+):q"', page.content.decode())


def test_a_look_shows_what_follows_from_the_fields_and_keeps_nothing(
    world: World, client_as: Browser
) -> None:
    file = file_with(world, *OPENING)
    browser = client_as("applicant")
    assert questions(browser.get(at(file, "-"))) == ["colour", "name", "closed", "plain"]
    opened = look(browser, file, colour="red", name="Budi Contoh")
    assert questions(opened) == ["colour", "why", "name", "sure", "closed", "plain"]
    assert questions(look(browser, file, colour="blue")) == ["colour", "name", "closed", "plain"]
    assert 'name="closed"' not in look(browser, file, colour="green").content.decode()
    assert kept(file) == {}


def test_only_what_others_look_at_is_sent_at_once(world: World, client_as: Browser) -> None:
    file = file_with(world, *OPENING)
    body = client_as("applicant").get(at(file, "-")).content.decode()
    sends = re.findall(r'id="([^"]+):q"[^>]*hx-trigger="change"', body)
    assert sends == ["colour", "name"]


@pytest.mark.parametrize(
    ("fields", "status"),
    [({"look": "page", "stranger": "x"}, 400), ({"look": "page", "where:seek": "a\0b"}, 400)],
)
def test_a_damaged_look_is_refused(
    world: World, client_as: Browser, fields: dict[str, str], status: int
) -> None:
    file = file_with(world, *LONG, villages=30)
    refused(client_as, "applicant", at(file, "-"), {"version": "1"} | fields, status)


def test_somebody_elses_page_is_not_looked_at(world: World, client_as: Browser) -> None:
    file = file_with(world, *OPENING)
    refused(client_as, "stranger", at(file, "-"), {"version": "1", "look": "page"}, 404)


def test_what_a_changed_answer_made_impossible_is_emptied_and_said(
    world: World, client_as: Browser
) -> None:
    file = file_with(world, *CASCADE)
    browser = client_as("applicant", "en")
    full = {"province": "dki", "city": "jaksel", "village": "tebet"}
    file.answers = cast_files.seal(file, full)
    file.save()
    done = browser.post(at(file, "-"), {"version": "1"} | full | {"province": "bali"})
    assert done.headers["Location"] == f"{at(file, '-')}#city"
    assert kept(file) == {"province": "bali"}
    said = words(browser.get(done.headers["Location"]))
    assert "“City” is empty again: what you chose does not fit what you changed." in said
    assert "“Village” is empty again" in said
    assert "Denpasar" in said
    assert "South Jakarta" not in said


def test_a_look_says_what_would_be_emptied_and_offers_what_fits(
    world: World, client_as: Browser
) -> None:
    file = file_with(world, *CASCADE)
    page = look(client_as("applicant"), file, province="bali", city="jaksel", village="tebet")
    body = page.content.decode()
    assert "“Kota” kosong lagi" in body
    assert "“Desa” kosong lagi" in body
    assert "Denpasar" in body
    assert "Jakarta Selatan" not in body
    assert re.search(r'id="city:q"[^>]* data-moved', body)
    assert not re.search(r'id="province:q"[^>]* data-moved', body)


def test_what_the_form_never_offered_is_complained_of(world: World, client_as: Browser) -> None:
    file = file_with(world, *CASCADE)
    page = client_as("applicant").post(
        at(file, "-"), {"version": "1", "province": "dki", "city": "atlantis"}
    )
    assert page.status_code == 422
    assert kept(file)["city"] == "atlantis"


def test_a_list_of_five_thousand_is_looked_through_on_the_server(
    world: World, client_as: Browser
) -> None:
    file = file_with(world, *LONG, villages=5_000)
    browser = client_as("applicant")
    page = browser.get(at(file, "-"))
    assert len(page.content) < 20_000
    assert "Desa 0042" not in words(page)
    pressed = {"version": "1", "where:seek": "desa 042", "seek": "where"}
    done = browser.post(at(file, "-"), pressed)
    assert done.status_code == 303
    found = browser.get(done.headers["Location"])
    assert "15 ditemukan." in words(found)
    assert "Desa 0421" in words(found)
    assert shown_again(found)["where:seek"] == "desa 042"
    many = browser.post(at(file, "-"), pressed | {"version": "2", "where:seek": "desa"})
    said = words(browser.get(many.headers["Location"]))
    assert "5000 ditemukan; ini 20 yang pertama." in said
    none = browser.post(at(file, "-"), pressed | {"version": "3", "where:seek": "kota"})
    assert "Tidak ada nama yang memuat “kota”." in words(browser.get(none.headers["Location"]))
    chosen = browser.post(at(file, "-"), {"version": "4", "where": "v421", "also": ["v1", "v2"]})
    assert "/kirim/" in chosen.headers["Location"]
    again = browser.get(at(file, "-"))
    assert shown_again(again)["where"] == ["v421"]
    assert shown_again(again)["also"] == ["v1", "v2"]


def test_words_in_the_search_and_no_answer_are_looked_for(world: World, client_as: Browser) -> None:
    file = file_with(world, *LONG, villages=40)
    browser = client_as("applicant")
    done = browser.post(at(file, "-"), {"version": "1", "where:seek": "0007"})
    assert "Desa 0007" in words(browser.get(done.headers["Location"]))


def test_a_look_into_one_list_returns_its_rows_alone(world: World, client_as: Browser) -> None:
    file = file_with(world, *LONG, villages=40)
    page = look(client_as("applicant"), file, "where", **{"where:seek": "0007", "where": "v3"})
    body = page.content.decode()
    assert re.findall(r'value="(v\d+)"( checked)?', body) == [("v3", " checked"), ("v7", "")]
    assert "<form" not in body


def many(count: int) -> tuple[str, ...]:
    rows = [row("text", f"q{n}", f"Soal {n}", f"Question {n}") for n in range(count)]
    return (row("begin_group", "all", "Banyak", "Many"), *rows, row("end_group"))


def test_three_hundred_questions_are_cut_into_parts(world: World, client_as: Browser) -> None:
    file = file_with(world, *many(300))
    browser = client_as("applicant", "en")
    address, seen, version = at(file, "all"), 0, 1
    for part in range(1, 16):
        page = browser.get(address)
        assert f"Many, part {part} of 15" in words(page)
        assert f"page {part} of 16" in words(page)
        names = [name for name in shown_again(page) if name.startswith("all-")]
        seen += len(names)
        assert len(page.content) < 30_000
        form = {"version": str(version)} | {name: f"answer to {name}" for name in names}
        address = browser.post(address, form).headers["Location"]
        version += 1
    assert "/kirim/" in address
    assert seen == 300
    assert len(kept(file)) == 300
    assert browser.get(f"{at(file, 'all')}?bagian=16").status_code == 404
    assert browser.get(f"{at(file, 'all')}?bagian=x").status_code == 404
    first = browser.get(at(file, "all"))
    assert shown_again(first)["all-q0"] == "answer to all-q0"
    assert "Many, part 1" not in words(browser.get(address))


def test_a_page_asks_the_database_as_often_for_many_questions_as_for_few(
    world: World, client_as: Browser
) -> None:
    counts = []
    for rows, by in ((many(3), "applicant"), (many(300), "applicant")):
        file = file_with(world, *rows, by=by)
        browser = client_as(by)
        browser.get(at(file, "all"))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            browser.get(at(file, "all"))
        shown = {f"all-q{n}": "x" for n in range(3)}
        with CaptureQueriesContext(connection) as saved:
            assert browser.post(at(file, "all"), {"version": "1"} | shown).status_code == 303
        counts.append((len(asked), len(saved)))
    assert counts[0] == counts[1]
