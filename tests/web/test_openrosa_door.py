"""Who gets through the OpenRosa door, and what those who do not are told."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import now
from lxml import etree
from pytest_django.fixtures import Settings

from keliling.catalogue.acts import stop_service
from keliling.catalogue.queries import form_of, versions_of
from keliling.deliver.models import Application, Attachment, Submission
from keliling.forms import Form
from keliling.kernel.actor import SYSTEM
from keliling.people.acts import revoke_device
from keliling.people.models import Device, Person
from keliling.places.acts import open_office
from keliling.record.models import Fact
from keliling.web.openrosa.envelope import Media, manifest
from tests import cast
from tests.cast import PASSWORD, World
from tests.web.phone import SPACES, Phone, filled, phone_by_password, phone_of, said

EMAIL = "applicant@contoh.example"


def form(world: World, service: str = "burial-renewal") -> Form:
    return form_of(versions_of(world.office.pk, service)[0].version)


def ids(answer: Any) -> list[str]:
    rows = etree.fromstring(answer.content).iterfind("list:xform/list:formID", SPACES)
    return [row.text or "" for row in rows]


def prove(world: World, who: str = "applicant") -> None:
    person = world.people[who]
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)


@pytest.fixture
def officer_phone(world: World) -> Phone:
    return phone_of(world, "front_officer")


def test_somebody_signs_in_with_an_email_and_sends_their_own(world: World) -> None:
    prove(world)
    phone = phone_by_password(EMAIL.upper(), PASSWORD)
    assert ids(phone.get("formList")) == sorted(cast.SERVICES)
    assert phone.head("submission").headers["Location"].endswith("/openrosa/submission")
    sheet = filled(form(world), "uuid:own")
    answer = phone.send(sheet.xml, sheet.files)
    assert answer.status_code == 201
    file = Application.objects.get()
    assert (file.applicant_id, file.helper_id) == (world.applicant.pk, None)


def test_a_proved_telephone_signs_in_in_any_spelling(world: World) -> None:
    mine = Person.objects.filter(pk=world.applicant.pk)
    mine.update(phone="+6281234567890", phone_verified=True)
    assert phone_by_password("0812 3456 7890", PASSWORD).get("formList").status_code == 200
    mine.update(phone_verified=False)
    refused = phone_by_password("081234567890", PASSWORD).get("formList")
    assert refused.status_code == 403
    assert "buktikan" in said(refused)


@pytest.mark.parametrize(
    "header",
    ["", "Basic", "Basic !!", "Basic Og==", "Basic /w==", "Bearer abc", "Digest username=a"],
)
def test_without_a_sound_password_the_client_is_asked_for_one(world: World, header: str) -> None:
    phone = Phone("/openrosa", {"authorization": header} if header else {})
    for answer in (phone.get("formList"), phone.head("submission"), phone.send(b"<a/>")):
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"].startswith("Basic realm=")
        assert answer.headers["X-OpenRosa-Version"] == "1.0"


def test_a_session_alone_opens_nothing(world: World, client_as: Callable[..., Client]) -> None:
    phone = Phone("/openrosa", browser=client_as("applicant"))
    sheet = filled(form(world), "uuid:own")
    assert phone.send(sheet.xml, sheet.files).status_code == 401
    assert Submission.objects.count() == 0


def test_wrong_passwords_are_counted_as_at_sign_in(world: World, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/300s/key"}
    cache.clear()
    prove(world)
    tries = [phone_by_password(EMAIL, f"salah-{n}").get("formList") for n in range(6)]
    assert [answer.status_code for answer in tries] == [401] * 5 + [429]
    assert phone_by_password(EMAIL, PASSWORD).get("formList").status_code == 429
    cache.clear()
    assert phone_by_password(EMAIL, PASSWORD).get("formList").status_code == 200


def test_an_account_that_was_closed_gets_nothing(world: World, officer_phone: Phone) -> None:
    prove(world)
    Person.objects.update(is_active=False)
    assert phone_by_password(EMAIL, PASSWORD).get("formList").status_code == 401
    assert officer_phone.get("formList").status_code == 403


def test_the_list_is_of_ones_own_office_and_of_what_it_offers_today(
    world: World, officer_phone: Phone
) -> None:
    there = open_office(name="PTSP Contoh", code="CGJ", area="31.74", by=SYSTEM, now=cast.NOW)
    prove(world)
    prove(world, "stranger")
    assert ids(phone_by_password(EMAIL, PASSWORD).get("formList")) == sorted(cast.SERVICES)
    homeless = phone_by_password("stranger@contoh.example", PASSWORD).get("formList")
    assert (homeless.status_code, "RW" in said(homeless)) == (422, True)
    assert there.pk != world.office.pk
    boss = world.actor("administrator")
    stop_service(world.office.pk, "land-history", by=boss, now=now())
    assert "land-history" not in ids(officer_phone.get("formList"))
    assert ids(officer_phone.get("formList", formID="burial-renewal")) == ["burial-renewal"]
    assert ids(officer_phone.get("formList", formID="none")) == []


def test_the_list_speaks_the_holders_language(world: World, officer_phone: Phone) -> None:
    def names(**query: str) -> str:
        return officer_phone.get("formList", **query).content.decode()

    assert "Perpanjangan izin makam" in names()
    assert "descriptionText" not in names()
    Person.objects.filter(pk=world.front_officer.pk).update(language="en")
    answer = officer_phone.get("formList", verbose="true")
    assert answer.headers["Content-Language"] == "en"
    assert "descriptionText" in answer.content.decode()
    assert "no such form" in said(officer_phone.get("forms/none/1/form.xml"))


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("forms/burial-renewal/2014-01-01/form.xml", 200),
        ("forms/burial-renewal/2013-01-01/form.xml", 404),
        ("forms/burial-renewal/___/form.xml", 404),
        ("forms/none/2014-01-01/manifest", 404),
        ("forms/burial-renewal/2014-01-01/files/desa.csv", 404),
        ("nothing/here", 404),
        ("submission", 405),
    ],
)
def test_every_answer_is_one_that_a_client_can_read(
    officer_phone: Phone, address: str, status: int
) -> None:
    answer = officer_phone.get(address)
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "text/xml; charset=utf-8"
    assert answer.headers["X-OpenRosa-Version"] == "1.0"
    assert answer.headers["Content-Security-Policy"]
    if status >= 400:
        assert said(answer)


def test_files_of_a_form_are_listed_with_name_hash_and_address() -> None:
    answer = manifest([Media("desa.csv", "md5:0a", "https://contoh.example/desa.csv")])
    row = etree.fromstring(answer.content)[0]
    assert [(etree.QName(part).localname, part.text) for part in row] == [
        ("filename", "desa.csv"),
        ("hash", "md5:0a"),
        ("downloadUrl", "https://contoh.example/desa.csv"),
    ]


def test_an_unknown_key_is_no_device(world: World) -> None:
    assert world.office
    phone = Phone("/openrosa/key/" + "0" * 32)
    for answer in (phone.get("formList"), phone.send(b"<a/>")):
        assert (answer.status_code, "QR" in said(answer)) == (403, True)
    assert phone.head("submission").status_code == 403


def test_a_device_that_was_shut_out_hands_in_and_gets_nothing_more(world: World) -> None:
    phone = phone_of(world, "front_officer")
    revoke_device(world.device.pk, by=world.actor("administrator"), now=now())
    assert phone.get("formList").status_code == 403
    assert phone.head("submission").status_code == 204
    sheet = filled(form(world), "uuid:late")
    answer = phone.send(sheet.xml, sheet.files)
    assert answer.status_code == 202
    assert Submission.objects.get().reason == "held_device"
    Device.objects.update(revoked_at=now() - timedelta(days=31))
    assert phone.send(sheet.xml, sheet.files).status_code == 403


def test_a_device_is_seen_once_a_day(world: World, officer_phone: Phone) -> None:
    for _ in range(3):
        officer_phone.get("formList")
    assert Device.objects.get().last_seen_on is not None
    assert Fact.objects.filter(kind="device_seen").count() == 1


@pytest.mark.parametrize(
    ("parts", "status"),
    [
        ({}, 400),
        ({"xml_submission_file": "a text, no file"}, 400),
        ({"xml_submission_file": SimpleUploadedFile("a.xml", b"no xml", "text/xml")}, 400),
        (
            {
                "xml_submission_file": SimpleUploadedFile(
                    "a.xml",
                    b'<d id="none"><meta><instanceID>uuid:a</instanceID></meta></d>',
                    "text/xml",
                )
            },
            404,
        ),
    ],
)
def test_what_is_no_form_is_refused_in_a_sentence(
    officer_phone: Phone, parts: dict[str, Any], status: int
) -> None:
    answer = officer_phone.browser.post(f"{officer_phone.start}/submission", parts)
    assert (answer.status_code, bool(said(answer))) == (status, True)
    assert Submission.objects.count() == 0


def test_a_body_that_is_damaged_or_in_too_many_parts_is_refused(
    world: World, officer_phone: Phone
) -> None:
    at = f"{officer_phone.start}/submission"
    broken = officer_phone.browser.post(at, b"--x", content_type="multipart/form-data; boundary=")
    assert (broken.status_code, bool(said(broken))) == (400, True)
    sheet = filled(form(world), "uuid:parts")
    many = officer_phone.send(sheet.xml, {f"{n}.jpg": b"a" for n in range(150)})
    assert (many.status_code, bool(said(many))) == (400, True)
    assert (Submission.objects.count(), Attachment.objects.count()) == (0, 0)


def test_a_body_that_announces_too_much_is_refused_unread(officer_phone: Phone) -> None:
    answer = officer_phone.browser.post(
        f"{officer_phone.start}/submission",
        b"",
        content_type="multipart/form-data; boundary=a",
        CONTENT_LENGTH="200000000",
    )
    assert (answer.status_code, bool(said(answer))) == (413, True)


def test_a_clock_a_year_off_is_told_to_the_officer(
    world: World, officer_phone: Phone, client_as: Callable[..., Client]
) -> None:
    sheet = filled(form(world), "uuid:clock")
    officer_phone.send(sheet.xml, sheet.files, date="Mon, 14 Feb 2011 16:48:15 GMT")
    row = Submission.objects.get()
    assert row.suspect
    page = client_as("front_officer", "en").get(f"/kantor/kiriman/{row.pk}/")
    assert "Its clock is wrong" in page.content.decode()


def test_no_log_line_has_a_key(officer_phone: Phone, caplog: pytest.LogCaptureFixture) -> None:
    for address in ("nothing/here", "submission", "forms/none/1/form.xml"):
        assert officer_phone.get(address).status_code >= 400
    key = officer_phone.start.rpartition("/")[2]
    assert "/openrosa/key/…/nothing/here" in caplog.text
    assert key not in caplog.text
