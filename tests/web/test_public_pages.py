"""The public room tells the truth in two languages, also where there is nothing to tell."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from keliling.commission import acts as commission
from tests import cast
from tests.cast import NOW, TODAY, World
from tests.web.read import words

NOBODY = "00000000-0000-4000-8000-000000000000"
Browser = Callable[..., Client]
TIMES = "\N{MULTIPLICATION SIGN}"
PLAIN = {
    "/": ("Loket izin datang ke kampung Anda.", "The permit counter comes to your kampung."),
    "/jadwal/": ("Kapan dan di mana loket datang", "When and where the counter comes"),
    "/layanan/": ("Yang bisa diurus di sini", "What you can arrange here"),
    "/usulan/": ("Ke mana loket sebaiknya datang?", "Where should the counter come?"),
    "/hasil/": ("Apa hasilnya", "What came of it"),
    "/ikuti/": ("Berkas saya sampai mana?", "Where is my file?"),
    "/periksa/": ("Asli atau tidak izin ini?", "Is this permit genuine?"),
    "/data-pribadi/": (
        "dalam 3 \N{MULTIPLICATION SIGN} 24 jam",
        "within 3 \N{MULTIPLICATION SIGN} 24 hours",
    ),
    "/bantuan/": ("Saya lupa kata sandi", "I have forgotten my password"),
    "/aksesibilitas/": ("Yang belum diperiksa", "What was not checked"),
    "/rumus/": ("Kelemahan", "Weakness"),
}


def soon() -> date:
    """Return a day that is still to come, for the cast and for the real clock."""
    return max(TODAY, localdate()) + timedelta(days=7)


@pytest.mark.parametrize("path", PLAIN)
def test_a_page_speaks_the_language_of_the_browser(client_as: Browser, path: str) -> None:
    for language, wanted in zip(("id", "en"), PLAIN[path], strict=True):
        page = client_as(language=language).get(path)
        assert page.status_code == 200
        assert wanted in words(page)
        assert page.headers["Content-Language"] == language


@pytest.mark.django_db
@pytest.mark.parametrize("path", PLAIN)
def test_an_installation_without_an_office_has_every_page(path: str) -> None:
    assert Client().get(path).status_code == 200


@pytest.mark.django_db
def test_an_empty_front_page_invents_nothing() -> None:
    page = words(Client(headers={"accept-language": "en"}).get("/"))
    assert "No visit is planned yet" in page
    assert "No office has put its services here yet." in page
    assert "No findings yet" in page
    assert "0 proposals are open" in page


def test_the_next_visit_stands_on_the_front_page(world: World, client_as: Browser) -> None:
    cast.publish_visit(world, day=soon())
    page = words(client_as(language="en").get("/"))
    assert "RW 03 Srengseng Sawah" in page
    assert "08:00–12:00, Balai Warga" in page  # noqa: RUF001  as it is printed
    assert "1 visit is going ahead" in page


@pytest.mark.parametrize(
    "typed", ["srengseng", "Sreng Saw", "31.74.09.1002", "3174091002", "31.74.09", "jagakarsa"]
)
def test_a_visit_is_found_by_the_place_one_lives_in(
    world: World, client_as: Browser, typed: str
) -> None:
    cast.publish_visit(world, day=soon())
    assert "RW 03 Srengseng Sawah" in words(client_as().get("/jadwal/", {"cari": typed}))


def test_a_visit_elsewhere_is_not_shown_for_ones_own_place(
    world: World, client_as: Browser
) -> None:
    cast.publish_visit(world, day=soon())
    page = words(client_as(language="en").get("/jadwal/", {"cari": "Ciganjur"}))
    assert "RW 03" not in page
    assert "No visit is going ahead there." in page
    assert "An office here takes part." in page


def test_a_place_that_is_not_there_is_said_to_be_so(client_as: Browser) -> None:
    page = words(client_as(language="en").get("/jadwal/", {"cari": "Atlantis"}))
    assert "There is no place of that name" in page


def test_the_schedule_asks_no_more_of_the_database_for_more_visits(
    world: World, client_as: Browser, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for _ in range(3):
        cast.commission_visit(world)
        world.extra.clear()
    browser = client_as()
    browser.get("/jadwal/")
    with django_assert_max_num_queries(12):
        assert words(browser.get("/jadwal/")).count("RW 03 Srengseng Sawah") == 3


def test_what_stands_between_a_reader_and_helping_is_named(
    world: World, client_as: Browser
) -> None:
    visit = cast.publish_visit(world, day=soon())
    shift = reverse("take_shift", args=[world.shift.pk])
    address = f"/kunjungan/{visit.pk}/"
    assert "Masuk untuk ikut serta." in words(client_as().get(address))
    assert "sebutkan dulu tempat tinggal Anda" in words(client_as("stranger").get(address))
    assert shift in client_as("neighbour").get(address).content.decode()
    assert shift not in client_as("stranger").get(address).content.decode()


def test_who_is_signed_in_sees_their_own_page_in_the_menu_of_every_room(
    world: World, client_as: Browser
) -> None:
    visit, proposal = cast.commission_visit(world), world.proposal
    browser = client_as("neighbour")
    for address in (
        "/",
        f"/kunjungan/{visit.pk}/",
        f"/usulan/{proposal.pk}/",
        f"/hasil/{visit.pk}/",
    ):
        assert f'href="{reverse("my")}"' in browser.get(address).content.decode()


def test_somebody_from_elsewhere_is_told_whose_visit_it_is(
    world: World, client_as: Browser
) -> None:
    visit = cast.publish_visit(world, day=soon())
    stranger = world.actor("stranger")
    cast.people.claim_residency(cast.OTHER_VILLAGE, "001", by=stranger, now=NOW)
    page = words(client_as("stranger", "en").get(f"/kunjungan/{visit.pk}/"))
    assert "Taking part is for residents of Srengseng Sawah" in page


def test_a_plan_says_what_is_missing_and_who_owes_it(world: World, client_as: Browser) -> None:
    visit = cast.commission_visit(world)
    page = words(client_as(language="en").get(f"/kunjungan/{visit.pk}/"))
    assert "0 of 7 ready" in page
    assert "Place A group offers a place, the office answers. Open" in page


def test_a_volunteer_is_not_named_on_the_plan(world: World, client_as: Browser) -> None:
    visit = cast.publish_visit(world, day=soon())
    page = words(client_as("neighbour").get(f"/kunjungan/{visit.pk}/"))
    assert "Kursi dan meja: 40 buah" in page
    assert world.volunteer.name not in page


def test_a_service_says_what_it_takes_and_where_the_rule_stands(client_as: Browser) -> None:
    page = words(client_as(language="en").get("/layanan/jgk/burial-renewal/"))
    for part in ("What to bring", "What it costs", "Where these rules come from"):
        assert part in page
    assert "Not yet confirmed by this office" in page
    assert "A complete file handed in now is answered by" in page


@pytest.mark.parametrize(
    "path",
    [
        "/layanan/jgk/no-such-service/",
        "/layanan/zzz/burial-renewal/",
        "/usulan/?keadaan=eaten",
        "/usulan/?sebelum=yesterday",
        "/usulan/?sebelum=2026-01-01T00:00:00",
        "/hasil/?setelah=2026-13-01_x",
        "/hasil/?setelah=2026-12-01_x",
        "/periksa/nobody/",
        "/nilai/nobody/",
        f"/kunjungan/{NOBODY}/",
        f"/usulan/{NOBODY}/",
        f"/hasil/{NOBODY}/",
        f"/hasil/{NOBODY}/resources/delivery/",
    ],
)
def test_what_is_not_there_is_a_page_that_says_so(client_as: Browser, path: str) -> None:
    for language in ("id", "en"):
        assert client_as(language=language).get(path).status_code == 404


def test_a_factor_that_is_none_has_no_evidence(world: World, client_as: Browser) -> None:
    visit = cast.commission_visit(world)
    assert client_as().get(f"/hasil/{visit.pk}/luck/delivery/").status_code == 404


def test_a_search_that_is_too_long_is_refused_beside_its_field(client_as: Browser) -> None:
    page = client_as(language="en").get("/jadwal/", {"cari": "x" * 100})
    assert page.status_code == 422
    body = page.content.decode()
    assert 'href="#cari"' in body
    assert 'aria-invalid="true"' in body


@pytest.mark.parametrize("path", ["/jadwal/?cari=%00", "/ikuti/?kode=a%00b", "/periksa/?nomor=%00"])
def test_a_nul_reaches_no_database(client_as: Browser, path: str) -> None:
    assert client_as().get(path).status_code == 400


def test_the_tabs_of_proposals_count_them(world: World, client_as: Browser) -> None:
    cast.commission_visit(world)
    world.extra.clear()
    cast.propose(world)
    page = client_as(language="en").get("/usulan/", {"keadaan": "open"})
    text = words(page)
    assert "All 2 Open 1 Chosen 1 Not chosen 0" in text
    assert text.count("RW 03 Srengseng Sawah") == 1


def test_a_declined_proposal_shows_the_reason_and_not_its_author(
    world: World, client_as: Browser
) -> None:
    proposal = cast.propose(world)
    commission.back_proposal(proposal.pk, by=world.actor("neighbour"), now=NOW)
    commission.decline_proposal(
        proposal.pk,
        "too_few_people",
        "Silakan datang ke RW 05.",
        seen_version=1,
        by=world.actor("coordinator"),
        now=NOW,
    )
    for language, reason in (
        ("id", "Terlalu sedikit yang memerlukan"),
        ("en", "Too few people need it"),
    ):
        page = words(client_as(language=language).get(f"/usulan/{proposal.pk}/"))
        assert reason in page
        assert "Silakan datang ke RW 05." in page
        assert world.neighbour.name in page
        assert world.applicant.name not in page


def test_an_open_proposal_can_be_backed_by_a_neighbour_once(
    world: World, client_as: Browser
) -> None:
    proposal = cast.propose(world)
    address, act = f"/usulan/{proposal.pk}/", f'action="{reverse("back", args=[proposal.pk])}"'
    assert act in client_as("neighbour").get(address).content.decode()
    assert act not in client_as("applicant").get(address).content.decode()
    commission.back_proposal(proposal.pk, by=world.actor("neighbour"), now=NOW)
    assert act not in client_as("neighbour").get(address).content.decode()


@pytest.mark.parametrize(
    ("language", "press", "gone"),
    [
        ("id", "Cabut nama saya", "Nama Anda tidak lagi ada di sana."),
        ("en", "Take my name off", "Your name no longer stands under it."),
    ],
)
def test_who_signed_takes_the_name_off_again_after_one_question(
    world: World, client_as: Browser, language: str, press: str, gone: str
) -> None:
    proposal = cast.propose(world)
    address = f"/usulan/{proposal.pk}/"
    act = reverse("take_signature_off", args=[proposal.pk])
    commission.back_proposal(proposal.pk, by=world.actor("neighbour"), now=NOW)
    browser = client_as("neighbour", language=language)
    assert press in words(browser.get(address))
    assert act not in client_as("rw_head").get(address).content.decode()
    asked = browser.post(act)
    assert press in words(asked)
    assert world.neighbour.name in words(browser.get(address))
    page = words(browser.post(act, {"sure": "yes"}, follow=True))
    assert gone in page
    assert world.neighbour.name not in page
    assert press not in page


def test_older_proposals_are_a_page_further(
    world: World, client_as: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("keliling.web.public.proposals.PAGE", 1)
    cast.commission_visit(world)
    world.extra.clear()
    later = cast.later(hours=1)
    commission.propose_visit(
        commission.propose.Wish(cast.VILLAGE, cast.RW, "", [cast.Need("land-history", 3)]),
        by=world.actor("applicant"),
        now=later,
    )
    browser = client_as(language="en")
    first = browser.get("/usulan/")
    assert words(first).count("RW 03") == 1
    assert "Older proposals" in words(first)
    second = browser.get("/usulan/", {"sebelum": later.isoformat()})
    assert words(second).count("RW 03") == 1
    assert "Older proposals" not in words(second)
