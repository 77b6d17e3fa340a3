"""Each kind of question: typed, kept, shown again, said; wrong input; in both languages."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from keliling.deliver.models import Application
from tests import cast_files
from tests.cast import World
from tests.web.every_kind import KINDS, file_with, row
from tests.web.filling import at
from tests.web.read import shown_again, words
from tests.web.still import complaint

Browser = Callable[..., Client]
GOOD: dict[str, tuple[dict[str, Any], str, str]] = {
    "time": ({":hour": "14", ":minute": "5"}, "14:05:00", "14.05"),
    "time in one field": ({":hour": "14.30", ":minute": ""}, "14:30:00", "14.30"),
    "dateTime": (
        {"_day": "5", "_month": "1", "_year": "2026", ":hour": "8", ":minute": "30"},
        "2026-01-05T08:30:00+07:00",
        "Senin, 5 Januari 2026 pukul 08.30 WIB",
    ),
    "geopoint": ({":lat": "-6,2088", ":lon": "106.8456", ":found": ""}, "-6.2088 106.8456",
        "-6,2088 106,8456"),
    "geopoint copied": ({":lat": "-6.2088, 106.8456", ":lon": "", ":found": ""},
        "-6.2088 106.8456", "-6,2088 106,8456"),
    "geopoint found": (
        {":lat": "-6,2088000", ":lon": "106,8456000", ":found": "-6.2088000 106.8456000 0.0 12.4"},
        "-6.2088000 106.8456000 0.0 12.4",
        "tepat sampai kira-kira 12 m",
    ),
    "geopoint typed over": (
        {":lat": "-6,3", ":lon": "106,8456000", ":found": "-6.2088000 106.8456000 0.0 12.4"},
        "-6.3 106.8456000",
        "-6,3 106,8456000",
    ),
    "geotrace": ({"": "-6,2 106,8\r\n-6.3, 106.9\r\n"}, "-6.2 106.8;-6.3 106.9", "2 tempat"),
    "geoshape": (
        {"": "-6,2 106,8\r\n-6.3 106.9\r\n-6,4;106,7"},
        "-6.2 106.8;-6.3 106.9;-6.4 106.7;-6.2 106.8",
        "3 tempat",
    ),
    "range": ({"": "4"}, "4", "4"),
    "rank three": ({":red": "3", ":green": "1", ":blue": "2"}, "green blue red",
        "1. Hijau 2. Biru 3. Merah"),
    "barcode": ({"": " 8991234567890 "}, "8991234567890", "8991234567890"),
    "acknowledge": ({"": "OK", ":here": "1"}, "OK", "Ya"),
    "select_multiple three": ({"": ["red", "blue"], ":here": "1"}, "red blue", "Merah, Biru"),
}  # fmt: skip

KIND_WORDS = {
    *("time", "dateTime", "geopoint", "geotrace", "geoshape", "range", "rank", "three"),
    *("barcode", "acknowledge", "select_multiple"),
}


def asking(world: World, type_: str) -> Application:
    more = {"parameters": "start=1 end=50 step=1"} if type_ == "range" else {}
    return file_with(world, row(type_, "q", "Soal", "Question", required="yes", **more))


def kept(file: Application) -> dict[str, str]:
    return cast_files.read(Application.objects.get(pk=file.pk))


def sent(fields: dict[str, Any]) -> dict[str, Any]:
    return {f"q{part}": value for part, value in fields.items()} | {"version": "1"}


@pytest.mark.parametrize("what", GOOD)
def test_an_answer_is_kept_shown_again_and_said(
    world: World, client_as: Browser, what: str
) -> None:
    fields, value, said = GOOD[what]
    file = asking(world, " ".join(w for w in what.split() if w in KIND_WORDS))
    browser = client_as("applicant")
    assert browser.post(at(file, "-"), sent(fields)).status_code == 303
    assert kept(file) == {"q": value}
    assert said in words(browser.get(reverse("summary", args=[file.pk])))
    again = browser.get(at(file, "-"))
    back = shown_again(again)
    assert browser.post(at(file, "-"), back | {"version": "2"}).status_code == 303
    assert kept(file) == {"q": value}


WRONG = [
    ("time", {":hour": "25", ":minute": "10"}, "Tidak ada jam 25.", "There is no hour 25."),
    ("time", {":hour": "12", ":minute": "75"}, "Tidak ada menit 75.", "no minute 75"),
    ("time", {":hour": "siang", ":minute": ""}, "Isi jam dan menitnya", "the hour and the min"),
    ("time", {":hour": "", ":minute": ""}, "Isi jam dan menitnya", "the hour and the min"),
    ("dateTime", {"_day": "31", "_month": "2", "_year": "2026", ":hour": "08", ":minute": "00"},
        "Tidak ada tanggal 31 Februari", "There is no 31 February"),
    ("dateTime", {"_day": "1", "_month": "2", "_year": "2026", ":hour": "", ":minute": ""},
        "Isi jam dan menitnya", "the hour and the minutes"),
    ("dateTime", {"_day": "", "_month": "", "_year": "", ":hour": "08", ":minute": "00"},
        "Isi tanggal, bulan, dan tahunnya.", "Write the day, the month"),
    ("geopoint", {":lat": "-96,2", ":lon": "106", ":found": ""}, "lintang", "latitude"),
    ("geopoint", {":lat": "dekat masjid", ":lon": "", ":found": ""}, "lintang", "latitude"),
    ("geotrace", {"": "-6,2 106,8"}, "dua tempat", "two places"),
    ("geotrace", {"": "jalan besar\nlalu belok"}, "dua tempat", "two places"),
    ("geoshape", {"": "-6,2 106,8"}, "tiga sudut", "three corners"),
    ("range", {"": "77"}, "Angka ini tidak tersedia", "not on offer"),
    ("range", {"": "banyak"}, "dengan angka", "in digits"),
    ("rank three", {":red": "1", ":green": "1", ":blue": "2"}, "nomor", "its own number"),
    ("rank three", {":red": "1", ":green": "3", ":blue": ""}, "nomor", "its own number"),
    ("acknowledge", {":here": "1"}, "Centang", "Tick this box"),
    ("barcode", {"": ""}, "di bawah kode", "under the code"),
]  # fmt: skip


@pytest.mark.parametrize(("type_", "fields", "said", "english"), WRONG)
def test_what_cannot_be_read_is_kept_as_typed_and_complained_of(
    world: World,
    client_as: Browser,
    type_: str,
    fields: dict[str, str],
    said: str,
    english: str,
) -> None:
    file = asking(world, type_)
    page = client_as("applicant").post(at(file, "-"), sent(fields))
    assert page.status_code == 422
    assert said in complaint(page)
    assert 'href="#q"' in page.content.decode()
    assert 'id="q"' in page.content.decode()
    other = client_as("applicant", "en").get(f"{at(file, '-')}?periksa=1")
    assert english in complaint(other)
    back = shown_again(page)
    typed = {f"q{part}": text for part, text in fields.items()}
    for name, text in typed.items():
        assert back[name].split() == text.split()


def test_a_moment_is_asked_on_the_clock_of_the_files_office(
    world: World, client_as: Browser
) -> None:
    type(world.office).objects.update(timezone="Asia/Jayapura")
    file = asking(world, "dateTime")
    browser = client_as("applicant")
    assert "WIT" in words(browser.get(at(file, "-")))
    fields = GOOD["dateTime"][0]
    assert browser.post(at(file, "-"), sent(fields)).status_code == 303
    assert kept(file) == {"q": "2026-01-05T08:30:00+09:00"}
    type(world.office).objects.update(timezone="Asia/Jakarta")
    page = browser.get(at(file, "-"))
    assert shown_again(page)["q:hour"] == "06"


def test_what_nobody_changed_keeps_its_seconds_and_its_zone(
    world: World, client_as: Browser
) -> None:
    file = asking(world, "dateTime")
    exact = "2026-01-05T08:30:21.750+07:00"
    file.answers = cast_files.seal(file, {"q": exact})
    file.save()
    browser = client_as("applicant")
    back = shown_again(browser.get(at(file, "-")))
    assert browser.post(at(file, "-"), back | {"version": "1"}).status_code == 303
    assert kept(file) == {"q": exact}


def test_every_kind_is_on_one_page_in_both_languages(world: World, client_as: Browser) -> None:
    file = file_with(world, *KINDS, villages=40)
    for language, said in (("id", "Segala macam"), ("en", "All kinds")):
        page = client_as("applicant", language).get(at(file, "all"))
        assert said in words(page)
        assert "Unseen" not in words(page)
        body = page.content.decode()
        for name in ("opens:hour", "met:minute", "spot:lat", "order:red", "where:seek"):
            assert f'name="all-{name}"' in body
        assert 'name="all-fixed"' not in body
        assert 'accept="audio/*"' in body
        assert page.headers["Permissions-Policy"].startswith("camera=(self), geolocation=(self)")
    plain = client_as("applicant").get(reverse("summary", args=[file.pk]))
    assert "geolocation=()" in plain.headers["Permissions-Policy"]
