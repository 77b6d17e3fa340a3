"""A script that behaves like Collect, from the QR code to the officer's page."""

from collections.abc import Callable
from hashlib import md5
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.http import parse_http_date
from django.utils.timezone import localtime
from lxml import etree

from keliling.deliver.acts import Powers, give_mandate
from keliling.deliver.models import Application, Submission
from keliling.forms import read_xform
from keliling.people.acts import record_nik
from keliling.record.models import Fact
from tests import cast, forms_of_cast
from tests.cast import TODAY, World
from tests.forms_of_cast import CSV, PNG
from tests.web.phone import NIK, SPACES, Filled, Phone, filled, phone_of, said
from tests.web.read import words


@pytest.fixture
def helped(world: World) -> World:
    """A visit that runs today, and a mandate of the applicant for its volunteer."""
    today = localtime()
    cast.publish_visit(world, day=cast.TODAY)
    record_nik(world.applicant.pk, NIK, by=world.actor("applicant"), now=today)
    powers = Powers("burial-renewal", world.volunteer.pk, today.date())
    give_mandate(world.visit.pk, powers, by=world.actor("applicant"), now=today)
    return world


def entry(phone: Phone, form_id: str = "burial-renewal") -> etree._Element:
    listed = phone.get("formList")
    assert listed.status_code == 200
    root = etree.fromstring(listed.content)
    assert root.tag == f"{{{SPACES['list']}}}xforms"
    ids = {row.findtext("list:formID", "", SPACES): row for row in root}
    assert set(ids) == set(cast.SERVICES)
    return ids[form_id]


def in_three_posts(phone: Phone, sheet: Filled) -> list[Any]:
    """Send an instance as Collect does when its photographs are too large for one post."""
    names = sorted(sheet.files)
    assert len(names) >= 4
    posts = [names[:2], names[2:3], names[3:]]
    return [
        phone.send(sheet.xml, {n: sheet.files[n] for n in post}, more=post != posts[-1])
        for post in posts
    ]


def test_collect_finds_its_forms_with_their_hashes(helped: World) -> None:
    phone = phone_of(helped)
    row = entry(phone)
    xform = phone.get(row.findtext("list:downloadUrl", "", SPACES)).content
    assert row.findtext("list:hash", "", SPACES) == "md5:" + md5(xform).hexdigest()  # noqa: S324
    assert row.findtext("list:version", "", SPACES) == read_xform(xform.decode()).version
    manifest = etree.fromstring(phone.get(row.findtext("list:manifestUrl", "", SPACES)).content)
    assert manifest.tag == f"{{{SPACES['manifest']}}}manifest"
    where = phone.head("submission")
    assert (where.status_code, where.content) == (204, b"")
    assert int(where.headers["X-OpenRosa-Accept-Content-Length"]) > 1_000_000
    assert where.headers["Location"].endswith("/submission")
    assert where.headers["X-OpenRosa-Version"] == "1.0"
    assert parse_http_date(where.headers["Date"])


def test_collect_sends_one_application_whatever_the_network_does(
    helped: World, client_as: Callable[..., Client]
) -> None:
    phone = phone_of(helped)
    form = read_xform(
        phone.get(entry(phone).findtext("list:downloadUrl", "", SPACES)).content.decode()
    )
    sheet = filled(form, "uuid:0001")
    answers = in_three_posts(phone, sheet)
    assert [answer.status_code for answer in answers] == [202, 202, 201]
    again = phone.send(sheet.xml, sheet.files)
    assert (again.status_code, said(again)) == (201, said(answers[-1]))
    file = Application.objects.get()
    assert file.code in said(again)
    assert (file.stage, file.applicant_id) == ("check", helped.applicant.pk)
    assert file.helper_id == helped.volunteer.pk
    assert file.documents.count() == len(sheet.files)
    sent = Fact.objects.get(kind="application_submitted")
    assert sent.data["channel"] == "collect"
    assert sent.data["device"] == str(helped.device.pk)

    changed = filled(form, "uuid:0001", name="Contoh Lain")
    assert phone.send(changed.xml, changed.files).status_code == 409
    assert phone.send(changed.xml).status_code == 409
    kept = Submission.objects.filter(instance_id="uuid:0001").order_by("rival")
    assert [(row.rival, row.state) for row in kept] == [(False, "accepted"), (True, "held")]
    assert Application.objects.count() == 1
    officer = client_as("front_officer", "en")
    listed = words(officer.get("/kantor/kiriman/"))
    assert "Contoh Relawan" in listed
    assert "Both are kept" in listed
    assert "Contoh Lain" in words(officer.get(f"/kantor/kiriman/{kept[1].pk}/"))
    desk = words(officer.get(f"/kantor/berkas/{file.pk}/"))
    assert "ODK Collect" in desk
    assert "HP Contoh" in desk


def test_collect_fetches_the_files_beside_a_form_and_sends_what_it_chose_from_them(
    helped: World,
) -> None:
    changes = forms_of_cast.asks_village, forms_of_cast.shows("nik", "ktp.png")
    beside, code = {"desa.csv": CSV, "ktp.png": PNG}, "burial-renewal"
    forms_of_cast.published(helped, *changes, day=TODAY, code=code, files=beside)
    phone = phone_of(helped)
    row = entry(phone)
    manifest = etree.fromstring(phone.get(row.findtext("list:manifestUrl", "", SPACES)).content)
    fetched, kinds = {}, {}
    for file in manifest:
        name, said_hash, address = (
            file.findtext(f"manifest:{part}", "", SPACES)
            for part in ("filename", "hash", "downloadUrl")
        )
        answer = phone.get(address)
        fetched[name], kinds[name] = answer.content, answer.headers["Content-Type"]
        assert said_hash == "md5:" + md5(answer.content).hexdigest()  # noqa: S324
    assert fetched == beside
    assert kinds == {"desa.csv": "text/csv", "ktp.png": "image/png"}
    other = phone.get(address.rpartition("/")[0] + "/lain.png")
    assert other.status_code == 404
    xform = phone.get(row.findtext("list:downloadUrl", "", SPACES)).content.decode()
    form = read_xform(xform, {"desa.csv": fetched["desa.csv"]})
    sheet = filled(form, "uuid:0002", desa="CP")
    answer = phone.send(sheet.xml, sheet.files)
    assert answer.status_code == 201, said(answer)
    assert Application.objects.get().service_version.valid_from == TODAY


def test_a_list_of_forms_loads_no_file(helped: World) -> None:
    changes = forms_of_cast.shows("nik", "ktp.png")
    files = {"ktp.png": PNG}
    forms_of_cast.published(helped, changes, day=TODAY, code="burial-renewal", files=files)
    phone = phone_of(helped)
    with CaptureQueriesContext(connection) as asked:
        entry(phone)
    assert not [q["sql"] for q in asked if '"catalogue_formfile"."data"' in q["sql"]]
