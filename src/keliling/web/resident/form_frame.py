"""A form as a resident would have it, for the office that changes it; nothing typed is kept."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import translation
from django.utils.timezone import localtime as now
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods

from keliling.catalogue.queries import shelf_of
from keliling.forms import MEDIA, Form, Group, begin, carry_on, generic, judge
from keliling.kernel.refusal import Absent
from keliling.places.queries import office_by_code
from keliling.web.form_named import form_named
from keliling.web.http import Request
from keliling.web.middleware.policy import POLICY
from keliling.web.resident.fields import Sheet, asked, fields_of, read_page
from keliling.web.resident.pages import ROOT, asked_pages, page_of
from keliling.web.resident.summary import said_pages

LANGUAGES = ("id", "en")
OURS = ("answers", "page", "back", "again", "go")
FRAMED = POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of the form as the preview shows it; without one, its end."""

    page: Group | None
    sheet: Sheet
    wrong: frozenset[str] = frozenset()


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@xframe_options_sameorigin
def form_frame(request: Request, office: str, code: str, which: str, language: str) -> HttpResponse:
    """Draw one page of the form as a resident has it, by the answers that it brings along."""
    place = office_by_code(office)
    form = form_named(shelf_of(request.actor, place.pk, code), which)
    if language not in LANGUAGES:
        raise Absent
    with translation.override(language):
        leaf = _turn(form, request.POST, language) if request.method == "POST" else None
        response = _drawn(request, form, leaf or _first(form, language), language)
    response.headers["Content-Security-Policy"] = FRAMED
    response.headers["Content-Language"] = language
    return response


def _first(form: Form, language: str) -> Leaf:
    sheet = _sheet(form, begin(form, now=now()), language)
    return Leaf(next(iter(asked_pages(form, sheet.verdict)), None), sheet)


def _turn(form: Form, posted: QueryDict, language: str) -> Leaf:
    """Read a page and turn to the one that the pressed button leads to."""
    answers = _brought(form, posted)
    page = page_of(form, posted.get("page", ROOT) or ROOT)
    if "again" in posted:
        return _first(form, language)
    shown = _sheet(form, answers, language)
    fields = posted.copy()
    for name in OURS:
        fields.pop(name, None)
    on_page = {question.path for question in asked(page, shown.verdict)}
    merged = answers | read_page(fields, page, shown)
    kept = carry_on(form, answers, {p: v for p, v in merged.items() if v}, now=now())
    sheet = _sheet(form, kept, language)
    if "back" in posted:
        return Leaf(_neighbour(form, page, sheet, -1) or page, sheet)
    papers = {question.path for question in page.questions if question.kind in MEDIA}
    mistakes = {error.path for error in sheet.verdict.errors if error.path in on_page - papers}
    opened = {question.path for question in asked(page, sheet.verdict)} - on_page
    if "stay" in posted or "remove" in posted or (opened and not mistakes):
        return Leaf(page, sheet)
    if mistakes:
        return Leaf(page, sheet, frozenset(mistakes))
    return Leaf(_neighbour(form, page, sheet, 1), sheet)


def _neighbour(form: Form, page: Group, sheet: Sheet, step: int) -> Group | None:
    """Return the asked page before or after one; none beyond the ends."""
    pages = asked_pages(form, sheet.verdict)
    order = list(form.groups)
    place = order.index(page)
    found = [one for one in pages if (order.index(one) - place) * step > 0]
    return (found[0] if step > 0 else found[-1]) if found else None


def _brought(form: Form, posted: QueryDict) -> dict[str, str]:
    """Return the answers of the other pages; raises ``BadRequest`` for others than ours."""
    try:
        found = json.loads(posted.get("answers", "{}"))
    except ValueError as problem:
        raise BadRequest("no answers") from problem
    if not isinstance(found, dict) or not all(isinstance(v, str) for v in found.values()):
        raise BadRequest("no answers")
    known = form.questions.keys() | form.repeats.keys()
    return {path: value for path, value in found.items() if generic(path) in known}


def _sheet(form: Form, answers: Mapping[str, str], language: str) -> Sheet:
    verdict = judge(form, answers, now=now())
    return Sheet(verdict, answers, {}, {}, language, helping=False)


def _drawn(request: Request, form: Form, leaf: Leaf, language: str) -> HttpResponse:
    page, sheet = leaf.page, leaf.sheet
    pages = asked_pages(form, sheet.verdict)
    fields = fields_of(page, sheet, wrong=leaf.wrong) if page else []
    context = {
        "language": language,
        "title": page.label.in_(language, sheet.verdict.answers) if page else _("Read it back"),
        "page": page.path or ROOT if page else "",
        "fields": fields,
        "errors": [(one.id, f"{one.label}: {one.error}") for one in fields if one.error],
        "answers": json.dumps(dict(sheet.answers), ensure_ascii=False),
        "step": pages.index(page) + 1 if page in pages else len(pages) + 1,
        "steps": len(pages) + 1,
        "first": bool(pages) and page == pages[0],
        "last": pages[-1].path or ROOT if pages else "",
        "said": [] if page else said_pages(form, sheet),
    }
    return render(request, "resident/form_frame.html", context)
