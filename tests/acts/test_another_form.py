"""Drafts when their service gets another form: moved, kept, told; sent files stay as they are."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail

from keliling.deliver import acts as deliver
from keliling.deliver.models import Application
from keliling.deliver.queries import newer_form
from keliling.jobs.run import drain
from keliling.kernel.refusal import Absent, Conflict, Stale
from keliling.record.queries import facts_about
from tests import cast_files
from tests import forms_of_cast as forms
from tests.cast import NOW, TODAY, World, later
from tests.forms_of_cast import ID, asks_more, drops, writes

TOMORROW = TODAY + timedelta(days=1)
DAY_AFTER = later(days=1)


def answered(world: World) -> Application:
    """A draft in which everything is answered."""
    actor = world.actor("applicant")
    return cast_files.fill(cast_files.begin(world, service=forms.CODE), actor)


def follow(world: World, file: Application, now: Any = DAY_AFTER, by: str = "applicant") -> Any:
    return deliver.follow_form(file.pk, seen_version=file.version, by=world.actor(by), now=now)


def kinds(file: Application) -> list[str]:
    return [entry.kind for entry in facts_about(("application", file.pk))]


def test_a_draft_moves_when_nothing_it_holds_is_lost(world: World) -> None:
    file = answered(world)
    before = cast_files.read(file)
    old = file.service_version_id
    version = forms.published(
        world, asks_more, writes("name", **{ID: "Nama lengkap"}), day=TOMORROW
    )
    assert follow(world, file, now=NOW) is None
    moved = follow(world, file)
    assert moved.lost == ()
    file.refresh_from_db()
    assert file.service_version_id == version.pk
    assert cast_files.read(file) == before
    fact = facts_about(("application", file.pk))[-1]
    assert (fact.kind, fact.data) == (
        "draft_followed_form",
        {"before": str(old), "version": str(version.pk)},
    )
    assert follow(world, file) is None
    sent = deliver.submit_application(
        file.pk, seen_version=file.version, by=world.actor("applicant"), now=DAY_AFTER
    )
    assert sent.service_version_id == version.pk


def test_a_draft_that_moves_begins_what_is_new_as_a_new_one_would(world: World) -> None:
    file = answered(world)

    def change(book: Any) -> None:
        asks_more(book)
        writes("nickname", default="Belum ada")(book)

    forms.published(world, change, day=TOMORROW)
    follow(world, file)
    file.refresh_from_db()
    assert cast_files.read(file)["applicant/nickname"] == "Belum ada"


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (drops("phone"), "applicant/phone"),
        (writes("phone", type="integer", constraint=""), "applicant/phone"),
        (writes("phone", relevant="${filed_by} = 'proxy'"), "applicant/phone"),
        (writes("name", constraint="string-length(.) > 90"), "applicant/name"),
    ],
)
def test_a_draft_keeps_its_form_when_an_answer_would_be_lost(
    world: World, change: forms.Change, path: str
) -> None:
    file = answered(world)
    held = cast_files.read(file) | {"applicant/phone": "0812 3456 7890"}
    page = {key: value for key, value in held.items() if key.startswith("applicant/")}
    file, _ = deliver.save_answers(
        file.pk,
        page | {"applicant/filed_by": "self"},
        group="applicant",
        seen_version=file.version,
        by=world.actor("applicant"),
        now=NOW,
    )
    old, held = file.service_version_id, cast_files.read(file)
    forms.published(world, change, day=TOMORROW)
    stayed = follow(world, file)
    assert path in stayed.lost
    file.refresh_from_db()
    assert (file.service_version_id, cast_files.read(file)) == (old, held)
    assert "draft_followed_form" not in kinds(file)


def test_a_question_that_was_not_answered_is_no_loss(world: World) -> None:
    file = cast_files.begin(world, service=forms.CODE)
    version = forms.published(world, drops("phone"), day=TOMORROW)
    assert follow(world, file).version == version.pk


def test_a_sent_file_keeps_its_form(world: World) -> None:
    file = cast_files.submitted(world, service=forms.CODE)
    forms.published(world, asks_more, day=TOMORROW)
    assert newer_form(file, now=DAY_AFTER) is None
    with pytest.raises(Conflict):
        follow(world, file)


def test_a_draft_is_moved_by_nobody_else_and_not_behind_an_open_page(world: World) -> None:
    file = answered(world)
    forms.published(world, asks_more, day=TOMORROW)
    for who in ("stranger", "front_officer", "administrator"):
        with pytest.raises(Absent):
            follow(world, file, by=who)
    file.version -= 1
    with pytest.raises(Stale):
        follow(world, file)
    assert "draft_followed_form" not in kinds(file)


def test_everybody_with_a_draft_is_told_once(world: World) -> None:
    file = answered(world)
    sent = cast_files.submitted(world, by="neighbour", service=forms.CODE)
    drain(NOW)
    mail.outbox.clear()
    version = forms.published(world, asks_more, day=TOMORROW)
    drain(NOW)
    drain(NOW)
    letters = [letter for letter in mail.outbox if file.applicant.email in letter.to]
    assert len(mail.outbox) == len(letters) == 1
    assert f"/berkas/{file.pk}/" in letters[0].body
    assert "10 November 2026" in letters[0].body
    assert kinds(file).count("form_change_announced") == 1
    assert "form_change_announced" not in kinds(sent)
    told = deliver.announce_form(file.pk, version.pk, TOMORROW, by=world.actor("stranger"), now=NOW)
    assert not told
