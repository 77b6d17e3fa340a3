"""Apply: begin a file, answer page by page, send it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction

from keliling.catalogue.queries import form_of, free_days, sheet_of, version_in_force
from keliling.catalogue.rules import due_at, fee_for
from keliling.commission.queries import visit_by_id
from keliling.commission.rules import RUNNING
from keliling.deliver.acts.doors import as_filler, file_to_fill
from keliling.deliver.acts.move import move
from keliling.deliver.models import Application, Mandate
from keliling.deliver.queries import application_seen_by, mandate_for
from keliling.deliver.queries.answers import read_answers, seal_answers, seed_of
from keliling.deliver.rules import Stage, Step, stage_after
from keliling.design.queries import services_planned
from keliling.forms import (
    Judgement,
    begin,
    carry_on,
    counts_of,
    finish,
    generic,
    is_inside,
    judge,
)
from keliling.kernel.actor import Actor, Role, visit_scope
from keliling.kernel.refusal import Absent, Conflict, Refused
from keliling.places.queries import office as office_by_id
from keliling.record.acts import code_of, note

NO_CHANNEL: Mapping[str, object] = MappingProxyType({})
"""Answers that came by our own pages."""


@dataclass(frozen=True, slots=True)
class Filing:
    """What is to be begun: a service of an office, at a visit or not, for oneself or by mandate.

    ``id`` comes from the page that asks, so that a second press of the button begins
    nothing twice.
    """

    id: UUID
    office: UUID
    service: str
    visit: UUID | None = None
    mandate: UUID | None = None


@transaction.atomic
def start_application(filing: Filing, *, by: Actor, now: datetime) -> Application:
    """Begin a file under the version of the service in force today.

    Raises ``Absent`` for an unknown service, visit or mandate, ``Refused``
    (``mandate_other_service``, ``service_not_planned``) and
    ``Conflict("visit_takes_no_files")``. The same ``Filing.id`` again returns the same file.
    """
    me, applicant, mandate = _applicant(filing, by, now)
    offer = version_in_force(filing.office, filing.service, now.date())
    visit_id = mandate.visit_id if mandate else filing.visit
    if visit_id is not None:
        _check_visit(visit_id, filing, helped=mandate is not None)
    file = Application(
        id=filing.id,
        office=filing.office,
        service=offer.code,
        service_version_id=offer.version,
        visit_id=visit_id,
        applicant_id=applicant,
        helper_id=me.person if mandate else None,
        started_at=now,
    )
    if first := begin(form_of(offer.version), now=now, seed=seed_of(file)):
        file.answers = seal_answers(file, first)
    try:
        with transaction.atomic():
            file.save(force_insert=True)
    except IntegrityError:
        return _begun_before(filing, by, now)
    data = {"service": offer.code, "visit": visit_id, "helped": mandate is not None}
    about = ("application", file.pk)
    note("application_started", about=about, by=me, at=now, office=file.office, data=data)
    return file


@transaction.atomic
def save_answers(
    application_id: UUID,
    answers: Mapping[str, str],
    *,
    group: str,
    seen_version: int,
    by: Actor,
    now: datetime,
) -> tuple[Application, Judgement]:
    """Keep one page's answers, right or wrong, and return what the form says of that page.

    Wrong answers are kept too: nothing a person typed is lost. Raises ``Stale`` and
    ``Conflict("step_not_now")`` once the file was sent.
    """
    file = file_to_fill(application_id, by, now)
    kept = read_answers(file)
    page = _questions(file, group, kept)
    unknown = set(answers) - page
    if unknown:
        raise Refused("unknown_field", fields=sorted(unknown))
    merged = {path: value for path, value in kept.items() if path not in page}
    merged |= {path: value for path, value in answers.items() if value}
    form = form_of(file.service_version_id)
    merged = carry_on(form, kept, merged, now=now, seed=seed_of(file))
    verdict = judge_file(file, merged, now, only=group)
    move(file, seen_version, answers=seal_answers(file, merged))
    note(
        "answers_saved",
        about=("application", file.pk),
        by=as_filler(file, by),
        at=now,
        office=file.office,
        data={"group": code_of(generic(group)), "errors": len(verdict.errors)},
    )
    return file, verdict


@transaction.atomic
def submit_application(
    application_id: UUID, *, seen_version: int, by: Actor, now: datetime
) -> Application:
    """Send the file: judged whole, clock started, fee fixed; or refused whole.

    Raises ``Stale``, ``Conflict("step_not_now")`` and ``Refused("incomplete", errors=…)``
    with the paths that need mending.
    """
    file = file_to_fill(application_id, by, now)
    return send_file(file, seen_version=seen_version, by=as_filler(file, by), now=now)


def send_file(
    file: Application,
    *,
    seen_version: int,
    by: Actor,
    now: datetime,
    channel: Mapping[str, object] = NO_CHANNEL,
) -> Application:
    """Send a file whose door the caller passed, ``by`` in their role there, inside its act.

    ``channel`` is noted with the fact: by what way the answers came.
    """
    target = stage_after(Stage(file.stage), Step.SUBMIT)
    form = form_of(file.service_version_id)
    verdict = judge_file(file, finish(form, read_answers(file), now=now), now)
    if verdict.errors:
        raise Refused("incomplete", errors=[error.path for error in verdict.errors])
    sheet = sheet_of(file.service_version_id)
    received = file.received_at or now
    fee = fee_for(sheet.fees, verdict.answers, received.date())
    zone = ZoneInfo(office_by_id(file.office).timezone)
    again = file.stage == Stage.SENT_BACK.value
    move(
        file,
        seen_version,
        stage=target.value,
        answers=seal_answers(file, verdict.answers),
        received_at=received,
        due_at=due_at(sheet.term, now, free=free_days(file.office), zone=zone),
        fee=fee.amount if fee else None,
        checker=None,
    )
    if again:
        file.send_backs.filter(answered_at=None).update(answered_at=now)
    note(
        "application_resubmitted" if again else "application_submitted",
        about=("application", file.pk),
        by=by,
        at=now,
        office=file.office,
        data={
            "service": file.service,
            "visit": file.visit_id,
            "helped": file.helper_id is not None,
            **channel,
        },
    )
    return file


@transaction.atomic
def withdraw_application(
    application_id: UUID, *, seen_version: int, by: Actor, now: datetime
) -> None:
    """Take one's own file back before it is decided; a helper cannot."""
    file = application_seen_by(by, application_id, today=now.date())
    if file.applicant_id != by.person:
        raise Absent
    target = stage_after(Stage(file.stage), Step.WITHDRAW)
    move(file, seen_version, stage=target.value)
    about = ("application", file.pk)
    me = by.as_resident()
    note("application_withdrawn", about=about, by=me, at=now, office=file.office)


