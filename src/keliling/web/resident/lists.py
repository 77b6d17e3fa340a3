"""A repeat's page: its members in words, one more, change one, take one away."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime as now
from django.utils.translation import gettext as _

from keliling.catalogue.queries import sheet_of
from keliling.deliver import acts
from keliling.forms import MEDIA, Kind, generic, number_of
from keliling.kernel.refusal import Absent, Refused, Stale
from keliling.web.http import Request
from keliling.web.posted import known, see_other, version
from keliling.web.question import SURE
from keliling.web.question import Question as Sure
from keliling.web.resident.fields import Sheet, shown_on
from keliling.web.resident.opened import Opened, open_file, sheet_for
from keliling.web.resident.pages import (
    Page,
    address,
    after,
    asked,
    before,
    can_add,
    every_page,
    first_of,
    is_open,
    members,
    title,
)
from keliling.web.resident.progress import step_of, within
from keliling.web.resident.summary import said
from keliling.web.words.refusals import sentence

MOST_WORDS = 3
"""So many answers say which member it is."""


@dataclass(frozen=True, slots=True)
class Line:
    """One member: its path, its name, what it answered, where it is changed."""

    path: str
    name: str
    words: str
    missing: int
    change: str


def list_page(request: Request, opened: Opened, page: Page) -> HttpResponse:
    """Show the members of a repeat, add one, or take one away after asking."""
    if request.method != "POST":
        return _show(request, opened, page, [])
    posted = known(request.POST, "version", "add", "remove", SURE)
    seen = version(posted)
    try:
        if "remove" in posted:
            return _remove(request, opened, page, seen)
        if "add" in posted:
            return _add(request, opened, page, seen)
    except Absent:
        raise
    except Stale:
        words = _("The list was changed meanwhile. Look at it, then do it once more.")
        return _show(request, open_file(request, opened.file.pk), page, [words], 409)
    except Refused as refused:
        return _show(request, opened, page, [sentence(refused)], refused.status)
    raise BadRequest("no button")


def _add(request: Request, opened: Opened, page: Page, seen: int) -> HttpResponse:
    file, member = acts.add_member(
        opened.file.pk, page.path, seen_version=seen, by=request.actor, now=now()
    )
    fresh = Opened(file, opened.helping, opened.until)
    first = first_of(fresh.form, member, sheet_for(request, fresh).verdict)
    return see_other(address(file.pk, first or page))


def _remove(request: Request, opened: Opened, page: Page, seen: int) -> HttpResponse:
    """Ask first: its answers and documents go with it."""
    member, sheet = request.POST["remove"], sheet_for(request, opened)
    line = next((one for one in _lines(opened, page, sheet) if one.path == member), None)
    if line is None or not is_open(page):
        raise Absent
    if SURE not in request.POST:
        return _ask(request, opened, page, line)
    acts.remove_member(opened.file.pk, member, seen_version=seen, by=request.actor, now=now())
    messages.success(request, _("“%(name)s” is taken away.") % {"name": line.name})
    return see_other(address(opened.file.pk, page))


def _ask(request: Request, opened: Opened, page: Page, line: Line) -> HttpResponse:
    name = f"{line.name} ({line.words})" if line.words else line.name
    question = Sure(
        title=_("Take “%(name)s” away?") % {"name": name},
        happens=_("Its answers and documents are erased. Those behind it move up by one."),
        hears=_("Nobody; only you see this draft."),
        undo=_("No. You would answer it once more."),
        yes=_("Yes, take it away"),
    )
    context = {
        "question": question,
        "sure": SURE,
        "version": request.POST["version"],
        "member": line.path,
        "back": address(opened.file.pk, page),
        "file": opened.file,
        "helping": opened.helping,
        "until": opened.until,
    }
    return render(request, "resident/remove_member.html", context)


def _show(
    request: Request, opened: Opened, page: Page, errors: Sequence[str], status: int = 200
) -> HttpResponse:
    file, sheet, form = opened.file, sheet_for(request, opened), opened.form
    step, steps = step_of(form, page, sheet.verdict)
    context = {
        "file": file,
        "name": sheet_of(file.service_version_id).name,
        "title": title(page, sheet.language, sheet.verdict),
        "shown": shown_on(page, sheet),
        "within": within(form, page, sheet),
        "lines": _lines(opened, page, sheet),
        "addable": can_add(form, page, sheet.verdict),
        "given": not is_open(page),
        "errors": [("", words) for words in errors],
        "step": step,
        "steps": steps,
        "back": before(form, page, sheet.verdict, file.pk),
        "onward": after(form, page, sheet.verdict, file.pk),
        "helping": opened.helping,
        "until": opened.until,
    }
    return render(request, "resident/members.html", context, status=status)


def _lines(opened: Opened, page: Page, sheet: Sheet) -> list[Line]:
    verdict, form = sheet.verdict, opened.form
    wrong = [error.path for error in verdict.errors]
    label = page.label.in_(sheet.language, verdict.answers, at=page.path)
    found = []
    for member in members(page, verdict):
        first = first_of(form, member, verdict)
        found.append(
            Line(
                path=member,
                name=f"{label} {number_of(member)}",
                words=_words(opened, member, sheet),
                missing=sum(path.startswith(f"{member}/") for path in wrong),
                change=address(opened.file.pk, first) if first else "",
            )
        )
    return found


def _words(opened: Opened, member: str, sheet: Sheet) -> str:
    """Say which member it is by its first answers that have words on one line."""
    words: list[str] = []
    for page in every_page(opened.form, sheet.verdict, member):
        for question in asked(page.questions, sheet.verdict):
            if question.kind is not Kind.NOTE and question.kind not in MEDIA:
                words += said(question, sheet).splitlines()[:1]
            if len(words) == MOST_WORDS:
                return ", ".join(words)
        if generic(page.path) != generic(member):
            break
    return ", ".join(words)
