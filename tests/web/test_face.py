"""The frame of every page: language, policy, refusals, damaged requests, parts."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone, translation

from keliling.kernel.actor import VISITOR
from keliling.kernel.refusal import Absent, Refused, Stale
from keliling.web.middleware.limits import LARGEST_BODY
from keliling.web.middleware.refusals import RefusalMiddleware
from keliling.web.middleware.zone import ZoneMiddleware
from keliling.web.refused import server_error
from keliling.web.templatetags import keliling as tags
from tests.cast import World
from tests.house.source import ROOT, SRC
from tests.web.read import words

Browser = Callable[..., Client]
COTTON = SRC / "web" / "templates" / "cotton"
CLOSED = "default-src 'self'"


def answer_to(problem: Exception, language: str = "en", **headers: str) -> HttpResponse:
    """What a reader gets when a view raises."""
    request = RequestFactory().get("/", **headers)
    request.LANGUAGE_CODE = language  # type: ignore[attr-defined]
    with translation.override(language):
        page = RefusalMiddleware(lambda _: HttpResponse()).process_exception(request, problem)
    assert page is not None
    return page


def test_the_switch_keeps_the_page_and_its_query(client_as: Browser) -> None:
    browser = client_as()
    moved = browser.get("/jadwal/?cari=a%26b&bahasa=en")
    assert moved.headers["Location"] == "/jadwal/?cari=a%26b"
    assert browser.get("/jadwal/").headers["Content-Language"] == "en"


@pytest.mark.parametrize("path", ["//evil.example/", "/%5Cevil.example/", "/a%3Fb=c/"])
def test_the_switch_never_leads_elsewhere(client_as: Browser, path: str) -> None:
    location = client_as().generic("GET", path, QUERY_STRING="bahasa=en").headers["Location"]
    assert re.match(r"/([^/\\]|$)", location)
    assert "?" not in location


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [("en-GB,en;q=0.8", "en"), ("id-ID", "id"), ("fr", "id"), ("", "id"), ("fr,en;q=0.1", "en")],
)
def test_the_browsers_language_is_spoken_where_we_speak_it(
    db: None, asked: str, spoken: str
) -> None:
    page = Client(headers={"accept-language": asked}).get("/bantuan/")
    assert page.headers["Content-Language"] == spoken
    assert f'<html lang="{spoken}">' in page.content.decode()


def test_a_page_allows_nothing_that_is_not_ours(client_as: Browser) -> None:
    page = client_as().get("/")
    policy = page.headers["Content-Security-Policy"]
    assert policy.startswith(CLOSED)
    assert "unsafe" not in policy
    body = page.content.decode()
    assert "<script" not in body
    assert ' style="' not in body
    assert page.headers["X-Content-Type-Options"] == "nosniff"


def test_a_signed_in_page_is_not_kept(client_as: Browser) -> None:
    assert "Cache-Control" not in client_as().get("/").headers
    assert client_as("applicant").get("/").headers["Cache-Control"] == "no-store"


def test_nothing_there_and_not_yours_look_identical(db: None) -> None:
    missing = Client(headers={"accept-language": "en"}).get("/tidak-ada/")
    assert missing.status_code == 404
    assert words(missing) == words(answer_to(Absent()))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("problem", "status", "title"),
    [
        (Refused("shift_full"), 422, "That did not work"),
        (Stale(seen=1), 409, "Something changed meanwhile"),
    ],
)
def test_a_refusal_becomes_a_page_with_its_reason(
    problem: Refused, status: int, title: str
) -> None:
    page = answer_to(problem)
    assert page.status_code == status
    assert title in words(page)
    with translation.override("en"):
        assert tags.why(problem) in words(page)


@pytest.mark.django_db
def test_a_refusal_speaks_indonesian_too() -> None:
    assert "Itu belum bisa" in words(answer_to(Refused("shift_full"), "id"))


@pytest.mark.django_db
def test_who_must_sign_in_first_is_led_there_and_back() -> None:
    page = answer_to(
        Refused("sign_in_first"), headers={"referer": "http://testserver/usulan/", "host": "x"}
    )
    assert "/akun/masuk/?next=%2F" in page.content.decode()


def test_a_fault_of_ours_stays_a_fault() -> None:
    request = RequestFactory().get("/")
    door = RefusalMiddleware(lambda _: HttpResponse())
    assert door.process_exception(request, ValueError()) is None


def test_a_fault_speaks_both_languages_and_asks_no_database() -> None:
    page = server_error(RequestFactory().get("/"))
    assert page.status_code == 500
    assert "Ada yang rusak di sisi kami." in words(page)
    assert "Something broke on our side." in words(page)


@pytest.mark.parametrize("query", ["cari=%00", "%00=1", "cari=a&cari=b%00"])
def test_a_nul_byte_is_refused_before_a_view_sees_it(client_as: Browser, query: str) -> None:
    page = client_as(language="en").get(f"/jadwal/?{query}")
    assert page.status_code == 400
    assert "That arrived damaged" in words(page)


@pytest.mark.parametrize("field", ["login", "x\0y"])
def test_a_nul_byte_in_a_form_is_refused(client_as: Browser, field: str) -> None:
    assert client_as().post("/akun/masuk/", {field: "a\0b"}).status_code == 400


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("multipart/form-data", b"no boundary"),
        ("multipart/form-data; boundary=" + "x" * 300, b"--x"),
        ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="a"'),
        ("application/x-www-form-urlencoded", b"login=%ff%fe&%=%"),
        ("application/x-www-form-urlencoded; charset=no-such", b"login=a"),
        ("application/x-www-form-urlencoded; charset=utf-16", b"login=a"),
        ("application/json", b"{"),
    ],
)
def test_a_damaged_form_is_never_a_fault_of_ours(
    client_as: Browser, content_type: str, body: bytes
) -> None:
    answer = client_as().generic("POST", "/akun/masuk/", body, content_type)
    assert 400 <= answer.status_code < 500


@pytest.mark.parametrize("path", ["/%ff%fe/", "/jadwal/?cari=%ff%fe", "/jadwal/?" + "a=1&" * 900])
def test_a_damaged_address_is_never_a_fault_of_ours(client_as: Browser, path: str) -> None:
    assert client_as().get(path).status_code < 500


def test_too_much_at_once_is_said_to_be_too_much(client_as: Browser) -> None:
    announced = client_as(language="en").post(
        "/akun/masuk/", data=b"a=1", content_type="application/x-www-form-urlencoded",
        headers={"content-length": str(LARGEST_BODY + 1)},
    )  # fmt: skip
    text = client_as(language="en").post("/akun/masuk/", {"login": "a" * 2_600_000})
    for answer in (announced, text):
        assert answer.status_code == 413
        assert "That is too large" in words(answer)


def test_more_fields_than_a_form_has_are_refused(client_as: Browser) -> None:
    assert client_as().post("/akun/masuk/", {f"f{n}": "1" for n in range(600)}).status_code == 400


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "BREW"])
def test_a_method_nobody_uses_is_answered_with_a_sentence(client_as: Browser, method: str) -> None:
    answer = client_as(language="en").generic(method, "/bantuan/")
    assert answer.status_code == 405
    assert "This page cannot do that" in words(answer)
    assert "GET" in answer.headers["Allow"]


def test_a_form_without_its_token_says_what_to_do(db: None) -> None:
    strict = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    answer = strict.post("/akun/masuk/", {"login": "a", "password": "b"})
    assert answer.status_code == 403
    assert "open for too long" in words(answer)


def test_a_foreign_host_gets_a_page_too(db: None) -> None:
    assert Client().get("/", headers={"host": "evil.example"}).status_code == 400


def test_times_are_those_of_the_office(world: World) -> None:
    noon = datetime(2026, 12, 5, 5, tzinfo=UTC)
    world.office.timezone = "Asia/Jayapura"
    world.office.save()
    seen: list[str] = []

    def view(_: HttpRequest) -> HttpResponse:
        seen.append(tags.at_time(noon))
        return HttpResponse()

    request = RequestFactory().get("/")
    request.actor = VISITOR  # type: ignore[attr-defined]
    with translation.override("id"):
        ZoneMiddleware(view)(request)
    assert seen == ["14.00"]
    assert timezone.get_current_timezone_name() == "Asia/Jakarta"


@pytest.mark.parametrize(
    ("language", "day", "time"),
    [("id", "Sabtu, 5 Desember 2026", "16.00"), ("en", "Saturday 5 December 2026", "16:00")],
)
def test_a_day_has_its_weekday_and_a_time_its_sign(language: str, day: str, time: str) -> None:
    with translation.override(language):
        assert tags.on_day(date(2026, 12, 5)) == day
        assert tags.at_time(datetime(2026, 12, 5, 9, tzinfo=UTC)) == time
        assert tags.on_day(None) == tags.at_time(None) == tags.at_moment(None) == ""


def test_a_number_reads_as_people_write_it() -> None:
    assert tags.telephone("+6281234567890") == "0812-3456-7890"
    assert tags.telephone("+60123456789") == "+60 12-345 6789"
    assert tags.telephone(None) == ""


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_part_is_shown(client_as: Browser, language: str) -> None:
    page = client_as(language=language).get("/komponen/?tahap=4")
    assert page.status_code == 200
    body = page.content.decode()
    ids = re.findall(r' id="([^"]+)"', body)
    assert len(ids) == len(set(ids))
    for pointed in re.findall(r' aria-describedby="([^"]+)"', body):
        assert set(pointed.split()) <= set(ids)
    for target in re.findall(r' for="([^"]+)"', body):
        assert target in ids
    assert body.count('aria-current="step"') == 2


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["9", "", "1%27", "abc"])
def test_the_page_of_parts_knows_four_phases(asked: str) -> None:
    assert Client().get(f"/komponen/?tahap={asked}").status_code == 200


def test_the_page_of_parts_shows_each_of_them() -> None:
    page = (SRC / "web" / "templates" / "public" / "components.html").read_text()
    inside = "".join(path.read_text() for path in COTTON.glob("*.html"))
    for path in COTTON.glob("*.html"):
        assert re.search(rf"<c-{path.stem}[\s>]", page + inside), path.stem


def test_the_reference_lists_each_part_with_its_parameters() -> None:
    listed = (ROOT / "docs" / "reference" / "components.md").read_text()
    rows = {
        name: line
        for line in listed.splitlines()
        if line.startswith("| `")
        for name in re.findall(r"`(\w+)`", line.split("|")[1])
    }
    for path in COTTON.glob("*.html"):
        assert path.stem in rows, path.stem
        for parameter in _parameters(path):
            assert f"`{parameter}`" in rows[path.stem], f"{path.stem}: {parameter}"


def _parameters(path: Path) -> list[str]:
    found = re.search(r"<c-vars (.*?)\s*/>", path.read_text())
    assert found, path.stem
    return re.findall(r":?([a-z_]+)=", found[1])
