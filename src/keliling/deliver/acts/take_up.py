"""Take a submission up: the same application that our own pages would have made of it.

A person's own account files for that person. A device files in the name of its holder, who
helps: then the applicant is whoever gave the holder a mandate for this service and has the
NIK, or the telephone, that the answers name. Everything else waits for a front officer.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from keliling.catalogue.queries import sheet_of, version_in_force
from keliling.catalogue.rules import fee_for
from keliling.deliver.acts.apply import Filing, judge_file, send_file, start_application
from keliling.deliver.acts.documents import Kept, put_document
from keliling.deliver.acts.doors import as_filler
from keliling.deliver.acts.move import move
from keliling.deliver.models import Application, Attachment, Mandate, Submission
from keliling.deliver.queries import application_seen_by
from keliling.deliver.queries.answers import read_answers, seal_answers, seed_of
from keliling.deliver.queries.submissions import papers, sheets_of, told
from keliling.deliver.rules import Stage, SubmissionState, hold_for
from keliling.deliver.rules.flow import OPEN_TO_ANSWERS
from keliling.deliver.rules.submission import NIK_PATH, OPEN, PHONE_PATH
from keliling.forms import judge
from keliling.kernel.actor import Actor
from keliling.kernel.identifiers import read_nik, read_phone
from keliling.kernel.refusal import Absent, Refused
from keliling.people.queries import person_by_nik
from keliling.people.vault import blind_index
from keliling.record.acts import note


def take_up(row: Submission, deprecated: str, *, by: Actor, now: datetime) -> None:
    """Make an application of a submission that has all its files, or hold it with the reason.

    ``deprecated`` is the instance id whose place it takes, if any.
    """
    try:
        with transaction.atomic():
            file = _edit(row, deprecated, by, now) if deprecated else _begin(row, by, now)
            accept(row, file, by=as_filler(file, by), now=now)
    except Refused as refused:
        hold(row, hold_for(refused), by=by, now=now)


def hold(row: Submission, why: Refused, *, by: Actor, now: datetime) -> None:
    """Put a submission before a person; one that was taken up stays so, with the reason."""
    open_still = SubmissionState(row.state) in OPEN
    row.state = SubmissionState.HELD.value if open_still else row.state
    row.reason = why.reason
    Submission.objects.filter(pk=row.pk).update(state=row.state, reason=why.reason)
    about = ("submission", row.pk)
    data = {"reason": why.reason}
    note("submission_held", about=about, by=by, at=now, office=row.office, data=data)


def accept(row: Submission, file: Application, *, by: Actor, now: datetime) -> None:
    """Keep which application holds the answers now; once it is sent the instance is emptied."""
    row.state, row.reason, row.application = SubmissionState.ACCEPTED.value, "", file
    sent = file.stage != Stage.DRAFT.value
    row.instance = b"" if sent else row.instance
    Submission.objects.filter(pk=row.pk).update(
        state=row.state, reason="", application=file, instance=row.instance
    )
    about = ("submission", row.pk)
    data = {"application": file.pk, "sent": sent}
    note("submission_accepted", about=about, by=by, at=now, office=row.office, data=data)


def fill(
    file: Application,
    answers: Mapping[str, str],
    sheets: Mapping[str, Attachment],
    *,
    by: Actor,
    now: datetime,
) -> None:
    """Put answers and their files into an application, in place of what it held; not yet sent.

    ``answers`` have the names of files by the paths in ``sheets``; ``by`` in their role there.
    """
    kept = dict(answers)
    for path, sheet in sheets.items():
        paper = Kept(sheet.sha256, sheet.size, sheet.media_type)
        kept[path] = put_document(file, path, paper, by=by, now=now).name
    move(file, file.version, answers=seal_answers(file, kept))
    data = {"group": "", "errors": 0}
    about = ("application", file.pk)
    note("answers_saved", about=about, by=by, at=now, office=file.office, data=data)


def channel_of(row: Submission) -> dict[str, object]:
    """Return by what way the answers came, as the fact of sending keeps it."""
    return {"channel": "collect", "device": row.device_id, "submission": row.pk}


def sheets_at(row: Submission) -> dict[str, Attachment]:
    """Return the files of a submission by the path of the question that they answer."""
    there = sheets_of(row)
    return {path: there[name] for path, name in papers(told(row)).items() if name in there}


def _begin(row: Submission, by: Actor, now: datetime) -> Application:
    answers, sheets = _sound(row, seed_of(Application(pk=row.pk)), now)
    mandate = _mandate(row, answers, by, now)
    filing = Filing(row.pk, row.office, row.service, mandate=mandate.pk if mandate else None)
    file = start_application(filing, by=by, now=now)
    actor = as_filler(file, by)
    fill(file, answers, sheets, by=actor, now=now)
    return send_file(file, seen_version=file.version, by=actor, now=now, channel=channel_of(row))


def _sound(
    row: Submission, seed: int, now: datetime
) -> tuple[dict[str, str], dict[str, Attachment]]:
    """Return answers that the form in force finds sound, and their files, or refuse."""
    try:
        offer = version_in_force(row.office, row.service, now.date())
    except Absent as absent:
        raise Refused("held_service") from absent
    said, sheets = told(row), sheets_at(row)
    if row.service_version_id != offer.version or said.form is None:
        raise Refused("held_version")
    if any(sheet.fault for sheet in sheets.values()):
        raise Refused("held_document")
    names = {sheet.name for sheet in sheets.values()}
    if not judge(said.form, said.answers, attachments=names, now=now, seed=seed).sound:
        raise Refused("held_answers")
    return dict(said.answers), sheets


def _mandate(
    row: Submission, answers: Mapping[str, str], by: Actor, now: datetime
) -> Mandate | None:
    """Return the mandate under which a device's holder files; none for a person's own account."""
    nik, phone = _nik(answers, now), _phone(answers)
    if row.device_id is None:
        named = person_by_nik(nik) if nik else None
        if named is not None and named.pk != by.person:
            raise Refused("held_other_person")
        return None
    live = Mandate.objects.filter(
        volunteer=by.person,
        office=row.office,
        service=row.service,
        revoked_at=None,
        expires_on__gte=now.date(),
    ).order_by("-given_at")
    found = list(live.filter(applicant__nik_index=blind_index(nik, "nik"))) if nik else []
    if not found and phone:
        by_phone = live.filter(applicant__phone=phone)
        found = list(by_phone.filter(applicant__nik_index=None) if nik else by_phone)
    if not found:
        raise Refused("held_applicant")
    return found[0]


def _edit(row: Submission, deprecated: str, by: Actor, now: datetime) -> Application:
    """Put a submission in the place of an earlier one, where that is still open to it."""
    rows = Submission.objects.filter(office=row.office, instance_id=deprecated, rival=False)
    earlier = rows.exclude(pk=row.pk).first()
    if earlier is None or (earlier.person_id, earlier.service) != (by.person, row.service):
        raise Refused("held_edit")
    state = SubmissionState(earlier.state)
    if state in OPEN:
        file = _begin(row, by, now)
    elif state is SubmissionState.ACCEPTED and earlier.application_id is not None:
        file = _amend(row, earlier.application_id, by, now)
    else:
        raise Refused("held_edit")
    won = Submission.objects.filter(pk=earlier.pk, version=earlier.version, state=state.value)
    if not won.update(state=SubmissionState.REPLACED.value, version=earlier.version + 1):
        raise Refused("held_edit")
    about = ("submission", earlier.pk)
    data = {"by": row.pk}
    note("submission_replaced", about=about, by=by, at=now, office=row.office, data=data)
    return file


def _amend(row: Submission, application: UUID, by: Actor, now: datetime) -> Application:
    """Put new answers into a file that waits for answers, or that nobody has checked yet."""
    file = application_seen_by(by, application, today=now.date())
    stage = Stage(file.stage)
    untouched = stage in OPEN_TO_ANSWERS or stage is Stage.CHECK
    if by.person not in {file.applicant_id, file.helper_id} or not untouched:
        raise Refused("held_edit")
    if file.service_version_id != row.service_version_id:
        raise Refused("held_version")
    answers, sheets = _sound(row, seed_of(file), now)
    actor = as_filler(file, by)
    fill(file, answers, sheets, by=actor, now=now)
    if stage in OPEN_TO_ANSWERS:
        channel = channel_of(row)
        return send_file(file, seen_version=file.version, by=actor, now=now, channel=channel)
    verdict = judge_file(file, read_answers(file), now)
    fees = sheet_of(file.service_version_id).fees
    fee = fee_for(fees, verdict.answers, (file.received_at or now).date())
    sealed = seal_answers(file, verdict.answers)
    move(file, file.version, answers=sealed, fee=fee.amount if fee else None)
    about = ("application", file.pk)
    note("application_amended", about=about, by=actor, at=now, office=file.office)
    return file


def _nik(answers: Mapping[str, str], now: datetime) -> str:
    try:
        return read_nik(answers.get(NIK_PATH, ""), today=now.date()).digits
    except Refused:
        return ""


def _phone(answers: Mapping[str, str]) -> str:
    try:
        return read_phone(answers.get(PHONE_PATH, ""))
    except Refused:
        return ""
