"""Files beside a form: uploaded by the office, shown to residents, handed to telephones."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from keliling.catalogue.models import FormDraft, ServiceVersion
from tests import forms_of_cast as forms
from tests.cast import TODAY, World
from tests.forms_of_cast import CODE, CSV, PNG, asks_more, asks_village, drops, shows
from tests.web.read import words
from tests.web.still import nothing_changes

Browser = Callable[..., Client]
HERE = f"/kantor/pengaturan/layanan/{CODE}/"
DRAFT = f"{HERE}konsep/"
CHANGES = (asks_village, shows("nik", "ktp.png"))
FILES = {"desa.csv": CSV, "ktp.png": PNG}
MP3 = b"ID3\x03" + bytes(range(256))


def upload(browser: Client, data: bytes, *files: tuple[str, bytes]) -> Any:
    draft = FormDraft.objects.first()
    fields: dict[str, Any] = {"draft": str(draft.pk) if draft else ""}
    fields["workbook"] = SimpleUploadedFile("formulir.xlsx", data)
    fields["files"] = [SimpleUploadedFile(name, content) for name, content in files]
    return browser.post(HERE, fields)


@pytest.fixture
def version(world: World) -> ServiceVersion:
    return forms.published(
        world,
        *CHANGES,
        shows("name", "nama.mp3", "audio"),
        day=TODAY,
        files=FILES | {"nama.mp3": MP3},
    )


def test_files_are_uploaded_with_the_workbook_told_and_handed_back(
    world: World, client_as: Browser
) -> None:
    browser = client_as("administrator", "en")
    done = upload(browser, forms.workbook(world, *CHANGES), *FILES.items())
    assert done.headers["Location"] == DRAFT
    page = words(browser.get(DRAFT))
    assert "New files: desa.csv, ktp.png." in page
    assert "Files beside the form" in page
    for name, content in FILES.items():
        answer = browser.get(f"{DRAFT}berkas/{name}")
        assert (answer.content, answer.headers["Cache-Control"]) == (content, "no-store")
    assert browser.get(f"{DRAFT}berkas/lain.png").status_code == 404
    assert "taken along if the form still needs them: desa.csv, ktp.png." in words(
        browser.get(HERE)
    )
    again = upload(browser, forms.workbook(world, *CHANGES, asks_more), ("ktp.png", PNG + b"2"))
    assert again.headers["Location"] == DRAFT
    assert browser.get(f"{DRAFT}berkas/ktp.png").content == PNG + b"2"
    assert browser.get(f"{DRAFT}berkas/desa.csv").content == CSV


def test_the_difference_names_files_that_come_go_and_change(
    world: World, version: ServiceVersion, client_as: Browser
) -> None:
    browser = client_as("administrator", "id")
    assert version.valid_from == TODAY
    changed = forms.workbook(world, drops("desa"), shows("phone", "lahir.png"))
    assert upload(browser, changed, ("ktp.png", PNG + b"2"), ("lahir.png", PNG)).status_code == 303
    page = words(browser.get(DRAFT))
    for said in (
        "Berkas baru: lahir.png.",
        "Berkas yang tidak dipakai lagi: desa.csv.",
        "Berkas yang isinya berganti: ktp.png.",
    ):
        assert said in page
    listed = browser.get(HERE)
    assert "3 berkas pendamping" in words(listed)
    assert f"{HERE}{TODAY}/berkas/nama.mp3" in listed.content.decode()
    assert browser.get(f"{HERE}{TODAY}/berkas/nama.mp3").content == MP3


@pytest.mark.parametrize(
    ("files", "language", "said"),
    [
        ((), "en", "The form needs files that are not here: ktp.png. Choose them"),
        ((), "id", "Formulir memerlukan berkas yang belum ada: ktp.png."),
        ((("ktp.png", PNG), ("x.png", PNG)), "en", "The form does not use: x.png. Leave these out"),
        ((("ktp.png", PNG), ("ktp.png", PNG)), "en", "Two files are called “ktp.png”."),
        ((("ktp.png", b"<svg/>"),), "en", "“ktp.png” is no .png file inside."),
        ((("ktp.svg", b"<svg/>"),), "en", "“ktp.svg” cannot stand beside a form. Save it as"),
        ((("ktp.png", PNG + b"\0" * 10_000_000),), "en", "“ktp.png” is larger than 10 MB."),
    ],
)
def test_what_is_wrong_with_the_files_is_said_at_their_field(
    world: World,
    client_as: Browser,
    files: tuple[tuple[str, bytes], ...],
    language: str,
    said: str,
) -> None:
    browser = client_as("administrator", language)
    with nothing_changes():
        page = upload(browser, forms.workbook(world, shows("nik", "ktp.png")), *files)
    assert page.status_code == 422
    assert said in words(page)
    assert 'href="#files"' in page.content.decode()


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ((), "The data file “desa.csv” is not here. Choose it together with the workbook."),
        ((("desa.csv", b"kode\xff"),), "Save it as “CSV UTF-8”."),
        ((("desa.csv", b""),), "The data file “desa.csv” is empty."),
        ((("desa.csv", b"kode,kode\n"),), "two columns of the same name"),
        ((("desa.csv", b"kode,nama\na,b,c\n"),), "The data file “desa.csv” cannot be read."),
    ],
)
def test_a_data_file_that_cannot_be_read_is_told_with_the_cell_that_reads_it(
    world: World, client_as: Browser, files: tuple[tuple[str, bytes], ...], said: str
) -> None:
    page = upload(client_as("administrator", "en"), forms.workbook(world, asks_village), *files)
    assert page.status_code == 422
    assert said in words(page)
    assert "survey 4 type" in words(page)


def test_what_a_version_shows_is_public_and_fixed(version: ServiceVersion) -> None:
    browser = Client()
    answer = browser.get(f"/formulir/{version.pk}/ktp.png")
    assert (answer.status_code, answer.content) == (200, PNG)
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    same = {"if-none-match": answer.headers["ETag"]}
    assert browser.get(f"/formulir/{version.pk}/ktp.png", headers=same).status_code == 304


def test_a_data_file_and_another_versions_file_are_not_public(
    world: World, version: ServiceVersion
) -> None:
    old = ServiceVersion.objects.exclude(pk=version.pk).filter(service=version.service).first()
    draft = forms.uploaded(world, shows("nik", "baru.png"), files={"baru.png": PNG})
    browser = Client()
    for address in (
        f"{version.pk}/desa.csv",
        f"{version.pk}/baru.png",
        f"{old.pk}/ktp.png" if old else "",
        f"{draft}/baru.png",
        f"{world.office.pk}/ktp.png",
        f"{version.pk}/..%2Fktp.png",
    ):
        assert browser.get(f"/formulir/{address}").status_code == 404


@pytest.mark.parametrize(
    ("asked", "status", "part", "said"),
    [
        ("bytes=0-1", 206, MP3[:2], "bytes 0-1/260"),
        ("bytes=250-", 206, MP3[250:], "bytes 250-259/260"),
        ("bytes=-4", 206, MP3[-4:], "bytes 256-259/260"),
        ("bytes=10-9999", 206, MP3[10:], "bytes 10-259/260"),
        ("bytes=260-", 416, b"", "bytes */260"),
        ("bytes=9-3", 416, b"", "bytes */260"),
        ("bytes=-", 200, MP3, None),
        ("bytes=0-1,4-5", 200, MP3, None),
        ("lines=0-1", 200, MP3, None),
    ],
)
def test_a_part_of_a_recording_is_handed_out(
    version: ServiceVersion, asked: str, status: int, part: bytes, said: str | None
) -> None:
    answer = Client().get(f"/formulir/{version.pk}/nama.mp3", headers={"range": asked})
    assert (answer.status_code, answer.content) == (status, part)
    assert answer.headers.get("Content-Range") == said
    other = {"range": asked, "if-range": '"other"'}
    assert Client().get(f"/formulir/{version.pk}/nama.mp3", headers=other).content == MP3