def _applicant(filing: Filing, by: Actor, now: datetime) -> tuple[Actor, UUID, Mandate | None]:
    if filing.mandate is None:
        me = by.as_resident()
        return me, me.who, None
    mandate = mandate_for(by, filing.mandate, today=now.date())
    if (mandate.office, mandate.service) != (filing.office, filing.service):
        raise Refused("mandate_other_service", service=mandate.service)
    volunteer = by.acting_as(Role.VOLUNTEER, visit_scope(mandate.visit_id))
    return volunteer, mandate.applicant_id, mandate


def _check_visit(visit_id: UUID, filing: Filing, *, helped: bool) -> None:
    """A visit takes files for what it brings while it runs; a mandate goes on to its last day."""
    visit = visit_by_id(visit_id)
    if visit.office != filing.office:
        raise Absent
    if not helped and visit.state not in RUNNING:
        raise Conflict("visit_takes_no_files")
    if filing.service not in services_planned([visit_id]).get(visit_id, ()):
        raise Refused("service_not_planned", service=filing.service)


def _begun_before(filing: Filing, by: Actor, now: datetime) -> Application:
    file = application_seen_by(by, filing.id, today=now.date())
    if (file.office, file.service) != (filing.office, filing.service):
        raise Conflict("id_in_use")
    return file


def judge_file(
    file: Application, answers: Mapping[str, str], now: datetime, only: str | None = None
) -> Judgement:
    """Judge answers to a file's form, the file's documents at hand; ``only`` as in ``judge``."""
    names = set(file.documents.values_list("name", flat=True))
    form = form_of(file.service_version_id)
    return judge(form, answers, attachments=names, now=now, seed=seed_of(file), only=only)


def _questions(file: Application, group: str, kept: Mapping[str, str]) -> set[str]:
    """Return the paths of a group's questions, of one member where it stands in a repeat.

    Raises ``Absent`` for a group that the form does not have, or a member that is not there.
    """
    form = form_of(file.service_version_id)
    if not is_inside(group, counts_of(kept, form.repeats), form.repeats):
        raise Absent
    for one in form.groups:
        if one.path == generic(group) and (one.path not in form.repeats or group.endswith("]")):
            return {f"{group}/{q.path.rpartition('/')[2]}".lstrip("/") for q in one.questions}
    raise Absent
