"""Change a service's form: keep an uploaded workbook, discard it, or publish it from a day on."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import PurePath
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.db.models import Q

from keliling.catalogue.acts.beside import Beside, bytes_of, digest_of, put_beside
from keliling.catalogue.acts.doors import administrator_of
from keliling.catalogue.models import FormDraft, Service, ServiceVersion
from keliling.catalogue.queries.files import data_of, form_files, hashes, of_draft
from keliling.catalogue.queries.publishing import book_of_draft, newest_version
from keliling.catalogue.queries.services import form_of, sheet_of
from keliling.catalogue.rules import Citation, lacks_of, next_sheet
from keliling.catalogue.rules.publishing import LONGEST_LAW, LONGEST_SOURCE
from keliling.forms import (
    LARGEST,
    SUFFIXES,
    Book,
    Change,
    Form,
    FormProblem,
    Problem,
    book_of,
    changed_files,
    changes,
    numbered,
    read_book,
)
from keliling.forms.export import form_id_of
from keliling.kernel.actor import Actor
from keliling.kernel.refusal import Absent, Conflict, Refused
from keliling.places.queries import office as office_by_id
from keliling.record.acts import note

LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Upload:
    """A workbook as it came: its bytes, and its name as the author's computer has it.

    ``files`` are those that were chosen beside it, by name.
    """

    data: bytes
    name: str
    files: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def suffix(self) -> str:
        """What kind of file the name says it is."""
        return PurePath(self.name).suffix.lower()


@dataclass(frozen=True, slots=True)
class Publication:
    """What is published: the draft and the version before it, as their reader saw them."""

    draft: UUID
    after: UUID
    valid_from: date
    citation: Citation


def keep_form(
    office: UUID, code: str, upload: Upload, *, seen: UUID | None, by: Actor, now: datetime
) -> UUID:
    """Keep a workbook as the service's draft and return the draft's id.

    ``seen`` is the draft that lay there when the page was loaded, if one did: its files, and
    those of the newest version, are taken along where the form still needs them and no new
    ones came. Raises ``Absent``, ``Refused`` (``workbook_missing``, ``workbook_size``,
    ``workbook_kind``, ``form_unsound`` with ``problems``, ``form_lacks`` with ``lacks``,
    ``form_file_kind``, ``form_file_content``, ``form_file_size``, ``form_files_size``,
    ``form_files_missing``, ``form_files_unused``) and ``Conflict("form_draft_moved")`` when a
    colleague uploaded or discarded one meanwhile.
    """
    actor = administrator_of(office, by)
    service = _service(office, code)
    _check_file(upload)
    if seen and not FormDraft.objects.filter(service=service, pk=seen).exists():
        raise Conflict("form_draft_moved")
    beside = Beside(upload.files, seen, newest_version(service).pk)
    beside.check()
    form = _sound(_book(upload.data, upload.suffix), beside.data(), service, now)
    files = beside.of(form)
    with transaction.atomic():
        _take_away(service, seen)
        try:
            with transaction.atomic():
                draft = FormDraft.objects.create(
                    service=service,
                    uploaded_by_id=actor.who,
                    uploaded_at=now,
                    file_name=PurePath(upload.name).name[-LONGEST_NAME:],
                    source=upload.data,
                    suffix=upload.suffix,
                    xform=form.xform,
                )
        except IntegrityError as problem:
            raise Conflict("form_draft_moved") from problem
        put_beside(draft, files)
        data = {"code": code, "questions": len(form.questions), "draft": draft.pk}
        data |= {"files": len(files)}
        about = ("service", service.pk)
        note("form_uploaded", about=about, by=actor, at=now, office=office, data=data)
    return draft.pk


@transaction.atomic
def discard_form(office: UUID, code: str, draft: UUID, *, by: Actor, now: datetime) -> None:
    """Throw the draft away; raises ``Absent`` and ``Conflict("form_draft_moved")``."""
    actor = administrator_of(office, by)
    service = _service(office, code)
    _take_away(service, draft)
    data = {"code": code, "draft": draft}
    about = ("service", service.pk)
    note("form_discarded", about=about, by=actor, at=now, office=office, data=data)


def publish_form(
    office: UUID, code: str, plan: Publication, *, by: Actor, now: datetime
) -> ServiceVersion:
    """Make the draft the service's form from a day on, under a legal basis.

    Everything else stays as the version before has it. Raises ``Absent``, ``Refused``
    (``law_missing``, ``law_source_missing``, ``form_day_past``, ``form_day_taken``,
    ``form_unsound``, ``form_lacks``) and ``Conflict`` (``form_draft_moved``,
    ``form_published_meanwhile``).
    """
    actor, before = check_publication(office, code, plan, by=by, now=now)
    service = before.service
    day = plan.valid_from.isoformat()
    book = numbered(book_of_draft(plan.draft), form_id=code, version=day)
    form = _sound(book, data_of(of_draft(plan.draft)), service, now)
    with transaction.atomic():
        version = _next_version(plan, form, before, by=actor, now=now)
        data = {"code": code, "version": version.pk, "before": before.pk}
        found = changes(form_of(before.pk), form) + _other_files(before, version)
        data |= {"valid_from": plan.valid_from, "changes": len(found)}
        about = ("service", service.pk)
        note("form_published", about=about, by=actor, at=now, office=office, data=data)
    return version


def _other_files(before: ServiceVersion, version: ServiceVersion) -> tuple[Change, ...]:
    return changed_files(hashes(form_files(before.pk)), hashes(form_files(version.pk)))


def check_publication(
    office: UUID, code: str, plan: Publication, *, by: Actor, now: datetime
) -> tuple[Actor, ServiceVersion]:
    """Look whether a publication would go through, so that a page asks "sure?" in earnest.

    Returns who publishes, and the version that is followed. Raises as ``publish_form``.
    """
    actor = administrator_of(office, by)
    service = _service(office, code)
    if not FormDraft.objects.filter(service=service, pk=plan.draft).exists():
        raise Conflict("form_draft_moved")
    before = newest_version(service)
    if before.pk != plan.after:
        raise Conflict("form_published_meanwhile")
    _check_plan(plan, before, _today(office, now))
    return actor, before


def _next_version(
    plan: Publication, form: Form, before: ServiceVersion, *, by: Actor, now: datetime
) -> ServiceVersion:
    service = before.service
    draft = FormDraft.objects.filter(service=service, pk=plan.draft).first()
    files = bytes_of(of_draft(plan.draft))
    _take_away(service, plan.draft)
    if draft is None or newest_version(service).pk != before.pk:
        raise Conflict("form_published_meanwhile")
    today = _today(service.office, now)
    sheet = next_sheet(before.sheet, plan.citation, valid_from=plan.valid_from, today=today)
    try:
        with transaction.atomic():
            version = ServiceVersion.objects.create(
                service=service,
                valid_from=plan.valid_from,
                sheet=sheet,
                source=draft.source,
                suffix=draft.suffix,
                xform=form.xform,
                template=before.template,
                digest=digest_of(
                    (json.dumps(sheet, sort_keys=True), form.xform, before.template), files
                ),
                published_by_id=by.who,
                published_at=now,
            )
    except IntegrityError as problem:
        raise Conflict("form_published_meanwhile") from problem
    put_beside(version, files)
    _end(before, plan.valid_from)
    return version


def _service(office: UUID, code: str) -> Service:
    service = Service.objects.filter(office=office, code=code, offered=True).first()
    if service is None:
        raise Absent
    return service


def _today(office: UUID, now: datetime) -> date:
    return now.astimezone(ZoneInfo(office_by_id(office).timezone)).date()


def _check_file(upload: Upload) -> None:
    if not upload.data:
        raise Refused("workbook_missing")
    if len(upload.data) > LARGEST:
        raise Refused("workbook_size", most=LARGEST // 1_000_000)
    if upload.suffix not in SUFFIXES:
        raise Refused("workbook_kind")


def _book(data: bytes, suffix: str) -> Book:
    try:
        return book_of(data, suffix)
    except FormProblem as refused:
        raise _unsound(refused.problems) from refused


def _sound(book: Book, files: Mapping[str, bytes], service: Service, now: datetime) -> Form:
    """Return the form in a book and its data files.

    Refuses it for what the checker says, or the service's own rules.
    """
    asked = form_id_of(book)
    if asked not in {"", service.code}:
        message = f"the form's id has to be “{service.code}”"
        raise _unsound((Problem("settings", 2, "form_id", message),))
    try:
        form = read_book(book, files)
    except FormProblem as refused:
        raise _unsound(refused.problems) from refused
    before = newest_version(service)
    on = _today(service.office, now)
    lacks = lacks_of(form, sheet_of(before.pk), before=form_of(before.pk), on=on)
    if lacks:
        raise Refused("form_lacks", lacks=lacks, count=len(lacks))
    return form


def _unsound(problems: tuple[Problem, ...]) -> Refused:
    return Refused("form_unsound", problems=problems, count=len(problems))


def _take_away(service: Service, seen: UUID | None) -> None:
    """Remove the draft that was seen, or none where none was; the swap that nobody overwrites."""
    if seen is None:
        return
    _, gone = FormDraft.objects.filter(service=service, pk=seen).delete()
    if not gone.get("catalogue.FormDraft"):
        raise Conflict("form_draft_moved")


def _check_plan(plan: Publication, before: ServiceVersion, today: date) -> None:
    citation = plan.citation
    if not citation.law or len(citation.law) > LONGEST_LAW:
        raise Refused("law_missing", most=LONGEST_LAW)
    if not citation.source or len(citation.source) > LONGEST_SOURCE:
        raise Refused("law_source_missing", most=LONGEST_SOURCE)
    if plan.valid_from < today:
        raise Refused("form_day_past")
    if plan.valid_from <= before.valid_from:
        raise Refused("form_day_taken")


def _end(before: ServiceVersion, next_day: date) -> None:
    """Let a version end on the day before the next, unless it ends earlier by itself."""
    last = next_day - timedelta(days=1)
    open_ended = Q(valid_to=None) | Q(valid_to__gt=last)
    ServiceVersion.objects.filter(open_ended, pk=before.pk).update(valid_to=last)
