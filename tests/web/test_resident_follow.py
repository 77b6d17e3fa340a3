"""Where one's file is, at every stage; its letter once it is printed."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now as moment
from pytest_django.fixtures import Settings

from keliling.assess.acts import hand_out_rating
from keliling.deliver import acts
from keliling.deliver.models import Application
from keliling.kernel.actor import SYSTEM
from tests import cast, cast_files
from tests.cast import NOW, World
from tests.web.filling import begun
from tests.web.read import words

Browser = Callable[..., Client]


def at(file: Any) -> str:
    return reverse("application", args=[file.pk])


def read(client_as: Browser, file: Any) -> str:
    """Return what the applicant reads of a file, in English."""
    return words(client_as("applicant", "en").get(at(file)))


def due(file: Any, **before: float) -> Any:
    """Let the office's day be that long ago, or to come."""
    Application.objects.filter(pk=file.pk).update(due_at=moment() - timedelta(**before))
    return file


def test_a_draft_runs_no_clock(world: World, client_as: Browser) -> None:
    page = read(client_as, begun(world))
    assert "Not sent yet." in page
    assert "The file is with You" in page
    assert "No day; nothing runs until you send it" in page
    assert "Your receipt" not in page


def test_a_sent_file_says_who_holds_it_and_until_when(world: World, client_as: Browser) -> None:
    file = due(cast_files.submitted(world), days=-3)
    page = read(client_as, file)
    assert "The office is at work on it." in page
    assert "The file is with Front officer" in page
    assert "Nothing. We tell you when it is ready." in page
    assert file.code in page


def test_a_late_office_says_that_it_is_late(world: World, client_as: Browser) -> None:
    page = read(client_as, due(cast_files.decision_ready(world), hours=1))
    assert "The office is late." in page
    assert "The file is with Signatory" in page
    assert "You may ask the office why." in page


def test_the_applicants_own_time_makes_nobody_late(world: World, client_as: Browser) -> None:
    page = read(client_as, due(cast_files.sent_back(world), days=9))
    assert "It is your turn now." in page
    assert "Foto ulang lembarnya." in page
    assert "The office is late." not in page


def test_a_refused_file_gives_its_reasons_and_the_way_on(world: World, client_as: Browser) -> None:
    file = cast_files.decision_ready(world)
    ruling = acts.Ruling(grant=False, reasons="Petak itu <b>bukan</b> atas nama Anda.")
    signatory = world.actor("signatory")
    acts.decide(file.pk, ruling, seen_version=file.version, by=signatory, now=cast.later(hours=2))
    page = client_as("applicant", "en").get(at(file))
    assert "The application was refused." in words(page)
    assert "Petak itu <b>bukan</b> atas nama Anda." in words(page)
    assert "<b>bukan</b>" not in page.content.decode()
    assert "You may apply again, ask at the counter, or complain." in words(page)
    assert reverse("withdraw", args=[file.pk]) not in page.content.decode()


def test_a_withdrawn_file_stays_readable(world: World, client_as: Browser) -> None:
    file = cast_files.submitted(world)
    me = world.actor("applicant")
    acts.withdraw_application(file.pk, seen_version=file.version, by=me, now=NOW)
    assert "The application was withdrawn." in read(client_as, file)


def test_a_letter_is_handed_out_once_it_is_printed_and_to_its_holder(
    world: World, client_as: Browser, settings: Settings, tmp_path: Path
) -> None:
    settings.PERMITS = tmp_path
    permit = cast_files.granted(world)
    file = permit.application
    letter = reverse("permit_pdf", args=[file.pk])
    browser = client_as("applicant", "en")
    waiting = browser.get(at(file))
    assert f"Number {permit.number}" in words(waiting)
    assert "The letter is being printed." in words(waiting)
    assert letter not in waiting.content.decode()
    assert browser.get(letter).status_code == 404
    (tmp_path / f"{permit.pk}.pdf").write_bytes(b"%PDF-1.7 contoh")
    assert f'href="{letter}"' in browser.get(at(file)).content.decode()
    printed = browser.get(letter)
    assert printed.headers["Content-Type"] == "application/pdf"
    assert printed.headers["Cache-Control"] == "no-store"
    assert "/" not in printed.headers["Content-Disposition"].partition("filename=")[2]
    assert printed.getvalue() == b"%PDF-1.7 contoh"
    for who in ("stranger", "neighbour", "front_officer", "signatory", "administrator"):
        assert client_as(who).get(letter).status_code == 404
    assert client_as().get(letter).status_code == 302


def test_whoever_was_served_may_rate_once(world: World, client_as: Browser) -> None:
    file = cast_files.granted(world).application
    given = hand_out_rating(file.pk, by=SYSTEM, now=NOW)
    body = client_as("applicant").get(at(file)).content.decode()
    assert f'href="{reverse("rate", args=[given.token])}"' in body


def test_every_step_is_told_in_both_languages_and_no_look_is(
    world: World, client_as: Browser
) -> None:
    file = cast_files.sent_back(world)
    acts.look(file.pk, by=world.actor("front_officer"), now=NOW)
    english = read(client_as, file)
    assert "The file was sent back to be completed." in english
    assert "Somebody opened the file." not in english
    assert f"{world.front_officer.name} Front officer · 1 time" in english
    indonesian = words(client_as("applicant").get(at(file)))
    assert "The file was sent back" not in indonesian
    assert world.front_officer.name in indonesian


@pytest.mark.parametrize("who", ["stranger", "neighbour", "volunteer", "rw_head", "administrator"])
def test_somebody_elses_file_does_not_exist(world: World, client_as: Browser, who: str) -> None:
    file = cast_files.submitted(world)
    assert client_as(who).get(at(file)).status_code == 404
    for method in ("post", "put", "delete"):
        assert getattr(client_as(who), method)(at(file)).status_code == 405
