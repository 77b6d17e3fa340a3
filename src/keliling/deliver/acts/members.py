"""One more member of a repeat, or one less: a grave, a person of the household, a vehicle."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from keliling.catalogue.queries import form_of
from keliling.deliver.acts.documents import take_away
from keliling.deliver.acts.doors import as_filler, file_to_fill
from keliling.deliver.acts.move import move
from keliling.deliver.models import Application
from keliling.deliver.queries.answers import read_answers, seal_answers, seed_of
from keliling.forms import Form, carry_on, counts_of, generic, is_inside, one_less, one_more
from keliling.kernel.actor import Actor
from keliling.kernel.refusal import Absent, Refused
from keliling.record.acts import code_of, note

MOST_MEMBERS = 200
"""More of one repeat than this is a list for a spreadsheet, not for pages."""


@transaction.atomic
def add_member(
    application_id: UUID, repeat: str, *, seen_version: int, by: Actor, now: datetime
) -> tuple[Application, str]:
    """Add a member with its defaults; returns the file and the member's path.

    Raises ``Stale``, ``Absent`` for a repeat that is not there or whose number the form
    gives, and ``Refused("members_full")``.
    """
    file = file_to_fill(application_id, by, now)
    form, kept = form_of(file.service_version_id), read_answers(file)
    _open_repeat(form, repeat, kept)
    count = counts_of(kept, form.repeats).get(repeat, 0)
    if count >= MOST_MEMBERS:
        raise Refused("members_full", most=MOST_MEMBERS)
    more = carry_on(form, kept, one_more(form, kept, repeat), now=now, seed=seed_of(file))
    move(file, seen_version, answers=seal_answers(file, more))
    data = {"repeat": code_of(generic(repeat)), "members": count + 1}
    about = ("application", file.pk)
    actor = as_filler(file, by)
    note("member_added", about=about, by=actor, at=now, office=file.office, data=data)
    return file, f"{repeat}[{count + 1}]"


@transaction.atomic
def remove_member(
    application_id: UUID, member: str, *, seen_version: int, by: Actor, now: datetime
) -> Application:
    """Take a member away with its answers and documents; those behind it move up.

    Raises ``Stale``, and ``Absent`` for a member that is not there or that the form gives.
    """
    file = file_to_fill(application_id, by, now)
    form, kept = form_of(file.service_version_id), read_answers(file)
    repeat = member[: member.rfind("[")]
    _open_repeat(form, repeat, kept)
    if not is_inside(member, counts_of(kept, form.repeats), form.repeats):
        raise Absent
    _move_documents(file, member)
    less = carry_on(form, kept, one_less(kept, member), now=now, seed=seed_of(file))
    move(file, seen_version, answers=seal_answers(file, less))
    left = counts_of(less, form.repeats).get(repeat, 0)
    data = {"repeat": code_of(generic(repeat)), "members": left}
    about = ("application", file.pk)
    actor = as_filler(file, by)
    note("member_removed", about=about, by=actor, at=now, office=file.office, data=data)
    return file


def _open_repeat(form: Form, path: str, answers: Mapping[str, str]) -> None:
    repeat = form.repeats.get(generic(path))
    if repeat is None or repeat.count is not None or repeat.fixed or path.endswith("]"):
        raise Absent
    if not is_inside(path, counts_of(answers, form.repeats), form.repeats):
        raise Absent


def _move_documents(file: Application, member: str) -> None:
    """Take a member's documents away, then let those of the later members follow it up."""
    take_away(file.documents.filter(path__startswith=f"{member}/"))
    there = {document.path: str(document.pk) for document in file.documents.all()}
    moved = {key: path for path, key in one_less(there, member).items()}
    for path, key in sorted(there.items(), key=lambda row: (len(row[0]), row[0])):
        if moved[key] != path:
            file.documents.filter(pk=key).update(path=moved[key])
