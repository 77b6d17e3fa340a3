"""Answer an application, one group of questions a page; everything typed is kept."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode
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
from keliling.forms import Judgement, Kind, Question
from keliling.kernel.refusal import Absent, Conflict, Refused, Stale
from keliling.web.http import Request
from keliling.web.middleware.policy import features
from keliling.web.posted import see_other, version
from keliling.web.resident.choices import SEEK, fitted
from keliling.web.resident.fields import Sheet, field_id, fields_of, shown_on
from keliling.web.resident.lists import list_page
from keliling.web.resident.look import look
from keliling.web.resident.opened import Opened, judged, open_file, sheet_for
from keliling.web.resident.pages import (
    CHECK,
    PART,
    Page,
    address,
    after,
    asked,
    before,
    page_of,
    title,
)
from keliling.web.resident.progress import step_of, within
from keliling.web.resident.stirring import stirring
from keliling.web.resident.summary import said
from keliling.web.resident.typed import media, read_page, sought
from keliling.web.words.refusals import sentence

WHERE, WORDS = "cari", "kata"
"""In the address of a page in whose long list something is looked for: the field, the words."""
WANTS = {
    Kind.BARCODE: "camera",
    Kind.GEOPOINT: "geolocation",
    Kind.GEOTRACE: "geolocation",
    Kind.GEOSHAPE: "geolocation",
}
"""What a page with such a question may ask the browser for."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a page says back: errors of uploads, paths to complain of, what was typed."""

    uploads: Mapping[str, str] = field(default_factory=dict)
    wrong: frozenset[str] = frozenset()
    typed: Mapping[str, str] = field(default_factory=dict)
    stale: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """What a save came to: the file as it is now, and what went with a changed answer."""

    opened: Opened
    page: Page
    verdict: Judgement
    on_page: frozenset[str]
    gone: Sequence[Question]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def fill(request: Request, application: UUID, group: str) -> HttpResponse:
    """Show one page of the form, or keep its answers and go on to the next."""
    opened = open_file(request, application)
    if not open_to_answers(request.actor, opened.file):
        return _closed(request, opened)
    if opened.moved:
        return see_other(reverse("application", args=[application]))
    page = page_of(opened.form, group, request.GET.get(PART, ""))
    if page.repeat is not None:
        return list_page(request, opened, page)
    if request.method != "POST":
        wrong = frozenset(q.path for q in page.questions) if CHECK in request.GET else frozenset()
        return _show(request, opened, page, Reply(wrong=wrong))
    if "look" in request.POST:
        return look(request, opened, page)
    return _keep(request, opened, page)


def _keep(request: Request, opened: Opened, page: Page) -> HttpResponse:
    shown = sheet_for(request, opened, only=page.path)
    on_page = frozenset(question.path for question in asked(page.questions, shown.verdict))
    read, gone = _fitting(opened, page, shown, read_page(request.POST, page, shown))
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
    on_page -= _offered_first(on_page, shown.verdict, verdict)
    kept = Kept(replace(opened, file=file), page, verdict, on_page, gone)
    if uploads:
        return _show(request, kept.opened, page, Reply(uploads, on_page))
    if "remove" in request.POST:
        return _remove(request, kept.opened, page)
    return _onward(request, kept)


def _offered_first(on_page: Collection[str], before: Judgement, after: Judgement) -> set[str]:
    """Return the questions that had nothing to choose from until another answer was kept."""
    empty = (path for path in on_page if before.choices.get(path) == ())
    return {path for path in empty if after.choices.get(path) and path not in after.answers}


def _fitting(
    opened: Opened, page: Page, shown: Sheet, read: dict[str, str]
) -> tuple[dict[str, str], list[Question]]:
    """Take out the choices that another answer of the same page has made impossible."""
    if not any(question.path in shown.verdict.choices for question in page.questions):
        return read, []
    whole = {**shown.answers, **read}
    fit, gone = fitted(page.questions, whole, lambda answers: judged(opened, answers, {}))
    return {path: fit[path] for path in read}, gone


def _remove(request: Request, kept: Opened, page: Page) -> HttpResponse:
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


def _onward(request: Request, kept: Kept) -> HttpResponse:
    """Go where the pressed button leads, or stay where something has to be mended or asked."""
    page, file, verdict, on_page = kept.page, kept.opened.file, kept.verdict, kept.on_page
    if (aside := _aside(request, kept)) is not None:
        return aside
    for question in kept.gone:
        _tell_gone(request, question, verdict)
    if any(error.path in on_page for error in verdict.errors):
        return _show(request, kept.opened, page, Reply(wrong=on_page))
    opened_up = [q.path for q in asked(page.questions, verdict) if q.path not in on_page]
    if opened_up:
        return _ask_more(request, kept.opened, page, opened_up)
    if kept.gone:
        return see_other(address(file.pk, page, field_id(kept.gone[0].path)))
    return see_other(after(kept.opened.form, page, verdict, file.pk))


