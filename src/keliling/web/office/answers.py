"""A file as an officer reads it: answers by group, in words, beside the documents."""

from dataclasses import dataclass

from django.utils.timezone import get_current_timezone, localtime

from keliling.catalogue.queries import form_of
from keliling.deliver.queries import Application, Document, documents_of
from keliling.deliver.queries.answers import read_answers, seed_of
from keliling.forms import (
    MEDIA,
    UNSEEN,
    Answers,
    Form,
    Kind,
    Question,
    generic,
    here_of,
    judge,
    number_of,
)
from keliling.kernel.identifiers import mask
from keliling.web.spoken import Reader, spoken

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
    reader = Reader(language, get_current_timezone())
    form, answers = form_of(file.service_version_id), read_answers(file)
    documents = documents_of(file)
    names = {document.name for document in documents.values()}
    verdict = judge(form, answers, attachments=names, now=localtime(), seed=seed_of(file))
    rows: dict[str, list[Answered]] = {}
    for node, path in form.walk(verdict.counts):
        question = node.question
        if question is None or path not in verdict.relevant or question.kind in SILENT:
            continue
        rows.setdefault(path.rpartition("/")[0], []).append(
            Answered(
                path=path,
                label=question.label.in_(language, verdict.answers, at=path),
                value=told(question, answers.get(path, ""), reader),
                document=documents.get(path),
            )
        )
    return [
        AnsweredGroup(_heading(form, path, language, verdict.answers), tuple(found))
        for path, found in rows.items()
    ]


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


def _heading(form: Form, path: str, language: str, answers: Answers) -> str:
    """Say which group it is, and of which member where it stands in a repeat."""
    words = []
    for member in here_of(path):
        label = form.repeats[generic(member)].label.in_(language, answers, at=member)
        words.append(f"{label} {number_of(member)}")
    if not path.endswith("]"):
        words.append(form.group(path).label.in_(language, answers, at=path))
    return " · ".join(words)


def told(question: Question, value: str, reader: Reader) -> str:
    """Say an answer in words; the middle of a NIK stays hidden."""
    if not value or question.kind in MEDIA:
        return ""
    hidden = question.path.rpartition("/")[2].endswith(("nik", "kk"))
    if hidden and len(value) == SIXTEEN:
        return mask(value)
    return spoken(question, value, reader)
