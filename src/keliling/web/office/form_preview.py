"""A form as its office looks at it: in a frame as wide as a phone, and as a workbook."""

from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from keliling.catalogue.queries import book_of_version, shelf_of
from keliling.catalogue.queries.publishing import book_of_draft
from keliling.forms import to_xlsx
from keliling.kernel.actor import Role
from keliling.kernel.refusal import Absent
from keliling.web.file_answer import file_answer
from keliling.web.form_named import (
    WAITING,
    bytes_named,
    day_named,
    files_named,
    form_named,
)
from keliling.web.http import Request
from keliling.web.office.desk import desk_of, show
from keliling.web.office.service_form import LANGUAGES, frame, nothing_waits
from keliling.web.words.changes import language_name

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
@require_safe
def form_preview(request: Request, code: str, which: str) -> HttpResponse:
    """Show a form in a frame as wide as a phone, with the other language one link away."""
    desk = desk_of(request, Role.ADMINISTRATOR)
    shelf = shelf_of(request.actor, desk.office.pk, code)
    if which == WAITING and shelf.waiting is None:
        return nothing_waits(request, desk, code)
    form = form_named(shelf, which)
    language = request.GET.get("dalam", request.LANGUAGE_CODE)
    if language not in LANGUAGES:
        raise Absent
    address = reverse("form_preview", args=[code, which]) + (desk.query or "?")
    joint = "&" if desk.query else ""
    context = frame(request, desk, shelf) | {
        "here": "preview" if which == WAITING else "",
        "which": which,
        "day": None if which == WAITING else date.fromisoformat(which),
        "source": reverse("form_frame", args=[desk.office.code.lower(), code, which, language]),
        "language": language,
        "languages": [
            (f"{address}{joint}dalam={other}", language_name(other), None, other == language)
            for other in LANGUAGES
        ],
        "pages": [group.label.in_(request.LANGUAGE_CODE) for group in form.groups],
        "questions": len(form.questions),
        "beside": files_named(shelf, which).values(),
    }
    return show(request, "office/form_preview.html", desk, context)


@login_required
@require_safe
def form_export(request: Request, code: str, which: str) -> HttpResponse:
    """Hand a version's form out as a workbook to be changed."""
    desk = desk_of(request, Role.ADMINISTRATOR)
    shelf = shelf_of(request.actor, desk.office.pk, code)
    if which == WAITING:
        if shelf.waiting is None:
            return nothing_waits(request, desk, code)
        book = book_of_draft(shelf.waiting.draft)
    else:
        book = book_of_version(shelf.from_(day_named(which)).version)
    response = HttpResponse(to_xlsx(book), content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{code}-{which}.xlsx"'
    return response


@login_required
@require_safe
def form_beside(request: Request, code: str, which: str, name: str) -> HttpResponse:
    """Hand out a file beside a form to whoever changes it, also one that is only read."""
    desk = desk_of(request, Role.ADMINISTRATOR)
    shelf = shelf_of(request.actor, desk.office.pk, code)
    file = files_named(shelf, which).get(name)
    if file is None:
        raise Absent
    return file_answer(request, file, lambda: bytes_named(shelf, which, name))
