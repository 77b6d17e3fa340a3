"""A file as an officer reads it: answers by group, in words, beside the documents."""

from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localtime

from keliling.catalogue.queries import form_of
from keliling.deliver.queries import Application, Document, documents_of
from keliling.deliver.queries.answers import read_answers, seed_of
from keliling.forms import MEDIA, UNSEEN, Form, Kind, Question, judge
from keliling.kernel.identifiers import mask
from keliling.web.templatetags.keliling import on_day

SILENT = UNSEEN | {Kind.NOTE}
SIXTEEN = 16


@dataclass(frozen=True, slots=True)
class Answered:
    """One question with its answer, and its document where it asks for one."""

    path: str
    label: str
    value: str
    document: Document | None = None


@dataclass(frozen=True, slots=True)
class AnsweredGroup:
    """One page of the form."""

    label: str
    rows: tuple[Answered, ...]


def answered_groups(file: Application, language: str) -> list[AnsweredGroup]:
    """Return what the form asked of this applicant and what was answered, page by page."""
    form, answers = form_of(file.service_version_id), read_answers(file)
    documents = documents_of(file)
    names = {document.name for document in documents.values()}
    verdict = judge(form, answers, attachments=names, now=localtime(), seed=seed_of(file))
    groups = [
        AnsweredGroup(
            label=group.label.in_(language, verdict.answers),
            rows=tuple(
                Answered(
                    path=question.path,
                    label=question.label.in_(language, verdict.answers),
                    value=spoken(question, answers.get(question.path, ""), language),
                    document=documents.get(question.path),
                )
                for question in group.questions
                if question.path in verdict.relevant and question.kind not in SILENT
            ),
        )
        for group in form.groups
    ]
    return [group for group in groups if group.rows]


def questions_by_group(form: Form, language: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the questions a send-back can be about, by the label of their page."""
    return [
        (
            group.label.in_(language),
            [
                (question.path, question.label.in_(language))
                for question in group.questions
                if question.kind not in SILENT
            ],
        )
        for group in form.groups
    ]


def question_label(form: Form, path: str, language: str) -> str:
    """Return a question's label; nothing for a path the form does not have."""
    found = form.questions.get(path)
    return found.label.in_(language) if found else ""


def spoken(question: Question, value: str, language: str) -> str:
    """Say an answer in words; the middle of a NIK stays hidden."""
    if not value or question.kind in MEDIA:
        return ""
    if question.kind is Kind.DATE:
        return _day(value)
    if question.choices:
        labels = {choice.name: choice.label.in_(language) for choice in question.choices}
        return ", ".join(labels.get(name, name) for name in value.split())
    hidden = question.path.rpartition("/")[2].endswith(("nik", "kk"))
    return mask(value) if hidden and len(value) == SIXTEEN else value


def _day(value: str) -> str:
    """Say a day; a file that went back may hold one that its applicant is still mending."""
    try:
        return on_day(date.fromisoformat(value))
    except ValueError:
        return value
