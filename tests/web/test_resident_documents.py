"""Documents: sent, looked at, replaced, taken away; nothing that is no document gets in."""

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from pytest_django.fixtures import Settings

from keliling.deliver.models import Application, Document
from tests import cast, cast_files
from tests.cast import World
from tests.web.filling import at, begun, complete, page_of, photograph
from tests.web.read import hidden, words
from tests.web.still import complaint, nothing_changes, refused

Browser = Callable[..., Client]
KTP = "documents-ktp"


@pytest.fixture(autouse=True)
def uploads(settings: Settings, tmp_path: Path) -> Path:
    """Keep what is sent in a folder of the test's own."""
    settings.UPLOADS = tmp_path / "uploads"
    return settings.UPLOADS


def bytes_in(uploads: Path) -> int:
    return sum(path.is_file() for path in uploads.rglob("*"))


def send(browser: Client, file: Application, upload: Any, **more: Any) -> Any:
    file.refresh_from_db()
    form = {"version": str(file.version), KTP: upload, "stay": KTP} | more
    return browser.post(at(file, "documents"), form)


def named(body: bytes, name: str = "foto.jpg", kind: str = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, body, kind)


def pdf(**options: Any) -> bytes:
    """A document of one empty page, sound or locked."""
    out = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        made.save(out, **options)
    return out.getvalue()


def wide(side: int) -> bytes:
    """A picture that says it has that many pixels a side, and is otherwise empty."""
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"")), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def long_pdf(pages: int) -> bytes:
    """A document of many empty pages."""
    out = io.BytesIO()
    with pikepdf.new() as made:
        for _ in range(pages):
            made.add_blank_page()
        made.save(out)
    return out.getvalue()


