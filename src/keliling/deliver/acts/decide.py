"""Decide: by somebody who neither applied, helped nor checked; the number is drawn here."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction

from keliling.catalogue.queries import form_of, sheet_of
from keliling.catalogue.rules import HOLDER, ServiceKind, Sheet
from keliling.deliver.acts.counter import draw_number
from keliling.deliver.acts.doors import file_on_desk
from keliling.deliver.acts.move import move
from keliling.deliver.models import Application, Permit
from keliling.deliver.queries.answers import read_answers
from keliling.deliver.rules import Stage, Step, permit_number, stage_after, valid_until
from keliling.forms import MEDIA, UNSEEN, Form, Kind, counts_of
from keliling.kernel.actor import Actor, Role
from keliling.kernel.identifiers import read_nib
from keliling.kernel.refusal import Conflict, Refused
from keliling.people.vault import seal_text
from keliling.places.queries import office as office_by_id
from keliling.record.acts import note

PRIVATE_KINDS = MEDIA | UNSEEN | {Kind.NOTE}


@dataclass(frozen=True, slots=True)
class Ruling:
    """The decision: ``reasons`` for a refusal, ``outside_number`` where another body issues."""

    grant: bool
    reasons: str = ""
    outside_number: str = ""


@transaction.atomic
def decide(
    application_id: UUID, ruling: Ruling, *, seen_version: int, by: Actor, now: datetime
) -> Permit | None:
    """Grant or refuse; a granted permit gets its number in the same transaction.

    Returns the permit, or ``None`` where nothing is issued: a refusal, or assistance with
    a number that another body gave. Raises ``Absent`` for those without the desk,
    ``Refused`` (``own_file``, ``checked_by_you``, ``reasons_missing``, ``nib_digits``),
    ``Stale`` and ``Conflict`` (``step_not_now``, ``decided_already``).
    """
    file, signatory = file_on_desk(application_id, Role.SIGNATORY, by, now)
    if by.person == file.checker_id:
        raise Refused("checked_by_you")
    step = Step.GRANT if ruling.grant else Step.REFUSE
    target = stage_after(Stage(file.stage), step)
    if not ruling.grant and not ruling.reasons.strip():
        raise Refused("reasons_missing")
    sheet = sheet_of(file.service_version_id)
    outside = _outside_number(sheet, ruling)
    try:
        with transaction.atomic():
            move(
                file,
                seen_version,
                stage=target.value,
                decider_id=by.who,
                decided_at=now,
                reasons=ruling.reasons.strip()[:2_000],
                outside_number=outside,
            )
    except IntegrityError as problem:
        raise Refused("own_file") from problem
    about, office = ("application", file.pk), file.office
    data: dict[str, object] = {"service": file.service, "visit": file.visit_id}
    if not ruling.grant:
        note("application_refused", about=about, by=signatory, at=now, office=office, data=data)
        return None
    if sheet.kind is ServiceKind.ASSISTANCE:
        note("outside_number_recorded", about=about, by=signatory, at=now, office=office, data=data)
        return None
    permit = _issue(file, sheet, now)
    data |= {"permit": permit.pk, "n": permit.n, "year": permit.year}
    note("permit_issued", about=about, by=signatory, at=now, office=office, data=data)
    return permit


def _issue(file: Application, sheet: Sheet, now: datetime) -> Permit:
    office = office_by_id(file.office)
    issued = now.astimezone(ZoneInfo(office.timezone)).date()
    n = draw_number(f"permit:{file.office}:{file.service}:{issued.year}")
    permit = Permit(
        application=file,
        office=file.office,
        service=file.service,
        year=issued.year,
        n=n,
        number=permit_number(sheet.number_code, n, office.code, issued.year),
        issued_on=issued,
        valid_until=_last_day(issued, sheet),
    )
    form, answers = form_of(file.service_version_id), read_answers(file)
    content = {"holder": answers.get(HOLDER, ""), "facts": _facts(form, answers)}
    permit.content = seal_text(json.dumps(content, ensure_ascii=False), permit.content_place)
    permit.public = _public(form, answers, sheet)
    try:
        with transaction.atomic():
            permit.save(force_insert=True)
    except IntegrityError as problem:
        raise Conflict("decided_already") from problem
    return permit


def _last_day(issued: date, sheet: Sheet) -> date | None:
    return valid_until(issued, sheet.permit_years)


def _facts(form: Form, answers: Mapping[str, str]) -> list[tuple[str, str]]:
    """The answers as the letter prints them, without contacts, numbers of cards or files."""
    hidden = ("/nik", "/kk", "/phone", "/email")
    shown = [
        (node.question, path)
        for node, path in form.walk(counts_of(answers, form.repeats))
        if node.question is not None
        and answers.get(path)
        and path != HOLDER
        and node.question.kind not in PRIVATE_KINDS
        and not path.endswith(hidden)
    ]
    return [
        (question.label.in_("id", answers, at=path), _spoken(form, path, answers[path]))
        for question, path in shown[:15]
    ]


def _public(form: Form, answers: Mapping[str, str], sheet: Sheet) -> list[tuple[str, str]]:
    known = [path for path in sheet.public_fields if answers.get(path)]
    return [
        (form.question(path).label.in_("id"), _spoken(form, path, answers[path])) for path in known
    ]


def _spoken(form: Form, path: str, value: str) -> str:
    """Return a choice by its label, and anything else as it was typed."""
    labels = {choice.name: choice.label.in_("id") for choice in form.question(path).choices}
    if not labels:
        return value
    return ", ".join(labels.get(name, name) for name in value.split())


def _outside_number(sheet: Sheet, ruling: Ruling) -> str:
    if not ruling.grant or sheet.kind is not ServiceKind.ASSISTANCE:
        return ""
    return read_nib(ruling.outside_number)
