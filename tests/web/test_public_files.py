"""Following a file, verifying a permit, rating a service: without signing in, without a name."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from keliling.assess import acts as assess
from keliling.assess.models import Rating
from keliling.assess.rules import ELEMENTS
from keliling.kernel.actor import SYSTEM
from keliling.record.models import Fact
from tests import cast, cast_files
from tests.cast import NOW, World
from tests.web.read import words

Browser = Callable[..., Client]
ALL_GOOD = dict.fromkeys(ELEMENTS, "4")


@pytest.fixture
def permit(world: World) -> Any:
    """A permit that was issued."""
    return cast_files.granted(world)


@pytest.fixture
def link(world: World) -> str:
    """The address at which somebody served may rate."""
    visit = cast.publish_visit(world)
    issued = cast_files.granted(world, visit=visit.pk)
    given = assess.hand_out_rating(issued.application_id, by=SYSTEM, now=NOW)
    return f"/nilai/{given.token}/"


def test_a_code_is_read_however_it_was_typed(world: World, client_as: Browser) -> None:
    file = cast_files.submitted(world)
    browser = client_as(language="en")
    for typed in (file.code, file.code.lower(), file.code.replace("-", " ")):
        page = browser.get("/ikuti/", {"kode": typed})
        assert page.status_code == 200
        assert "The file is with Front officer" in words(page)


def test_following_shows_neither_name_nor_answer(world: World, client_as: Browser) -> None:
    file = cast_files.submitted(world)
    answers = cast_files.read(file)
    page = words(client_as().get("/ikuti/", {"kode": file.code}))
    assert world.applicant.name not in page
    assert answers["applicant/nik"] not in page


def test_a_file_sent_back_says_whose_turn_it_is(world: World, client_as: Browser) -> None:
    file = cast_files.sent_back(world)
    page = words(client_as().get("/ikuti/", {"kode": file.code}))
    assert "Sekarang giliran Anda." in page
    assert "Berhenti selama menunggu Anda" in page


def test_an_office_that_let_its_day_pass_is_called_late(world: World, client_as: Browser) -> None:
    file = cast_files.submitted(world)
    type(file).objects.filter(pk=file.pk).update(due_at=cast.NOW.replace(year=2020))
    assert "The office is late." in words(client_as(language="en").get(f"/ikuti/?kode={file.code}"))


def test_a_draft_and_an_unknown_code_look_alike(world: World, client_as: Browser) -> None:
    draft = cast_files.begin(world)
    browser = client_as()
    pages = [browser.get("/ikuti/", {"kode": code}) for code in (draft.code, "KLG-0000")]
    assert {page.status_code for page in pages} == {404}
    assert 'href="#kode"' in pages[0].content.decode()
    assert words(pages[0]) == words(pages[1])


def test_a_permit_is_verified_by_number_and_by_qr(
    world: World, permit: Any, client_as: Browser
) -> None:
    browser = client_as(language="en")
    spaced = permit.number.lower().replace("/", " / ")
    for page in (
        browser.get("/periksa/", {"nomor": spaced}),
        browser.get(f"/periksa/{permit.token}/"),
    ):
        assert page.status_code == 200
        text = words(page)
        assert "This permit is in force." in text
        assert permit.number in text
        assert world.applicant.name not in text
        assert "A QR code is not a signature" in text


def test_a_permit_past_its_last_day_has_expired(permit: Any, client_as: Browser) -> None:
    type(permit).objects.filter(pk=permit.pk).update(valid_until=NOW.date().replace(year=2020))
    page = words(client_as(language="en").get(f"/periksa/{permit.token}/"))
    assert "This permit has expired." in page
    assert "in force" not in page


@pytest.mark.parametrize("number", ["IPTM/00001/XXX/1999", "' or 1=1", "<script>", "x" * 90])
def test_a_number_in_no_register_is_not_ours(client_as: Browser, number: str) -> None:
    page = client_as(language="en").get("/periksa/", {"nomor": number})
    assert page.status_code == 404
    assert "We do not know this permit." in words(page)
    assert "<script>" not in page.content.decode()


def test_a_rating_counts_and_leads_to_nobody(link: str, world: World, client_as: Browser) -> None:
    browser = client_as()
    form = browser.get(link)
    assert words(form).count("1.") >= 1
    sent = browser.post(link, ALL_GOOD | {"u9": "", "saved": "120", "words": "Lebih sore."})
    assert sent.status_code == 303
    assert sent["Location"] == f"/hasil/{world.visit.pk}/"
    rating = Rating.objects.get()
    assert (rating.u1, rating.u9, rating.saved_minutes) == (4, None, 120)
    fact = Fact.objects.get(kind="visit_rated")
    assert fact.actor is None
    assert "Terima kasih." in words(browser.get(sent["Location"]))


def test_a_link_rates_once(link: str, client_as: Browser) -> None:
    browser = client_as(language="en")
    assert browser.post(link, ALL_GOOD).status_code == 303
    for again in (browser.get(link), browser.post(link, ALL_GOOD)):
        assert again.status_code == 404
    assert Rating.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({}, 422),
        ({"u1": "5"}, 422),
        ({"u1": "x"}, 422),
        ({"u1": ["1", "9"]}, 422),
        (ALL_GOOD | {"saved": "-1"}, 422),
        (ALL_GOOD | {"saved": "99999999999999999999"}, 422),
        (ALL_GOOD | {"words": "x" * 2_001}, 422),
        (ALL_GOOD | {"words": "a\0b"}, 400),
        (ALL_GOOD | {"u10": "4"}, 400),
        (ALL_GOOD | {"person": "me"}, 400),
    ],
)
def test_a_bad_rating_is_refused_and_keeps_what_was_typed(
    link: str, client_as: Browser, typed: dict[str, Any], status: int
) -> None:
    page = client_as().post(link, typed)
    assert page.status_code == status
    assert Rating.objects.count() == 0
    if status == 422:
        assert 'href="#u1_1"' in page.content.decode()
    if typed.get("u2"):
        assert status == 400 or 'id="u2_4" checked' in page.content.decode()


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_a_rating_knows_two_methods(link: str, client_as: Browser, method: str) -> None:
    assert getattr(client_as(), method)(link).status_code == 405
