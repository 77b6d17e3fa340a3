"""A file read back: each question asked, its answer in words, the way to change it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from uuid import UUID

from keliling.deliver.queries import Document
from keliling.forms import MEDIA, Form, Kind, Question
from keliling.web.resident.fields import Sheet, field_id
from keliling.web.resident.mistakes import mistake_words
from keliling.web.resident.pages import Page, address, asked, every_page, title
from keliling.web.resident.progress import within
from keliling.web.resident.reading import masked
from keliling.web.spoken import spoken


@dataclass(frozen=True, slots=True)
class Said:
    """One question and what was answered; ``error`` says what has to be mended first.

    ``change`` is where it is answered, with its errors shown where there are any.
    """

    id: str
    label: str
    words: str
    document: Document | None
    error: str
    change: str


@dataclass(frozen=True, slots=True)
class SaidGroup:
    """One group of the form, whole; ``change`` is where a list gets longer or shorter."""

    label: str
    rows: Sequence[Said]
    change: str = ""


def said_groups(form: Form, sheet: Sheet, application: UUID | None = None) -> list[SaidGroup]:
    """Return every group that asks something, with its answers; each member's for itself.

    Without an application nothing leads to where it is changed.
    """
    found = []
    for _path, pages in groupby(every_page(form, sheet.verdict), key=lambda page: page.path):
        parts = list(pages)
        first = replace(parts[0], parts=1)
        around = within(form, first, sheet)
        words = title(first, sheet.language, sheet.verdict)
        label = f"{around} · {words}" if around else words
        rows = [row for page in parts for row in _rows(page, sheet, application)]
        change = address(application, first) if application and first.repeat else ""
        found.append(SaidGroup(label, rows, change))
    return [group for group in found if group.rows or group.change]


def said(question: Question, sheet: Sheet) -> str:
    """Say one answer; the middle of a NIK is hidden from a helper, and a document has no words."""
    value = sheet.answers.get(question.path, "")
    if not value or question.kind in MEDIA:
        return ""
    hidden = masked(question, value) if sheet.helping else ""
    verdict = sheet.verdict
    choices = verdict.choices.get(question.path, ()) if not question.choices else ()
    return hidden or spoken(question, value, sheet.reader, verdict.answers, choices)


def _rows(page: Page, sheet: Sheet, application: UUID | None) -> Iterator[Said]:
    errors = {error.path: error for error in sheet.verdict.errors}
    answers, language = sheet.verdict.answers, sheet.language
    for question in asked(page.questions, sheet.verdict):
        if question.kind is Kind.NOTE:
            continue
        value, error = sheet.answers.get(question.path, ""), errors.get(question.path)
        id_ = field_id(question.path)
        yield Said(
            id=id_,
            label=question.label.in_(language, answers, at=question.path),
            words=said(question, sheet),
            document=sheet.documents.get(question.path),
            error=mistake_words(question, value, error, language, answers) if error else "",
            change=address(application, page, id_, check=bool(error)) if application else "",
        )
