"""A file read back: each question asked, its answer in words, the way to change it."""

from collections.abc import Sequence
from dataclasses import dataclass

from keliling.deliver.queries import Document
from keliling.forms import MEDIA, Form, Group, Kind, Question
from keliling.web.resident.fields import Sheet, asked, field_id
from keliling.web.resident.mistakes import mistake_words
from keliling.web.resident.pages import ROOT
from keliling.web.resident.reading import masked, spoken


@dataclass(frozen=True, slots=True)
class Said:
    """One question and what was answered; ``error`` says what has to be mended first."""

    id: str
    label: str
    words: str
    document: Document | None
    error: str


@dataclass(frozen=True, slots=True)
class SaidPage:
    """One page of the form, named as its address names it."""

    name: str
    label: str
    rows: Sequence[Said]


def said_pages(form: Form, sheet: Sheet) -> list[SaidPage]:
    """Return every page that asks something, with its answers."""
    pages = [
        SaidPage(
            name=group.path or ROOT,
            label=group.label.in_(sheet.language, sheet.verdict.answers),
            rows=_rows(group, sheet),
        )
        for group in form.groups
    ]
    return [page for page in pages if page.rows]


def said(question: Question, sheet: Sheet) -> str:
    """Say one answer; the middle of a NIK is hidden from a helper, and a document has no words."""
    value = sheet.answers.get(question.path, "")
    if not value or question.kind in MEDIA:
        return ""
    hidden = masked(question, value) if sheet.helping else ""
    return hidden or spoken(question, value, sheet.language, sheet.verdict.answers)


def _rows(group: Group, sheet: Sheet) -> list[Said]:
    errors = {error.path: error for error in sheet.verdict.errors}
    answers, language = sheet.verdict.answers, sheet.language
    rows = []
    for question in asked(group, sheet.verdict):
        if question.kind is Kind.NOTE:
            continue
        value, error = sheet.answers.get(question.path, ""), errors.get(question.path)
        rows.append(
            Said(
                id=field_id(question.path),
                label=question.label.in_(language, answers),
                words=said(question, sheet),
                document=sheet.documents.get(question.path),
                error=mistake_words(question, value, error, language, answers) if error else "",
            )
        )
    return rows
