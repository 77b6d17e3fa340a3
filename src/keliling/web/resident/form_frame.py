"""A form as a resident would have it, for the office that changes it; nothing typed is kept."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localtime as now
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods

from keliling.catalogue.queries import shelf_of
from keliling.forms import (
    MEDIA,
    Form,
    begin,
    carry_on,
    generic,
    is_inside,
    judge,
    one_less,
    one_more,
)
from keliling.kernel.refusal import Absent
from keliling.places.queries import office_by_code
from keliling.web.form_named import files_named, form_named
from keliling.web.http import Request
from keliling.web.middleware.policy import POLICY
from keliling.web.resident.beside import Album
from keliling.web.resident.fields import Sheet, fields_of, shown_on
from keliling.web.resident.pages import (
    ROOT,
    Page,
    asked,
    can_add,
    every_page,
    is_open,
    members,
    page_of,
    title,
)
from keliling.web.resident.progress import within
from keliling.web.resident.summary import said_groups
from keliling.web.resident.typed import read_page, sought
from keliling.web.spoken import Reader

LANGUAGES = ("id", "en")
OURS = ("answers", "page", "part", "back", "again", "go", "seek")
FRAMED = POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of the form as the preview shows it; without one, its end."""

    page: Page | None
    sheet: Sheet
    wrong: frozenset[str] = frozenset()


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@xframe_options_sameorigin
def form_frame(request: Request, office: str, code: str, which: str, language: str) -> HttpResponse:
    """Draw one page of the form as a resident has it, by the answers that it brings along."""
    place = office_by_code(office)
    shelf = shelf_of(request.actor, place.pk, code)
    form, files = form_named(shelf, which), files_named(shelf, which)
    if language not in LANGUAGES:
        raise Absent
    reader, desk = Reader(language, ZoneInfo(place.timezone)), f"?kantor={office}"
    album = Album(files, lambda name: f"{reverse('form_beside', args=[code, which, name])}{desk}")
    with translation.override(language):
        leaf = _turn(form, request.POST, reader) if request.method == "POST" else None
        leaf = leaf or _first(form, reader)
        sheet = replace(leaf.sheet, album=album)
        response = _drawn(request, form, replace(leaf, sheet=sheet))
    response.headers["Content-Security-Policy"] = FRAMED
    response.headers["Content-Language"] = language
    return response


def _first(form: Form, reader: Reader) -> Leaf:
    sheet = _sheet(form, begin(form, now=now()), reader)
    return Leaf(next(every_page(form, sheet.verdict), None), sheet)


def _turn(form: Form, posted: QueryDict, reader: Reader) -> Leaf:
    """Read a page and turn to the one that the pressed button leads to."""
    if "again" in posted:
        return _first(form, reader)
    answers = _brought(form, posted)
    page = page_of(form, posted.get("page", ROOT) or ROOT, posted.get("part", ""))
    shown = _sheet(form, answers, reader)
    if not is_inside(page.path, shown.verdict.counts, form.repeats):
        raise Absent
    if page.repeat is not None:
        return _list_turned(form, posted, page, shown)
    fields = posted.copy()
    for name in OURS:
        fields.pop(name, None)
    on_page = {question.path for question in asked(page.questions, shown.verdict)}
    merged = answers | read_page(fields, page, shown)
    kept = carry_on(form, answers, {p: v for p, v in merged.items() if v}, now=now())
    sheet = replace(_sheet(form, kept, reader), sought=sought(fields, page))
    if "back" in posted:
        return Leaf(_neighbour(form, page, sheet, -1) or page, sheet)
    papers = {question.path for question in page.questions if question.kind in MEDIA}
    mistakes = {error.path for error in sheet.verdict.errors if error.path in on_page - papers}
    opened = {question.path for question in asked(page.questions, sheet.verdict)} - on_page
    aside = {"stay", "remove", "seek"} & set(posted)
    if aside or (opened and not mistakes):
        return Leaf(page, sheet)
    if mistakes:
        return Leaf(page, sheet, frozenset(mistakes))
    return Leaf(_neighbour(form, page, sheet, 1), sheet)


def _list_turned(form: Form, posted: QueryDict, page: Page, shown: Sheet) -> Leaf:
    """Add a member, take one away, or go on; a list that the form gives stays as it is."""
    answers, changed = dict(shown.answers), False
    if "add" in posted and can_add(form, page, shown.verdict):
        answers, changed = one_more(form, answers, page.path), True
    elif "less" in posted and is_open(page) and posted["less"] in members(page, shown.verdict):
        answers, changed = one_less(answers, posted["less"]), True
    sheet = _sheet(form, carry_on(form, shown.answers, answers, now=now()), shown.reader)
    step = -1 if "back" in posted else 1
    return Leaf(page if changed else _neighbour(form, page, sheet, step), sheet)


def _neighbour(form: Form, page: Page, sheet: Sheet, step: int) -> Page | None:
    """Return the asked page before or after one; none beyond the ends."""
    pages = list(every_page(form, sheet.verdict))
    place = (pages.index(page) if page in pages else -1) + step
    return pages[place] if 0 <= place < len(pages) else None


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


def _sheet(form: Form, answers: Mapping[str, str], reader: Reader) -> Sheet:
    verdict = judge(form, answers, now=now())
    return Sheet(verdict, answers, {}, {}, reader.language, helping=False, zone=reader.zone)


def _drawn(request: Request, form: Form, leaf: Leaf) -> HttpResponse:
    page, sheet = leaf.page, leaf.sheet
    language, pages = sheet.language, list(every_page(form, sheet.verdict))
    fields = fields_of(page, sheet, wrong=leaf.wrong) if page else []
    context = {
        "language": language,
        "title": title(page, language, sheet.verdict) if page else _("Read it back"),
        "shown": shown_on(page, sheet) if page else (),
        "page": page,
        "within": within(form, page, sheet) if page else "",
        "fields": fields,
        "members": members(page, sheet.verdict) if page else [],
        "addable": page is not None and can_add(form, page, sheet.verdict),
        "open": page is not None and is_open(page),
        "errors": [(one.id, f"{one.label}: {one.error}") for one in fields if one.error],
        "answers": json.dumps(dict(sheet.answers), ensure_ascii=False),
        "step": pages.index(page) + 1 if page in pages else len(pages) + 1,
        "steps": len(pages) + 1,
        "first": bool(pages) and page == pages[0],
        "last": pages[-1].name if pages else "",
        "said": [] if page else said_groups(form, sheet),
    }
    return render(request, "resident/form_frame.html", context)
