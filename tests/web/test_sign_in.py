"""Signing in: one contact proved by a code, passwords at will, and ways back in."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver
from pytest_django.fixtures import Settings

from keliling.people import acts as people
from keliling.people.models import Person
from keliling.people.queries import person_by_contact
from keliling.record.models import Fact
from keliling.web.sign_in import sentences
from tests.cast import NOW, World
from tests.web.read import words

Browser = Callable[..., Client]
PHONE, PROPER = "0812 3456-7899", "+6281234567899"
EMAIL = "baru@contoh.example"
PASSWORD = "kunci-panjang-2026"  # noqa: S105  a test's own
WRONG = "bukan-yang-itu-1"
CODE_PAGES = {PHONE: "/akun/telepon/kode/", EMAIL: "/akun/email/kode/"}


@pytest.fixture(autouse=True)
def box(db: None, settings: Settings, tmp_path: Path) -> Iterator[Path]:
    """An empty mailbox and empty counters of tries."""
    settings.MAILBOX = tmp_path / "mailbox"
    settings.EMAIL_BACKEND = "keliling.web.sign_in.mailbox.ConsoleAndMailbox"
    cache.clear()
    yield settings.MAILBOX
    cache.clear()


def browser(language: str = "en") -> Client:
    return Client(headers={"accept-language": language})


def newest(box: Path) -> dict[str, str]:
    found: dict[str, str] = json.loads(max(box.glob("*.json")).read_text())
    return found


def code(box: Path) -> str:
    found = re.search(r"\b\d{6}\b", newest(box)["text"])
    assert found
    return found[0]


def sign_up(box: Path, contact: str = PHONE, name: str = "Contoh") -> Client:
    visitor = browser()
    visitor.post("/akun/daftar/", {"name": name, "contact": contact})
    done = visitor.post(CODE_PAGES[contact], {"code": code(box)})
    assert done.headers["Location"] == "/saya/"
    return visitor


def sign_in_by_code(box: Path, contact: str) -> HttpResponse:
    visitor = browser()
    visitor.post("/akun/masuk/kode/", {"contact": contact})
    return visitor.post("/akun/masuk/kode/isi/", {"code": code(box)})


def with_password(visitor: Client) -> Client:
    visitor.post("/akun/kata-sandi/pertama/", {"password1": PASSWORD})
    return visitor


@pytest.mark.parametrize(("contact", "kept"), [(PHONE, PROPER), (EMAIL, EMAIL)])
def test_a_name_and_one_contact_make_an_account(box: Path, contact: str, kept: str) -> None:
    visitor = sign_up(box, contact)
    person = person_by_contact(kept)
    assert person is not None
    assert person.name == "Contoh"
    assert person.language == "en"
    assert not person.has_usable_password()
    assert visitor.get("/akun/").status_code == 200
    kinds = Fact.objects.filter(about_id=str(person.pk)).values_list("kind", flat=True)
    assert set(kinds) == {"person_entered", "contact_confirmed"}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Write your name."),
        ({"name": " ", "contact": PHONE}, "Write your name."),
        ({"name": "123", "contact": PHONE}, "Write a name"),
        ({"name": "A" * 121, "contact": PHONE}, "120"),
        ({"name": "A", "contact": ""}, "Write a telephone number or an e-mail"),
        ({"name": "A", "contact": "112"}, "not a telephone number"),
        ({"name": "A", "contact": "a@b"}, "not an e-mail address"),
        ({"name": "A", "contact": "9" * 2000}, "254"),
    ],
)
def test_a_sign_up_that_cannot_be_says_why(box: Path, typed: dict[str, str], said: str) -> None:
    answer = browser().post("/akun/daftar/", typed)
    assert answer.status_code == 422
    assert said in words(answer)
    assert Person.objects.count() == 0
    assert not box.exists()


@pytest.mark.parametrize("contact", [PHONE, EMAIL])
def test_a_contact_that_has_an_account_gets_no_second_one(box: Path, contact: str) -> None:
    sign_up(box, contact)
    again = browser().post("/akun/daftar/", {"name": "Lain", "contact": contact})
    fresh = "0812 3456-7898" if contact == PHONE else "lain@contoh.example"
    other = browser().post("/akun/daftar/", {"name": "Lain", "contact": fresh})
    assert again.headers["Location"] == other.headers["Location"]
    letters = [json.loads(path.read_text()) for path in sorted(box.glob("*.json"))]
    assert "/akun/masuk/kode/" in letters[-2]["text"]
    assert not re.search(r"\b\d{6}\b", letters[-2]["text"])
    assert Person.objects.filter(name="Lain").count() == 1


@pytest.mark.parametrize("contact", ["0812 0000 1111", "tiada@contoh.example"])
def test_a_contact_without_an_account_is_answered_alike(box: Path, contact: str) -> None:
    visitor = browser()
    sent = visitor.post("/akun/masuk/kode/", {"contact": contact})
    assert sent.headers["Location"] == "/akun/masuk/kode/isi/"
    assert visitor.get("/akun/masuk/kode/isi/").status_code == 200
    assert "/akun/daftar/" in newest(box)["text"]
    assert visitor.post("/akun/masuk/kode/isi/", {"code": ""}).status_code == 422


@pytest.mark.parametrize("typed", ["081234567899", "+62 812-3456-7899", "62812 3456 7899"])
def test_a_telephone_signs_in_in_any_spelling(box: Path, typed: str) -> None:
    with_password(sign_up(box))
    done = browser().post("/akun/masuk/", {"login": typed, "password": PASSWORD})
    assert done.headers["Location"] == "/saya/"


@pytest.mark.parametrize("contact", [PHONE, EMAIL])
def test_a_code_signs_in(box: Path, contact: str) -> None:
    sign_up(box, contact)
    assert sign_in_by_code(box, contact).headers["Location"] == "/saya/"


def test_staff_are_led_to_their_desk(world: World, client_as: Browser) -> None:
    officer = world.people["front_officer"]
    officer.set_password(PASSWORD)
    officer.save()
    people.confirm_phone(PROPER, by=world.actor("front_officer"), now=NOW)
    done = browser().post("/akun/masuk/", {"login": PHONE, "password": PASSWORD})
    assert done.headers["Location"] == "/kantor/program/"


def test_ones_own_page_leads_to_the_account_and_on_to_what_can_be_changed(
    world: World, client_as: Browser
) -> None:
    browser = client_as("applicant")
    assert 'href="/akun/"' in browser.get("/saya/").content.decode()
    account = browser.get("/akun/").content.decode()
    for page in ("nama", "telepon", "email", "kata-sandi"):
        assert f'href="/akun/{page}/' in account


def test_a_wrong_code_holds_three_times_and_no_more(box: Path) -> None:
    visitor = browser()
    visitor.post("/akun/daftar/", {"name": "A", "contact": PHONE})
    right = code(box)
    wrong = "000000" if right != "000000" else "111111"
    for _ in range(2):
        assert visitor.post(CODE_PAGES[PHONE], {"code": wrong}).status_code == 422
    assert visitor.post(CODE_PAGES[PHONE], {"code": wrong}).headers["Location"] == "/akun/masuk/"
    assert visitor.post(CODE_PAGES[PHONE], {"code": right}).headers["Location"] == "/akun/masuk/"
    assert visitor.get("/akun/").status_code == 302


def test_a_stranger_cannot_leave_a_password_on_somebodys_number(box: Path) -> None:
    """Whoever signs up first with a number that is not theirs must gain nothing by it."""
    browser().post(
        "/akun/daftar/",
        {"name": "Penyerobot", "contact": PHONE, "password1": PASSWORD, "email": EMAIL},
    )
    sign_in_by_code(box, PHONE)
    person = person_by_contact(PROPER)
    assert person is not None
    assert not person.has_usable_password()
    assert person.email is None
    assert browser().post("/akun/masuk/", {"login": PHONE, "password": PASSWORD}).status_code == 422


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"login": PHONE},
        {"login": PHONE, "password": WRONG},
        {"login": "x", "password": WRONG},
        {"login": EMAIL, "password": WRONG},
        {"login": "a" * 5000 + "@b.c", "password": "p" * 100_000},
    ],
)
def test_a_wrong_sign_in_ends_in_a_sentence(box: Path, typed: dict[str, str]) -> None:
    with_password(sign_up(box))
    answer = browser("id").post("/akun/masuk/", typed)
    assert answer.status_code == 422
    assert "Itu belum berhasil" in words(answer)


def test_wrong_passwords_are_counted_by_telephone(box: Path, settings: Settings) -> None:
    """The library counts every telephone as one: five slips anywhere would shut all out."""
    with_password(sign_up(box))
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "2/300s/key"}
    for _ in range(2):
        browser().post("/akun/masuk/", {"login": "081200001111", "password": WRONG})
    shut = browser().post("/akun/masuk/", {"login": "081200001111", "password": WRONG})
    assert "Too many wrong tries" in words(shut)
    mine = browser().post("/akun/masuk/", {"login": PHONE, "password": PASSWORD})
    assert mine.headers["Location"] == "/saya/"


@pytest.mark.parametrize(("language", "said"), [("id", "Terlalu banyak"), ("en", "Too many")])
def test_codes_are_asked_for_in_moderation(
    box: Path, settings: Settings, language: str, said: str
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"request_login_code": "2/m/key", "signup": "1/m/ip"}
    answers = [
        browser(language).post("/akun/masuk/kode/", {"contact": PHONE}).status_code
        for _ in range(3)
    ]
    assert answers == [302, 302, 422]
    browser(language).post("/akun/daftar/", {})
    page = browser(language).post("/akun/daftar/", {})
    assert page.status_code == 429
    assert said in words(page)


def test_a_new_telephone_is_proved_and_the_old_one_is_told(box: Path) -> None:
    visitor = sign_up(box)
    visitor.post("/akun/telepon/", {"phone": "0813 1111 2222"})
    assert person_by_contact("+6281311112222") is None
    visitor.post("/akun/telepon/kode/", {"code": code(box)})
    assert person_by_contact("+6281311112222") is not None
    assert newest(box)["to"] == PROPER
    assert visitor.get("/akun/").status_code == 200


def test_a_second_contact_is_a_way_back(box: Path) -> None:
    visitor = sign_up(box)
    visitor.post("/akun/email/", {"action_add": "", "email": EMAIL})
    visitor.post("/akun/email/kode/", {"code": code(box)})
    assert sign_in_by_code(box, EMAIL).headers["Location"] == "/saya/"
    assert Fact.objects.filter(kind="contact_confirmed").count() == 2


def test_a_contact_changes_only_after_the_password(box: Path) -> None:
    visitor = with_password(sign_up(box))
    visitor.session.save()
    asked = visitor.post("/akun/telepon/", {"phone": "0813 1111 2222"})
    assert asked.headers["Location"].startswith("/akun/masuk/lagi/")
    assert visitor.post(asked.headers["Location"], {"password": WRONG}).status_code == 422


def test_a_replaced_telephone_ends_the_sessions_of_the_lost_one(world: World) -> None:
    resident = world.people["applicant"]
    lost = Client()
    lost.force_login(resident)
    assert lost.get("/akun/").status_code == 200
    people.replace_contact(
        resident.pk,
        office=world.office.pk,
        phone=PHONE,
        by=world.actor("front_officer"),
        now=NOW,
    )
    assert lost.get("/akun/").headers["Location"].startswith("/akun/masuk/")


def test_a_code_replaces_a_forgotten_password(box: Path) -> None:
    with_password(sign_up(box))
    visitor = browser()
    visitor.post("/akun/masuk/", {"login": PHONE, "password": PASSWORD})
    asked = visitor.post("/akun/kata-sandi/", {"password1": "lain-panjang-2026"})
    assert "Write your password." in words(asked)
    proved = browser()
    proved.post("/akun/masuk/kode/", {"contact": PHONE})
    proved.post("/akun/masuk/kode/isi/", {"code": code(box)})
    proved.post("/akun/kata-sandi/", {"password1": "lain-panjang-2026"})
    assert visitor.get("/akun/").status_code == 302
    again = browser().post("/akun/masuk/", {"login": PHONE, "password": "lain-panjang-2026"})
    assert again.headers["Location"] == "/saya/"


def test_an_email_replaces_a_forgotten_password(box: Path) -> None:
    sign_up(box, EMAIL)
    visitor = browser()
    visitor.post("/akun/kata-sandi/lupa/", {"email": EMAIL})
    visitor.post("/akun/kata-sandi/lupa/kode/", {"code": code(box)})
    weak = visitor.post("/akun/kata-sandi/lupa/baru/", {"password1": "12345"})
    assert weak.status_code == 422
    visitor.post("/akun/kata-sandi/lupa/baru/", {"password1": PASSWORD})
    done = browser().post("/akun/masuk/", {"login": EMAIL, "password": PASSWORD})
    assert done.headers["Location"] == "/saya/"
    assert Fact.objects.filter(kind="password_chosen").count() == 1


@pytest.mark.parametrize(("typed", "status"), [("Siti", 303), ("", 422), ("x" * 200, 422)])
def test_a_name_is_ones_own_to_change(box: Path, typed: str, status: int) -> None:
    visitor = sign_up(box)
    answer = visitor.post("/akun/nama/", {"name": typed})
    assert answer.status_code == status
    person = person_by_contact(PROPER)
    assert person is not None
    assert person.name == ("Siti" if status == 303 else "Contoh")


@pytest.mark.parametrize("shown", [True, False])
def test_the_mailbox_is_there_in_a_demonstration_only(
    box: Path,
    settings: Settings,
    shown: bool,  # noqa: FBT001  a parameter of the table
) -> None:
    browser().post("/akun/masuk/kode/", {"contact": PHONE})
    settings.DEMONSTRATION = shown
    page = browser().get("/akun/kotak-surat/")
    assert page.status_code == (200 if shown else 404)
    assert (PROPER in page.content.decode()) is shown


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example"]
)
def test_signing_in_leads_nowhere_else(box: Path, elsewhere: str) -> None:
    with_password(sign_up(box))
    done = browser().post(
        f"/akun/masuk/?next={elsewhere}", {"login": PHONE, "password": PASSWORD, "next": elsewhere}
    )
    assert done.headers["Location"] == "/saya/"


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_page_of_sign_in_answers_in_both_languages(box: Path, language: str) -> None:
    visitor = sign_up(box)
    shut = {"/akun/masuk/lagi/"}
    for who in (browser(language), visitor):
        for path in _addresses() - shut:
            answer = who.get(path, headers={"accept-language": language})
            assert answer.status_code in {200, 302}, path


def test_who_has_no_password_is_told_to_sign_in_afresh(box: Path) -> None:
    answer = sign_up(box).get("/akun/masuk/lagi/")
    assert answer.status_code == 403
    assert "Sign out, sign in again" in words(answer)


def _addresses() -> set[str]:
    found = get_resolver("keliling.web.sign_in.urls").url_patterns
    return {f"/akun/{entry.pattern}" for entry in found}


@pytest.mark.parametrize("name", sentences.LETTERS)
def test_a_letter_has_all_its_words(name: str) -> None:
    values = {"code": "123456", "sign_in": "S", "sign_up": "U"}
    subject, text = sentences.LETTERS[name]
    assert str(subject)
    assert "%(" not in str(text) % values
