"""A draft whose service has another form now: moved, or why it was not, and what is different."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.timezone import localtime as now

from keliling.catalogue.queries import form_of, version_day
from keliling.deliver import acts
from keliling.deliver.queries import Application, newer_form
from keliling.deliver.rules import Stage
from keliling.forms import changes
from keliling.kernel.refusal import Refused
from keliling.record.queries import Entry
from keliling.web.http import Request
from keliling.web.words.changes import ToldPage, told_pages


@dataclass(frozen=True, slots=True)
class FormNews:
    """What to tell of another form: since when, what is different, which answers it would lose."""

    since: date
    pages: Sequence[ToldPage]
    lost: Sequence[str] = ()


def catch_up(request: Request, file: Application) -> bool:
    """Move a draft to the form in force before its page is drawn; tells whether it moved.

    Only as it is opened: a page that is being filled in never changes behind its reader.
    """
    if request.method not in {"GET", "HEAD"} or file.stage != Stage.DRAFT.value:
        return False
    before = file.service_version_id
    newer = newer_form(file, now=now())
    if newer is None or newer.lost:
        return False
    try:
        acts.follow_form(file.pk, seen_version=file.version, by=request.actor, now=now())
    except Refused:
        # somebody was faster, or a helper's time is over and they only look
        return False
    file.refresh_from_db()
    return bool(file.service_version_id != before)


def form_news(file: Application, entries: Sequence[Entry], language: str) -> FormNews | None:
    """Return what the page of a draft says about another form; nothing once it was sent."""
    if file.stage != Stage.DRAFT.value:
        return None
    newer = newer_form(file, now=now())
    if newer is not None:
        form = form_of(file.service_version_id)
        lost = [form.question(p).label.in_(language) for p in newer.lost if p in form.questions]
        pages = _pages(file.service_version_id, newer.version, language)
        return FormNews(newer.since, pages, lost)
    moved = [entry for entry in entries if entry.kind == "draft_followed_form"]
    if not moved:
        return None
    before = UUID(str(moved[-1].data["before"]))
    pages = _pages(before, file.service_version_id, language)
    return FormNews(version_day(file.service_version_id), pages)


def _pages(before: UUID, after: UUID, language: str) -> list[ToldPage]:
    forms = (form_of(before), form_of(after))
    return told_pages(changes(*forms), forms, language)
