"""The office's side of the door: devices let in and shut out, and what waits for an officer."""

import base64
import html
import json
import re
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from keliling.catalogue.queries import form_of, versions_of
from keliling.deliver.models import Application, Submission
from keliling.people.acts import record_nik
from keliling.people.models import Device
from keliling.web.office.devices import collect_settings
from tests import cast
from tests.cast import World
from tests.web.phone import NIK, Phone, filled, phone_of
from tests.web.read import hidden, typed, words

Browser = Callable[..., Client]
DEVICES, SENT = "/kantor/perangkat/", "/kantor/kiriman/"
HOLDER = "front_officer@contoh.example"


def enrol(browser: Client, **fields: str) -> Any:
    page = browser.get(DEVICES)
    asked = {"act": "enrol", "id": hidden(page, "id"), "name": "HP Bu Sri", "contact": HOLDER}
    return browser.post(DEVICES, asked | fields)


def held(world: World, instance: str = "uuid:held", **known: str) -> Submission:
    """A form that an officer's telephone sent, whose applicant nobody knows."""
    phone = phone_of(world, "front_officer")
    form = form_of(versions_of(world.office.pk, "burial-renewal")[0].version)
    sheet = filled(form, instance, **known)
    assert phone.send(sheet.xml, sheet.files).status_code == 202
    return Submission.objects.get(instance_id=instance)


def test_a_device_is_let_in_with_a_code_that_is_shown_once(
    world: World, client_as: Browser, settings: Settings
) -> None:
    settings.PUBLIC_URL = "https://ptsp.contoh.example"
    boss = client_as("administrator", "en")
    page = enrol(boss)
    assert "This code is shown once" in words(page)
    assert page.headers["Cache-Control"] == "no-store"
    server = re.search(r"https://ptsp\.contoh\.example/openrosa/key/[0-9a-f]{32}", words(page))
    assert server
    assert 'src="data:image/svg+xml' in html.unescape(page.content.decode())
    key = server[0].rpartition("/")[2]
    assert Phone(f"/openrosa/key/{key}").get("formList").status_code == 200
    assert key not in Device.objects.get().key_index
    listed = boss.get(DEVICES)
    assert "HP Bu Sri" in words(listed)
    assert key not in listed.content.decode()


def test_the_code_holds_the_settings_as_collect_reads_them(world: World) -> None:
    told = json.loads(
        zlib.decompress(base64.b64decode(collect_settings(world.office, "https://a")))
    )
    assert told["general"]["server_url"] == "https://a"
    assert told["general"]["form_update_mode"] == "match_exactly"
    assert told["project"] == {"name": "PTSP Contoh Jagakarsa"}
    assert told["admin"] == {}


def test_a_wrong_device_keeps_what_was_typed(world: World, client_as: Browser) -> None:
    boss = client_as("administrator", "en")
    for fields, sentence in (
        ({"contact": "stranger@contoh.example"}, "A device is for somebody who works"),
        ({"contact": "nobody@contoh.example"}, "Nobody with this e-mail"),
        ({"name": " "}, "Give the device a name"),
    ):
        page = enrol(boss, **fields)
        assert page.status_code in {404, 422}
        assert sentence in words(page)
        if "contact" in fields:
            assert typed(page, "contact") == fields["contact"]
            assert typed(page, "name") == "HP Bu Sri"
    assert Device.objects.count() == 0
    assert world.office


def test_pressed_twice_it_lets_one_device_in(world: World, client_as: Browser) -> None:
    boss = client_as("administrator", "en")
    asked = {"act": "enrol", "id": str(cast.fresh()), "name": "HP", "contact": HOLDER}
    assert boss.post(DEVICES, asked).status_code == 200
    again = boss.post(DEVICES, asked)
    assert again.status_code == 409
    assert "let in just now" in words(again)
    assert Device.objects.count() == 1
    assert world.office


def test_a_device_is_shut_out_after_one_more_question(world: World, client_as: Browser) -> None:
    phone = phone_of(world, "front_officer")
    boss = client_as("administrator", "en")
    form = {"act": "revoke", "device": str(world.device.pk)}
    assert "Shut out HP Contoh of Contoh Petugas Depan?" in words(boss.post(DEVICES, form))
    assert phone.get("formList").status_code == 200
    boss.post(DEVICES, form | {"sure": "yes"})
    assert phone.get("formList").status_code == 403
    assert "Shut out" in words(boss.get(DEVICES))