BAD = {
    "empty": (b"", "The document is empty or larger than 10 MB."),
    "large": (b"\xff\xd8\xff" + b"0" * 10_000_000, "larger than 10 MB"),
    "words": (b"Halo.", "Only JPG, PNG, WebP or PDF."),
    "page": (b"<html><script>alert(1)</script></html>", "Only JPG, PNG, WebP or PDF."),
    "program": (b"MZ\x90\x00" * 40, "Only JPG, PNG, WebP or PDF."),
    "drawing": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "Only JPG, PNG, WebP or PDF."),
    "torn_jpeg": (b"\xff\xd8\xff\xe0torn", "This document cannot be opened."),
    "torn_png": (b"\x89PNG\r\n\x1a\n", "This document cannot be opened."),
    "sound": (b"RIFF\x24\x00\x00\x00WAVEfmt ", "This document cannot be opened."),
    "torn_pdf": (b"%PDF-1.7\nnothing", "This document cannot be opened."),
    "locked_pdf": (pdf(encryption=pikepdf.Encryption(owner="a", user="b")), "cannot be opened."),
    "endless_pdf": (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[2 0 R]"
        b"/Count 9>>endobj trailer<</Root 1 0 R>>",
        "This document cannot be opened.",
    ),
    "wide": (wide(7_000), "too many pixels"),
    "bomb": (wide(60_000), "too many pixels"),
    "long_pdf": (long_pdf(51), "more than 50 pages"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_document_is_refused_beside_its_field(
    world: World, client_as: Browser, uploads: Path, name: str
) -> None:
    body, said = BAD[name]
    file = begun(world)
    page = send(client_as("applicant", "en"), file, named(body))
    assert page.status_code == 422
    assert f'href="#{KTP}"' in page.content.decode()
    assert said in complaint(page)
    assert not Document.objects.exists()
    assert not uploads.exists()
    assert complaint(send(client_as("applicant"), file, named(body))) != complaint(page)


def test_a_wrong_document_loses_neither_the_answers_nor_the_other_documents(
    world: World, client_as: Browser
) -> None:
    file = begun(world)
    form = page_of(file, "documents") | {KTP: named(b"Halo.")}
    page = client_as("applicant").post(at(file, "documents"), form)
    assert page.status_code == 422
    assert Document.objects.filter(application=file).count() == len(form) - 2
    assert hidden(page, "version") == str(Application.objects.get(pk=file.pk).version)


def test_a_photograph_is_sent_alone_looked_at_and_replaced(
    world: World, client_as: Browser
) -> None:
    file, browser = begun(world), client_as("applicant", "en")
    done = send(browser, file, photograph("satu"))
    assert done.headers["Location"] == f"{at(file, 'documents')}#{KTP}"
    first = Document.objects.get()
    page = browser.get(at(file, "documents"))
    assert "We have it." in words(page)
    assert f'href="{reverse("document", args=[first.pk])}"' in page.content.decode()
    send(browser, file, photograph("dua"))
    second = Document.objects.get()
    assert second.sha256 != first.sha256
    assert browser.get(reverse("document", args=[first.pk])).status_code == 404


def test_a_document_is_handed_out_rewritten_and_can_run_nothing(
    world: World, client_as: Browser
) -> None:
    file, browser = begun(world), client_as("applicant")
    send(browser, file, named(pdf(), "<script>.pdf", "text/html"))
    page = browser.get(reverse("document", args=[Document.objects.get().pk]))
    assert page.headers["Content-Type"] == "application/pdf"
    assert page.headers["Content-Disposition"].startswith("attachment")
    assert "script" not in page.headers["Content-Disposition"]
    assert "sandbox" in page.headers["Content-Security-Policy"]
    assert page.headers["Cache-Control"] == "no-store"
    assert b"".join(page.streaming_content).startswith(b"%PDF-")


def test_where_a_photograph_was_taken_is_not_kept(world: World, client_as: Browser) -> None:
    out, place = io.BytesIO(), Image.Exif()
    place[0x8825] = {1: "S", 2: (6.0, 20.0, 0.0)}
    Image.new("RGB", (40, 40)).save(out, "JPEG", exif=place)
    file, browser = begun(world), client_as("applicant")
    send(browser, file, named(out.getvalue()))
    page = browser.get(reverse("document", args=[Document.objects.get().pk]))
    kept = Image.open(io.BytesIO(b"".join(page.streaming_content)))
    assert dict(kept.getexif()) == {}


def test_a_document_is_taken_away_once_and_its_question_is_open_again(
    world: World, client_as: Browser
) -> None:
    file, browser = complete(world), client_as("applicant", "en")
    form = {"version": str(file.version), "remove": KTP}
    done = browser.post(at(file, "documents"), form)
    assert done.headers["Location"] == f"{at(file, 'documents')}#{KTP}"
    assert "The document is taken away again." in words(browser.get(done.headers["Location"]))
    assert not Document.objects.filter(application=file, path="documents/ktp").exists()
    assert "documents/ktp" not in cast_files.read(Application.objects.get(pk=file.pk))
    summary = reverse("summary", args=[file.pk])
    file.refresh_from_db()
    refused(client_as, "applicant", summary, {"version": str(file.version)}, 422)
    refused(client_as, "applicant", at(file, "documents"), form, 409)


@pytest.mark.parametrize("name", ["", "documents-none", "applicant-name", "../x", "<script>"])
def test_taking_away_what_is_not_there_takes_nothing(
    world: World, client_as: Browser, name: str
) -> None:
    file = complete(world)
    before = Document.objects.count()
    form = {"version": str(file.version), "remove": name}
    done = client_as("applicant").post(at(file, "documents"), form)
    assert done.headers["Location"] == at(file, "documents")
    assert Document.objects.count() == before > 0


def test_an_old_page_adds_and_takes_away_nothing(
    world: World, client_as: Browser, uploads: Path
) -> None:
    file = complete(world)
    for form in ({"remove": KTP}, {KTP: photograph("lain")}):
        old: dict[str, Any] = {"version": str(file.version - 1)} | form
        browser = client_as("applicant")
        lying = bytes_in(uploads)
        with nothing_changes():
            assert browser.post(at(file, "documents"), old).status_code == 409
        assert bytes_in(uploads) == lying


def test_a_sent_file_takes_no_more_documents(world: World, client_as: Browser) -> None:
    file, browser = cast_files.submitted(world), client_as("applicant")
    with nothing_changes():
        sent = send(browser, file, photograph())
        gone = browser.post(at(file, "documents"), {"version": str(file.version), "remove": KTP})
    receipt = reverse("application", args=[file.pk])
    assert (sent.headers["Location"], gone.headers["Location"]) == (receipt, receipt)


@pytest.mark.parametrize("who", ["stranger", "neighbour", "volunteer", "front_officer"])
def test_a_draft_shows_its_documents_to_its_applicant_alone(
    world: World, client_as: Browser, who: str
) -> None:
    file = complete(world)
    address = reverse("document", args=[file.documents.first().pk])
    mine = client_as("applicant").get(address)
    assert (mine.status_code, mine.getvalue()[:3]) == (200, b"\xff\xd8\xff")
    assert client_as(who).get(address).status_code == 404
    browser = client_as(who)
    with nothing_changes():
        assert send(browser, file, photograph()).status_code == 404
        assert send(browser, file, "", remove=KTP).status_code == 404


def test_a_document_whose_bytes_are_gone_is_not_there(
    world: World, client_as: Browser, uploads: Path
) -> None:
    file = complete(world)
    for path in uploads.rglob("*"):
        if path.is_file():
            path.unlink()
    for key in (file.documents.first().pk, cast.fresh()):
        page = client_as("applicant", "en").get(reverse("document", args=[key]))
        assert page.status_code == 404
        assert "does not exist" in words(page)


def test_more_than_a_request_may_bring_is_refused_before_it_is_read(
    world: World, client_as: Browser
) -> None:
    file = begun(world)
    for language in ("id", "en"):
        browser = client_as("applicant", language)
        with nothing_changes():
            page = browser.post(at(file, "documents"), {"version": "1"}, CONTENT_LENGTH="900000000")
        assert page.status_code == 413
        assert len(words(page)) > 40


def test_the_bytes_of_what_was_replaced_or_taken_away_are_erased(
    world: World,
    client_as: Browser,
    uploads: Path,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    file, browser = begun(world), client_as("applicant")
    with django_capture_on_commit_callbacks(execute=True):
        send(browser, file, photograph("satu"))
        send(browser, file, photograph("dua"))
    assert bytes_in(uploads) == 1
    send(browser, file, "", **{"documents-kk": photograph("dua")})
    assert Document.objects.count() == 2
    with django_capture_on_commit_callbacks(execute=True):
        send(browser, file, "", remove=KTP)
    assert bytes_in(uploads) == 1
    with django_capture_on_commit_callbacks(execute=True):
        send(browser, file, "", remove="documents-kk")
    assert (bytes_in(uploads), Document.objects.count()) == (0, 0)
