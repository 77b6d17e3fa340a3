"""Sound and film: taken in by what their first bytes say, without where they were recorded."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from keliling.deliver.acts.documents import document_file
from keliling.deliver.acts.recordings import MOST_SOUND
from keliling.deliver.models import Application, Document
from tests.cast import World
from tests.web.every_kind import file_with, row
from tests.web.filling import at, photograph
from tests.web.read import words
from tests.web.still import complaint, nothing_changes

Browser = Callable[..., Client]


@pytest.fixture(autouse=True)
def uploads(settings: Settings, tmp_path: Path) -> None:
    settings.UPLOADS = tmp_path / "uploads"


def box(name: bytes, body: bytes) -> bytes:
    """One box of an MP4 file."""
    return (len(body) + 8).to_bytes(4) + name + body


WHERE = b"\xa9xyz-06.2088+106.8456/"
WORDS = box(b"trak", box(b"udta", WHERE)) + box(b"udta", WHERE)
MP4 = (
    box(b"ftyp", b"mp42\0\0\0\0")
    + box(
        b"moov", box(b"mvhd", bytes(20)) + box(b"trak", box(b"udta", WHERE)) + box(b"udta", WHERE)
    )
    + box(b"mdat", b"sound and pictures")
)
SOUND = {
    "audio/mpeg": b"ID3\x04" + bytes(40),
    "audio/aac": b"\xff\xf1" + bytes(40),
    "audio/ogg": b"OggS" + bytes(40),
    "audio/wav": b"RIFF\x28\0\0\0WAVEfmt " + bytes(30),
    "audio/webm": b"\x1a\x45\xdf\xa3" + bytes(40),
    "audio/amr": b"#!AMR\n" + bytes(40),
    "audio/mp4": MP4,
}


def asking(world: World, kind: str) -> Application:
    return file_with(world, row(kind, "q", "Rekaman", "Recording", required="yes"))


def send(browser: Client, file: Application, body: bytes) -> Any:
    upload = SimpleUploadedFile("../rekaman", body, "application/x-anything")
    file.refresh_from_db()
    return browser.post(at(file, "-"), {"version": str(file.version), "q": upload})


@pytest.mark.parametrize("media_type", SOUND)
def test_a_recording_is_kept_as_what_it_is(
    world: World, client_as: Browser, media_type: str
) -> None:
    file, browser = asking(world, "audio"), client_as("applicant")
    assert send(browser, file, SOUND[media_type]).status_code == 303
    document = Document.objects.get(application=file)
    assert document.media_type == media_type
    page: Any = browser.get(reverse("document", args=[document.pk]))
    assert b"".join(page.streaming_content) == document_file(document.sha256).read_bytes()
    assert page.headers["Content-Type"] == media_type
    assert page.headers["Content-Disposition"].startswith("attachment")
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert "Rekaman" in words(browser.get(reverse("summary", args=[file.pk])))


def test_a_film_keeps_its_length_and_loses_where_it_was_made(
    world: World, client_as: Browser
) -> None:
    file = asking(world, "video")
    assert send(client_as("applicant"), file, MP4).status_code == 303
    document = Document.objects.get(application=file)
    kept = document_file(document.sha256).read_bytes()
    assert document.media_type == "video/mp4"
    assert len(kept) == len(MP4)
    assert b"106.8456" in MP4
    assert b"106.8456" not in kept
    assert b"sound and pictures" in kept


@pytest.mark.parametrize(
    ("kind", "body", "said"),
    [
        ("audio", b"MZ\x90\0" + bytes(60), "Hanya MP3"),
        ("audio", b"<html><script>", "Hanya MP3"),
        ("audio", b"RIFF\x28\0\0\0WEBPVP8 " + bytes(30), "Hanya MP3"),
        ("video", b"ID3\x04" + bytes(40), "Hanya MP4"),
        ("video", b"%PDF-1.7", "Hanya MP4"),
        ("audio", b"ID3" + bytes(MOST_SOUND), "lebih besar dari 10 MB"),
        ("image", MP4, "Hanya JPG"),
        ("file", SOUND["audio/ogg"], "Hanya JPG"),
    ],
)
def test_what_is_no_recording_does_not_get_in(
    world: World, client_as: Browser, kind: str, body: bytes, said: str
) -> None:
    file = asking(world, kind)
    page = send(client_as("applicant"), file, body)
    assert page.status_code == 422
    assert said in complaint(page)
    assert not Document.objects.filter(application=file).exists()


def test_a_photograph_is_no_recording(world: World, client_as: Browser) -> None:
    file = asking(world, "audio")
    page = client_as("applicant").post(at(file, "-"), {"version": "1", "q": photograph()})
    assert "Hanya MP3" in complaint(page)


@pytest.mark.parametrize("cut", range(0, len(MP4), 7))
def test_a_film_that_breaks_off_anywhere_breaks_nothing(
    world: World, client_as: Browser, cut: int
) -> None:
    file = asking(world, "video")
    page = send(client_as("applicant"), file, MP4[:cut])
    assert page.status_code in {303, 422}


def test_nobody_looks_at_somebody_elses_recording(world: World, client_as: Browser) -> None:
    file = asking(world, "audio")
    send(client_as("applicant"), file, SOUND["audio/ogg"])
    document = Document.objects.get(application=file)
    stranger = client_as("stranger")
    with nothing_changes():
        page = stranger.get(reverse("document", args=[document.pk]))
    assert page.status_code == 404
