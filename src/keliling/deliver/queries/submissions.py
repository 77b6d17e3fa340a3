"""What telephones sent: what an instance says, what it still lacks, and the desk's list."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from keliling.catalogue.queries import form_of
from keliling.deliver.models import Application, Attachment, Submission
from keliling.deliver.rules import SubmissionState
from keliling.deliver.rules.submission import NIK_PATH
from keliling.forms import MEDIA, Form, InstanceProblem, Question, from_instance, generic, leaves
from keliling.kernel.actor import Actor, Role, office_scope
from keliling.kernel.identifiers import read_nik
from keliling.kernel.refusal import Absent, Refused
from keliling.people.queries import Person, person_by_nik
from keliling.people.vault import open_text


@dataclass(frozen=True, slots=True)
class Told:
    """What a submission says; ``form`` is missing where its version is not known here."""

    form: Form | None
    answers: Mapping[str, str]


def told(row: Submission) -> Told:
    """Return what a submission says; nothing once its answers lie in an application."""
    sealed = bytes(row.instance)
    form = form_of(row.service_version_id) if row.service_version_id else None
    if not sealed:
        return Told(form, {})
    return read(form, open_text(sealed, row.instance_place).encode())


def read(form: Form | None, xml: bytes) -> Told:
    """Read an instance by its form; one that the form cannot read is read as it stands."""
    if form is not None:
        try:
            return Told(form, from_instance(form, xml))
        except InstanceProblem:
            return Told(None, leaves(xml))
    return Told(None, leaves(xml))


def start_of(row: Submission, xml: bytes) -> dict[str, datetime | None]:
    """Return when a device says that an instance was begun and ended, where its form asks."""
    form = form_of(row.service_version_id) if row.service_version_id else None
    said = read(form, xml)
    if said.form is None:
        return {}
    moments = {q.preload: path for path, q in said.form.questions.items() if q.preload}
    return {name: _moment(said.answers.get(moments.get(name, ""), "")) for name in ("start", "end")}


def question_at(form: Form, path: str) -> Question | None:
    """Return the question of an answer; a repeat's instances have one question."""
    return form.questions.get(generic(path))


def papers(said: Told) -> dict[str, str]:
    """Return the name of the file that is the answer, by the path of each that asks for one."""
    if said.form is None:
        return {}
    found = {}
    for path, name in said.answers.items():
        question = question_at(said.form, path)
        if question is not None and question.kind in MEDIA:
            found[path] = name
    return found


def lacking(row: Submission) -> list[str]:
    """Return the names of the files that the answers call and that have not come."""
    names = set(row.attachments.values_list("name", flat=True))
    return sorted(set(papers(told(row)).values()) - names)


def sheets_of(row: Submission) -> dict[str, Attachment]:
    """Return the files that came with a submission by their names; rivals left out."""
    return {sheet.name: sheet for sheet in row.attachments.filter(rival=False)}


def submission_seen_by(by: Actor, submission_id: UUID) -> Submission:
    """Return a submission for the front officers of its office; raises ``Absent``."""
    rows = Submission.objects.select_related("application", "device", "person")
    found = rows.filter(pk=submission_id).first()
    if found is None or not by.holds(Role.FRONT_OFFICER, office_scope(found.office)):
        raise Absent
    return found


def attachment_seen_by(by: Actor, attachment_id: UUID) -> Attachment:
    """Return a file of a submission that ``by`` may see; raises ``Absent``."""
    found = Attachment.objects.filter(pk=attachment_id).first()
    if found is None:
        raise Absent
    submission_seen_by(by, found.submission_id)
    return found


def submissions_of(
    by: Actor,
    office: UUID,
    state: SubmissionState,
    *,
    after: tuple[datetime, UUID] | None = None,
    limit: int = 25,
) -> list[Submission]:
    """Return a page of what telephones sent to an office, latest first; raises ``Absent``.

    Held are also those taken up to which another content came since. ``after`` is the moment
    and id of the last row seen.
    """
    rows = _of_state(_on_desk(by, office), state)
    if after is not None:
        rows = rows.filter(Q(received_at__lt=after[0]) | Q(received_at=after[0], pk__lt=after[1]))
    rows = rows.select_related("device", "person", "application").defer("instance")
    return list(rows.order_by("-received_at", "-pk")[:limit])


def submission_counts(by: Actor, office: UUID) -> dict[SubmissionState, int]:
    """Count what telephones sent to an office by state; raises ``Absent``."""
    rows = _on_desk(by, office)
    return {state: _of_state(rows, state).count() for state in SubmissionState}


def held_count(by: Actor, office: UUID) -> int:
    """Count what waits for a front officer; nothing for those who are none."""
    if not by.holds(Role.FRONT_OFFICER, office_scope(office)):
        return 0
    return _of_state(_on_desk(by, office), SubmissionState.HELD).count()


def submission_of(file: Application) -> Submission | None:
    """Return by what an application's answers came, where a telephone sent them."""
    rows = Submission.objects.filter(application=file, state=SubmissionState.ACCEPTED.value)
    return rows.select_related("device", "person").defer("instance").first()


def twins_of(row: Submission) -> list[Submission]:
    """Return what else was sent under the same id; the caller passed the submission's door."""
    rows = Submission.objects.filter(office=row.office, instance_id=row.instance_id)
    return list(rows.exclude(pk=row.pk).defer("instance").order_by("received_at")[:20])


def person_named(row: Submission, *, today: date) -> Person | None:
    """Return whose NIK a submission's answers give; the caller passed the submission's door."""
    try:
        digits = read_nik(told(row).answers.get(NIK_PATH, ""), today=today).digits
    except Refused:
        return None
    return person_by_nik(digits)


def _on_desk(by: Actor, office: UUID) -> QuerySet[Submission]:
    if not by.holds(Role.FRONT_OFFICER, office_scope(office)):
        raise Absent
    return Submission.objects.filter(office=office)


def _of_state(rows: QuerySet[Submission], state: SubmissionState) -> QuerySet[Submission]:
    if state is SubmissionState.HELD:
        return rows.filter(Q(state=state.value) | Q(reason="held_rival", state="accepted"))
    return rows.filter(state=state.value)


def _moment(text: str) -> datetime | None:
    """Read a moment with its zone; anything else is no claim."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None