def test_an_officer_reads_what_waits_and_names_the_applicant(
    world: World, client_as: Browser
) -> None:
    row = held(world)
    officer = client_as("signatory", "en")
    assert officer.get(f"{SENT}{row.pk}/").status_code == 404
    mail = "neighbour@contoh.example"
    reader = client_as("front_officer", "en")
    assert "1 form from a telephone waits for an officer" in words(reader.get("/kantor/"))
    assert "telephone" not in words(officer.get("/kantor/"))
    assert "Nobody who gave this volunteer a mandate" in words(reader.get(SENT))
    page = reader.get(f"{SENT}{row.pk}/")
    assert "Contoh Pemohon" in words(page)
    assert "317409••••••••01" in words(page)
    form = {"act": "accept", "version": hidden(page, "version"), "contact": mail}
    asked = reader.post(f"{SENT}{row.pk}/", form)
    assert "Is this the application of Contoh Tetangga?" in words(asked)
    assert Application.objects.count() == 0
    done = reader.post(f"{SENT}{row.pk}/", form | {"sure": "yes"})
    file = Application.objects.get()
    assert done.headers["Location"] == f"/kantor/berkas/{file.pk}/"
    assert file.applicant_id == world.neighbour.pk
    assert "Nothing waits here" in words(reader.get(SENT))
    assert file.code[:13] in words(reader.get(f"{SENT}?status=accepted"))


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"act": "accept", "contact": "nobody@contoh.example"}, "Nobody with this e-mail"),
        ({"act": "accept", "contact": HOLDER, "sure": "yes"}, "Nobody confirms"),
        ({"act": "aside", "words": ""}, "Write why it is set aside"),
        ({"act": "aside", "words": "Ganda", "version": "99"}, "Somebody changed this"),
    ],
)
def test_what_cannot_be_done_with_it_is_said_and_nothing_is_lost(
    world: World, client_as: Browser, fields: dict[str, str], sentence: str
) -> None:
    row = held(world)
    reader = client_as("front_officer", "en")
    version = hidden(reader.get(f"{SENT}{row.pk}/"), "version")
    page = reader.post(f"{SENT}{row.pk}/", {"version": version} | fields)
    assert page.status_code in {404, 409, 422}
    assert sentence in words(page)
    assert Submission.objects.get().state == "held"


def test_it_is_set_aside_with_a_reason_that_the_next_reader_sees(
    world: World, client_as: Browser
) -> None:
    row = held(world)
    reader = client_as("front_officer", "en")
    version = hidden(reader.get(f"{SENT}{row.pk}/"), "version")
    form = {"act": "aside", "version": version, "words": "Dikirim dua kali."}
    assert reader.post(f"{SENT}{row.pk}/", form).status_code == 303
    page = words(reader.get(f"{SENT}{row.pk}/"))
    assert "Dikirim dua kali." in page
    assert "Make it their application" not in page


def test_what_is_wrong_stands_beside_its_answer(world: World, client_as: Browser) -> None:
    phone = phone_of(world, "front_officer")
    form = form_of(versions_of(world.office.pk, "burial-renewal")[0].version)
    sheet = filled(form, "uuid:wrong")
    wrong = sheet.xml.replace(b"<filed_by>self", b"<filed_by>nobody")
    assert phone.send(wrong, sheet.files).status_code == 202
    row = Submission.objects.get()
    page = client_as("front_officer", "en").get(f"{SENT}{row.pk}/")
    assert "Some answers are missing or do not fit the form." in words(page)
    assert "Choose" in words(page).partition("Who is filing")[2][:120]


def test_a_photograph_is_shown_and_anything_else_only_kept(
    world: World, client_as: Browser
) -> None:
    phone = phone_of(world, "front_officer")
    form = form_of(versions_of(world.office.pk, "burial-renewal")[0].version)
    sheet = filled(form, "uuid:files")
    first, second = sorted(sheet.files)[:2]
    phone.send(sheet.xml, sheet.files | {first: b"<html><script>alert(1)</script>"})
    reader = client_as("front_officer", "en")
    by_name = {row.name: row for row in Submission.objects.get().attachments.all()}
    odd = reader.get(f"{SENT}lampiran/{by_name[first].pk}/")
    assert odd.headers["Content-Type"] == "application/octet-stream"
    assert odd.headers["Content-Disposition"].startswith("attachment")
    good = reader.get(f"{SENT}lampiran/{by_name[second].pk}/")
    assert good.headers["Content-Type"] == "image/jpeg"
    assert b"".join(odd.streaming_content) + b"".join(good.streaming_content)
    assert client_as("coordinator").get(f"{SENT}lampiran/{by_name[second].pk}/").status_code == 404


def test_an_account_with_the_nik_of_the_form_is_proposed(world: World, client_as: Browser) -> None:
    record_nik(world.neighbour.pk, NIK, by=world.actor("neighbour"), now=cast.NOW)
    row = held(world)
    page = client_as("front_officer", "en").get(f"{SENT}{row.pk}/")
    assert "The NIK in the form is that of Contoh Tetangga." in words(page)
    assert typed(page, "contact") == "neighbour@contoh.example"
