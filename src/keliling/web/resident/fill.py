"""Answer an application, one group of questions a page; everything typed is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime as now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from keliling.catalogue.queries import sheet_of
from keliling.deliver import acts
from keliling.deliver.queries import documents_of
from keliling.deliver.queries.files import open_to_answers
from keliling.forms import Group, Judgement
from keliling.kernel.refusal import Absent, Conflict, Refused, Stale
from keliling.web.http import Request
from keliling.web.posted import see_other, version
from keliling.web.resident.fields import asked, field_id, fields_of, media, read_page
from keliling.web.resident.opened import Opened, open_file, sheet_for
from keliling.web.resident.pages import address, after, asked_pages, before, page_of
from keliling.web.resident.summary import said
from keliling.web.words.refusals import sentence

CHECK = "periksa"
"""In the address of a page that is opened to be mended: its errors are shown at once."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a page says back: errors of uploads, paths to complain of, what was typed."""

    uploads: Mapping[str, str] = field(default_factory=dict)
    wrong: frozenset[str] = frozenset()
    typed: Mapping[str, str] = field(default_factory=dict)
    stale: bool = False


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def fill(request: Request, application: UUID, group: str) -> HttpResponse:
    """Show one page of the form, or keep its answers and go on to the next."""
    opened = open_file(request, application)
    if not open_to_answers(request.actor, opened.file):
        return _closed(request, opened)
    if opened.moved:
        return see_other(reverse("application", args=[application]))
    page = page_of(opened.form, group)
    if request.method == "POST":
        return _keep(request, opened, page)
    wrong = frozenset(q.path for q in page.questions) if CHECK in request.GET else frozenset()
    return _show(request, opened, page, Reply(wrong=wrong))


def _keep(request: Request, opened: Opened, page: Group) -> HttpResponse:
    shown = sheet_for(request, opened, only=page.path)
    on_page = frozenset(question.path for question in asked(page, shown.verdict))
    read = read_page(request.POST, page, shown)
    try:
        uploads, seen = _attach(request, opened, page, read)
        file, verdict = acts.save_answers(
            opened.file.pk, read, group=page.path, seen_version=seen, by=request.actor, now=now()
        )
    except Stale:
        return _show(
            request, open_file(request, opened.file.pk), page, Reply(typed=read, stale=True)
        )
    except Conflict:
        return _closed(request, opened)
    kept = Opened(file, opened.helping, opened.until)
    if uploads:
        return _show(request, kept, page, Reply(uploads, on_page))
    if "remove" in request.POST:
        return _remove(request, kept, page)
    return _onward(request, kept, page, verdict, on_page)


def _remove(request: Request, kept: Opened, page: Group) -> HttpResponse:
    """Take a document away again, and stay where it was; pressed twice, nothing more happens."""
    name = request.POST["remove"]
    question = next((q for q in media(page.questions) if field_id(q.path) == name), None)
    if question is None or question.path not in documents_of(kept.file):
        return see_other(address(kept.file.pk, page))
    acts.remove_document(
        kept.file.pk, question.path, seen_version=kept.file.version, by=request.actor, now=now()
    )
    messages.success(request, _("The document is taken away again."))
    return see_other(address(kept.file.pk, page, name))


def _onward(
    request: Request, kept: Opened, page: Group, verdict: Judgement, on_page: frozenset[str]
) -> HttpResponse:
    """Go where the pressed button leads, or stay where something has to be mended or asked."""
    if "stay" in request.POST:
        names = {field_id(path) for path in on_page}
        anchor = request.POST["stay"]
        return see_other(address(kept.file.pk, page, anchor if anchor in names else ""))
    if "later" in request.POST:
        return _leave(request, kept)
    if any(error.path in on_page for error in verdict.errors):
        return _show(request, kept, page, Reply(wrong=on_page))
    opened_up = [q.path for q in asked(page, verdict) if q.path not in on_page]
    if opened_up:
        return _ask_more(request, kept, page, opened_up)
    return see_other(after(kept.form, page, verdict, kept.file.pk))


