"""Where one's file is, who holds it, until when, and what to do now."""

from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from keliling.assess.queries import rating_link
from keliling.catalogue.queries import form_of, sheet_of
from keliling.deliver.acts.documents import document_file
from keliling.deliver.queries import (
    application_seen_by,
    document_seen_by,
    looks_at,
    permit_of,
    progress_of,
    send_backs_of,
)
from keliling.deliver.queries.files import open_to_answers
from keliling.kernel.refusal import Absent
from keliling.record.queries import facts_about
from keliling.web.http import Request
from keliling.web.words.codes import ROLES, SEND_BACK_REASONS, STAGES, word
from keliling.web.words.facts import fact_sentence

UNTOLD = {"answers_saved", "document_added", "application_looked_at", "rating_handed_out"}


@login_required
@require_safe
def application(request: Request, application: UUID) -> HttpResponse:
    """Show the file's state to its applicant, or to the helper while the mandate holds."""
    by = request.actor
    file = application_seen_by(by, application, today=localdate())
    if by.person not in {file.applicant_id, file.helper_id}:
        raise Absent
    progress, mine = progress_of(file), by.person == file.applicant_id
    entries = facts_about(("application", file.pk))
    returned = send_backs_of(file)
    context = {
        "file": file,
        "sheet": sheet_of(file.service_version_id),
        "progress": progress,
        "stage": word(STAGES, file.stage),
        "holder": word(ROLES, progress.holder.value) if progress.holder else "",
        "open": open_to_answers(by, file),
        "first": form_of(file.service_version_id).groups[0].path,
        "returned": [(row, word(SEND_BACK_REASONS, row.reason)) for row in returned[:1]],
        "events": [(e.at, fact_sentence(e.kind)) for e in entries if e.kind not in UNTOLD],
        "looks": [(row, word(ROLES, row.role)) for row in looks_at(by, file)] if mine else [],
        "rating": rating_link(by, file),
        "permit": permit_of(file),
        "mine": mine,
    }
    return render(request, "resident/application.html", context)


@login_required
@require_safe
def permit_pdf(request: Request, application: UUID) -> FileResponse:
    """Hand out the letter of one's own permit; not there until it is printed."""
    file = application_seen_by(request.actor, application, today=localdate())
    permit = permit_of(file)
    path = Path(settings.PERMITS) / f"{permit.pk}.pdf" if permit else None
    if permit is None or path is None or not path.exists():
        raise Absent
    name = permit.number.replace("/", "-") + ".pdf"
    return FileResponse(path.open("rb"), content_type="application/pdf", filename=name)


@login_required
@require_safe
def document(request: Request, document: UUID) -> FileResponse:
    """Stream a document of a file that the reader may see; it can run nothing."""
    found = document_seen_by(request.actor, document, today=localdate())
    path = document_file(found.sha256)
    if not path.exists():
        raise Absent
    response = FileResponse(path.open("rb"), content_type=found.media_type, filename=found.name)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "no-store"
    return response
