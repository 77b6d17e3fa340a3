"""Where one's file is, who holds it, until when, and what to do now; the receipt when sent."""

from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.timezone import localtime as now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keliling.assess.queries import rating_link
from keliling.catalogue.queries import sheet_of
from keliling.deliver.acts.documents import document_file
from keliling.deliver.queries import (
    document_seen_by,
    looks_at,
    permit_of,
    progress_of,
    send_backs_of,
)
from keliling.deliver.queries.files import open_to_answers
from keliling.deliver.rules import STEPS, Stage, Step
from keliling.kernel.actor import Role
from keliling.kernel.refusal import Absent
from keliling.places.queries import office
from keliling.record.queries import facts_about
from keliling.web.http import Request
from keliling.web.resident.fields import field_id
from keliling.web.resident.form_news import form_news
from keliling.web.resident.opened import Opened, open_file, sheet_for
from keliling.web.resident.pages import address, every_page, page_with
from keliling.web.resident.way import is_late, look_lines, way_of
from keliling.web.words.codes import ROLES, SEND_BACK_REASONS, word

SENT = {Stage.CHECK, Stage.DECISION, Stage.SENT_BACK, Stage.GRANTED, Stage.REFUSED}


@login_required
@require_safe
def application(request: Request, application: UUID) -> HttpResponse:
    """Show the file's state to its applicant, or to the helper while the mandate holds."""
    by, opened = request.actor, open_file(request, application)
    file, mine = opened.file, not opened.helping
    progress, permit = progress_of(file), permit_of(file)
    lacks = [row for row in send_backs_of(file) if row.answered_at is None]
    waits = open_to_answers(by, file)
    rules, entries = sheet_of(file.service_version_id), facts_about(("application", file.pk))
    context = {
        "file": file,
        "name": rules.name,
        "office": office(file.office),
        "progress": progress,
        "sent": progress.stage in SENT,
        "late": is_late(progress, now()),
        "holder": _holder(opened, progress.holder),
        "open": waits,
        "lacks": [
            (row.words, word(SEND_BACK_REASONS, row.reason), _label(request, opened, row.path))
            for row in lacks
        ],
        "go_on": _go_on(request, opened, lacks[0].path if lacks else "") if waits else "",
        "way": way_of(entries, progress),
        "looks": look_lines(looks_at(by, file)) if mine else [],
        "rating": rating_link(by, file),
        "news": form_news(file, entries, request.LANGUAGE_CODE),
        "permit": permit,
        "printed": permit is not None and _letter(permit.pk).exists(),
        "sure_of_fee": rules.confirmed_locally,
        "mine": mine,
        "helping": opened.helping,
        "until": opened.until,
        "can_withdraw": mine and (progress.stage, Step.WITHDRAW) in STEPS,
    }
    return render(request, "resident/application.html", context)


@login_required
@require_safe
def permit_pdf(request: Request, application: UUID) -> FileResponse:
    """Hand out the letter of a permit to its holder or helper; not there until it is printed."""
    opened = open_file(request, application)
    permit = permit_of(opened.file)
    if permit is None or not _letter(permit.pk).exists():
        raise Absent
    name = permit.number.replace("/", "-") + ".pdf"
    letter = _letter(permit.pk).open("rb")
    response = FileResponse(letter, content_type="application/pdf", filename=name)
    response.headers["Cache-Control"] = "no-store"
    return response


@login_required
@require_safe
def document(request: Request, document: UUID) -> FileResponse:
    """Stream a document of a file that the reader may see; it can run nothing."""
    found = document_seen_by(request.actor, document, today=localdate())
    path = document_file(found.sha256)
    if not path.exists():
        raise Absent
    shown = found.media_type.startswith("image/")
    response = FileResponse(
        path.open("rb"),
        content_type=found.media_type,
        filename=found.name,
        as_attachment=not shown,
    )
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
    return response


def _letter(permit: UUID) -> Path:
    return Path(settings.PERMITS) / f"{permit}.pdf"


def _holder(opened: Opened, holder: Role | None) -> str:
    if holder is None:
        return ""
    if holder is not Role.RESIDENT:
        return word(ROLES, holder.value)
    return opened.file.applicant.name if opened.helping else _("You")


def _label(request: Request, opened: Opened, path: str) -> str:
    question = opened.form.questions.get(path)
    if question is None:
        return ""
    return question.label.in_(request.LANGUAGE_CODE, sheet_for(request, opened).verdict.answers)


def _go_on(request: Request, opened: Opened, path: str) -> str:
    """Return where to go on: the question sent back, else the first page with something to do."""
    form, file = opened.form, opened.file
    named = page_with(form, path)
    if named is not None:
        return address(file.pk, named, field_id(path))
    sheet = sheet_for(request, opened)
    wrong = {error.path for error in sheet.verdict.errors}
    for page in every_page(form, sheet.verdict):
        if any(question.path in wrong for question in page.questions):
            return address(file.pk, page)
    return reverse("summary", args=[file.pk])