def _attach(
    request: Request, opened: Opened, page: Group, read: dict[str, str]
) -> tuple[dict[str, str], int]:
    """Take the page's documents in; returns what was wrong with some, and the version after."""
    errors: dict[str, str] = {}
    seen = version(request.POST)
    for question in media(page.questions):
        upload = request.FILES.get(field_id(question.path))
        if upload is None:
            continue
        try:
            document = acts.attach_document(
                opened.file.pk,
                question.path,
                upload.read(),
                seen_version=seen,
                by=request.actor,
                now=now(),
            )
        except (Absent, Conflict):
            raise
        except Refused as refused:
            errors[field_id(question.path)] = sentence(refused)
        else:
            read[question.path], seen = document.name, seen + 1
    return errors, seen


def _ask_more(request: Request, opened: Opened, page: Group, paths: list[str]) -> HttpResponse:
    words = ngettext(
        "Kept. Your answer opens %(n)s more question on this page.",
        "Kept. Your answers open %(n)s more questions on this page.",
        len(paths),
    )
    messages.info(request, words % {"n": len(paths)})
    return see_other(address(opened.file.pk, page, field_id(paths[0])))


def _leave(request: Request, opened: Opened) -> HttpResponse:
    messages.success(request, _("Kept. Go on whenever you like, also on another phone."))
    if opened.helping:
        return see_other(reverse("helped", args=[opened.file.visit_id]))
    return see_other(reverse("my"))


def _closed(request: Request, opened: Opened) -> HttpResponse:
    """Lead to the file's state; whoever was typing hears why nothing more is taken in."""
    if request.method == "POST":
        words = _("The file is with the office now, so this page was not kept.")
        messages.warning(request, words)
    return see_other(reverse("application", args=[opened.file.pk]))


def _show(request: Request, opened: Opened, page: Group, reply: Reply) -> HttpResponse:
    file, typed = opened.file, dict(reply.typed)
    sheet = sheet_for(request, opened, only=page.path, typed=typed)
    fields = fields_of(page, sheet, wrong=reply.wrong)
    pages = asked_pages(opened.form, sheet.verdict)
    stale = [("", _stale_words())] if reply.stale else []
    errors = [
        (one.id, _named(one.label, reply.uploads.get(one.id, one.error)))
        for one in fields
        if one.error or one.id in reply.uploads
    ]
    context = {
        "file": file,
        "name": sheet_of(file.service_version_id).name,
        "title": page.label.in_(sheet.language, sheet.verdict.answers),
        "fields": fields,
        "uploads": reply.uploads,
        "errors": stale + errors,
        "step": pages.index(page) + 1 if page in pages else 1,
        "steps": len(pages) + 1,
        "back": before(opened.form, page, sheet.verdict, file.pk),
        "helping": opened.helping,
        "until": opened.until,
        "apart": _apart(request, opened, page, typed) if reply.stale else [],
    }
    status = 409 if reply.stale else 422 if errors and request.method == "POST" else 200
    return render(request, "resident/fill.html", context, status=status)


def _named(label: str, what: str) -> str:
    """Say which question it is: the summary stands far from the fields."""
    return f"{label} {what}" if label.endswith("?") else f"{label}: {what}"


def _stale_words() -> str:
    return _(
        "This file was changed in another window or by who helps you. What you typed here is "
        "below and not kept yet. Look at what differs, then save once more."
    )


def _apart(
    request: Request, opened: Opened, page: Group, typed: dict[str, str]
) -> list[tuple[str, str, str]]:
    """Return field, label and kept answer wherever what is kept now differs from what was typed."""
    kept = sheet_for(request, opened, only=page.path)
    return [
        (
            field_id(question.path),
            question.label.in_(kept.language, kept.verdict.answers),
            said(question, kept),
        )
        for question in asked(page, kept.verdict)
        if typed.get(question.path, "") != kept.answers.get(question.path, "")
    ]