def _aside(request: Request, kept: Kept) -> HttpResponse | None:
    """Go where another button than the main one leads: the same page, its list, or away."""
    page, file = kept.page, kept.opened.file
    if "stay" in request.POST:
        names = {field_id(path) for path in kept.on_page}
        anchor = request.POST["stay"]
        return see_other(address(file.pk, page, anchor if anchor in names else ""))
    if "later" in request.POST:
        return _leave(request, kept.opened)
    if list_ := _looked_for(request, kept):
        return see_other(_list_at(address(file.pk, page), list_, request.POST[list_ + SEEK]))
    return None


def _looked_for(request: Request, kept: Kept) -> str:
    """Return the list to look in: its button was pressed, or words stand there and no answer."""
    words = sought(request.POST, kept.page)
    if (pressed := request.POST.get("seek", "")) in words:
        return pressed
    answered = {field_id(path) for path in kept.verdict.answers}
    return next((name for name in words if name not in answered), "")


def _list_at(place: str, name: str, words: str) -> str:
    query = urlencode({WHERE: name, WORDS: words.strip()[:100]})
    return f"{place}{'&' if '?' in place else '?'}{query}#{name}"


def _tell_gone(request: Request, question: Question, verdict: Judgement) -> None:
    words = _("“%(question)s” is empty again: what you chose does not fit what you changed.")
    label = question.label.in_(request.LANGUAGE_CODE, verdict.answers, at=question.path)
    messages.warning(request, words % {"question": label})


def _attach(
    request: Request, opened: Opened, page: Page, read: dict[str, str]
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


def _ask_more(request: Request, opened: Opened, page: Page, paths: list[str]) -> HttpResponse:
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


def _show(request: Request, opened: Opened, page: Page, reply: Reply) -> HttpResponse:
    file, query = opened.file, request.GET
    looked = {query[WHERE]: query.get(WORDS, "")[:100]} if WHERE in query else {}
    sheet = sheet_for(request, opened, only=page.path, typed=reply.typed, sought=looked)
    stirs = stirring(opened.form, page)
    step, steps = step_of(opened.form, page, sheet.verdict)
    fields = fields_of(page, sheet, wrong=reply.wrong, stirring=stirs)
    stale = [("", _stale_words())] if reply.stale else []
    errors = [
        (one.id, _named(one.label, reply.uploads.get(one.id, one.error)))
        for one in fields
        if one.error or one.id in reply.uploads
    ]
    context = {
        "file": file,
        "name": sheet_of(file.service_version_id).name,
        "title": title(page, sheet.language, sheet.verdict),
        "shown": shown_on(page, sheet),
        "fields": fields,
        "uploads": reply.uploads,
        "moved": {},
        "errors": stale + errors,
        "within": within(opened.form, page, sheet),
        "step": step,
        "steps": steps,
        "back": before(opened.form, page, sheet.verdict, file.pk),
        "here": address(file.pk, page),
        "helping": opened.helping,
        "until": opened.until,
        "apart": _apart(request, opened, page, reply.typed) if reply.stale else [],
    }
    status = 409 if reply.stale else 422 if errors and request.method == "POST" else 200
    response = render(request, "resident/fill.html", context, status=status)
    wanted = {WANTS[q.kind] for q in page.questions if q.kind in WANTS}
    response.headers["Permissions-Policy"] = features(wanted)
    return response


def _named(label: str, what: str) -> str:
    """Say which question it is: the summary stands far from the fields."""
    return f"{label} {what}" if label.endswith("?") else f"{label}: {what}"


def _stale_words() -> str:
    return _(
        "This file was changed in another window or by who helps you. What you typed here is "
        "below and not kept yet. Look at what differs, then save once more."
    )


def _apart(
    request: Request, opened: Opened, page: Page, typed: Mapping[str, str]
) -> list[tuple[str, str, str]]:
    """Return field, label and kept answer wherever what is kept now differs from what was typed."""
    kept = sheet_for(request, opened, only=page.path)
    return [
        (
            field_id(question.path),
            question.label.in_(kept.language, kept.verdict.answers, at=question.path),
            said(question, kept),
        )
        for question in asked(page.questions, kept.verdict)
        if typed.get(question.path, "") != kept.answers.get(question.path, "")
    ]
