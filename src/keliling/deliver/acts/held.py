"""What a front officer does with a submission that the rules did not let through."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from keliling.catalogue.queries import form_of, version_in_force
from keliling.deliver.acts.apply import judge_file, send_file
from keliling.deliver.acts.take_up import accept, channel_of, fill
from keliling.deliver.models import Application, Attachment, Mandate, Submission
from keliling.deliver.queries.answers import read_answers
from keliling.deliver.queries.submissions import (
    Told,
    papers,
    sheets_of,
    submission_seen_by,
    told,
)
from keliling.deliver.rules import SubmissionState
from keliling.deliver.rules.submission import OPEN
from keliling.kernel.actor import Actor, Role, office_scope
from keliling.kernel.refusal import Absent, Conflict, Refused, Stale
from keliling.people.queries import person_by_id
from keliling.record.acts import note

MOST_WORDS = 500


@transaction.atomic
def look_at_submission(submission_id: UUID, *, by: Actor, now: datetime) -> Submission:
    """Return a submission to a front officer and leave a trace of the reader; raises ``Absent``."""
    row, officer = _on_desk(submission_id, by)
    about = ("submission", row.pk)
    note("submission_looked_at", about=about, by=officer, at=now, office=row.office)
    return row


@transaction.atomic
def accept_submission(
    submission_id: UUID, applicant: UUID, *, seen_version: int, by: Actor, now: datetime
) -> Application:
    """Make a submission the application of a person whom the officer names.

    Sound answers are sent to the desk; others become a draft of that person, who mends and
    sends it. Answers to questions that the form in force does not have stay with the
    submission. Raises ``Absent``, ``Stale``, ``Conflict("submission_settled")`` and
    ``Refused`` (``not_for_yourself``, ``held_service``).
    """
    row, officer = _undecided(submission_id, by)
    _swap(row, seen_version)
    if applicant == by.person:
        raise Refused("not_for_yourself")
    file = _open_file(row, person_by_id(applicant).pk, officer, now)
    answers, sheets = _fitting(row, file)
    fill(file, answers, sheets, by=officer, now=now)
    if judge_file(file, read_answers(file), now).sound:
        channel = channel_of(row)
        send_file(file, seen_version=file.version, by=officer, now=now, channel=channel)
    accept(row, file, by=officer, now=now)
    return file


@transaction.atomic
def set_submission_aside(
    submission_id: UUID, words: str, *, seen_version: int, by: Actor, now: datetime
) -> None:
    """Settle a submission without an application, saying why; it is kept as it came.

    One that was taken up, and to which another content came since, stays taken up. Raises
    ``Absent``, ``Stale``, ``Conflict("submission_settled")`` and
    ``Refused("set_aside_words")``.
    """
    row, officer = _undecided(submission_id, by)
    text = words.strip()
    if not 0 < len(text) <= MOST_WORDS:
        raise Refused("set_aside_words", most=MOST_WORDS)
    _swap(row, seen_version)
    aside, taken = SubmissionState.SET_ASIDE.value, SubmissionState.ACCEPTED.value
    state = taken if row.state == taken else aside
    Submission.objects.filter(pk=row.pk).update(state=state, words=text, reason="")
    about = ("submission", row.pk)
    data = {"reason": row.reason}
    note("submission_set_aside", about=about, by=officer, at=now, office=row.office, data=data)


def _on_desk(submission_id: UUID, by: Actor) -> tuple[Submission, Actor]:
    row = submission_seen_by(by, submission_id)
    return row, by.acting_as(Role.FRONT_OFFICER, office_scope(row.office))


def _undecided(submission_id: UUID, by: Actor) -> tuple[Submission, Actor]:
    row, officer = _on_desk(submission_id, by)
    if SubmissionState(row.state) not in OPEN and not row.reason:
        raise Conflict("submission_settled")
    return row, officer


def _swap(row: Submission, seen_version: int) -> None:
    rows = Submission.objects.filter(pk=row.pk, version=seen_version, state=row.state)
    if not rows.update(version=seen_version + 1):
        raise Stale(seen=seen_version, current=row.version)


def _open_file(row: Submission, applicant: UUID, officer: Actor, now: datetime) -> Application:
    """Begin a file in somebody's name; the device's holder helps in it under a live mandate."""
    if row.application_id is not None:
        raise Conflict("submission_settled")
    try:
        offer = version_in_force(row.office, row.service, now.date())
    except Absent as absent:
        raise Refused("held_service") from absent
    mandate = Mandate.objects.filter(
        volunteer=row.person_id if row.device_id else None,
        applicant=applicant,
        office=row.office,
        service=row.service,
        revoked_at=None,
        expires_on__gte=now.date(),
    ).first()
    file = Application.objects.create(
        id=row.pk,
        office=row.office,
        service=row.service,
        service_version_id=offer.version,
        visit_id=mandate.visit_id if mandate else None,
        applicant_id=applicant,
        helper_id=mandate.volunteer_id if mandate else None,
        started_at=now,
    )
    data = {"service": row.service, "visit": file.visit_id, "helped": mandate is not None}
    about = ("application", file.pk)
    note("application_started", about=about, by=officer, at=now, office=file.office, data=data)
    return file


def _fitting(row: Submission, file: Application) -> tuple[dict[str, str], dict[str, Attachment]]:
    """Return the answers that a file's form has questions for, and the files that are fit."""
    form = form_of(file.service_version_id)
    said = Told(form, told(row).answers)
    there, names = sheets_of(row), papers(said)
    sheets = {p: there[name] for p, name in names.items() if name in there}
    fit = {path: sheet for path, sheet in sheets.items() if not sheet.fault}
    answers = {
        path: value
        for path, value in said.answers.items()
        if form.has(path) and (path in fit or path not in names)
    }
    return answers, fit
