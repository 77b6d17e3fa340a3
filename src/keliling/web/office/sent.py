"""What a telephone's form says, and what is wrong with it, in the reader's words."""

from dataclasses import dataclass

from django.utils.timezone import get_current_timezone, localtime

from keliling.deliver.queries import Submission, papers, question_at, told
from keliling.forms import MEDIA, UNSEEN, Form, Kind, here_of, judge, number_of
from keliling.web.office import answers
from keliling.web.spoken import Reader

SILENT = UNSEEN | MEDIA | {Kind.NOTE}


@dataclass(frozen=True, slots=True)
class Sent:
    """One answer by its question, or by its path where the form is not known; and its fault."""

    label: str
    value: str
    wrong: str = ""


def sent_answers(row: Submission, language: str) -> list[Sent]:
    """Return the answers, with what the form says against them; then what is missing."""
    said = told(row)
    form = said.form
    if form is None:
        return [Sent(path, value) for path, value in said.answers.items()]
    names = set(row.attachments.values_list("name", flat=True))
    verdict = judge(form, said.answers, attachments=names, now=localtime())
    wrong = {error.path: error.message.in_(language) for error in verdict.errors}
    if not said.answers:
        return []
    given = [
        Sent(_label(form, path, language), _value(form, path, value, language), wrong.pop(path, ""))
        for path, value in said.answers.items()
        if _is_shown(form, path) or path in wrong
    ]
    return given + [Sent(_label(form, path, language), "", words) for path, words in wrong.items()]


def sheet_labels(row: Submission, language: str) -> dict[str, str]:
    """Return which question a file answers, by the file's name."""
    said = told(row)
    if said.form is None:
        return {}
    return {name: _label(said.form, path, language) for path, name in papers(said).items()}


def _is_shown(form: Form, path: str) -> bool:
    question = question_at(form, path)
    return question is None or question.kind not in SILENT


def _label(form: Form, path: str, language: str) -> str:
    question = question_at(form, path)
    words = question.label.in_(language) if question else ""
    where = "".join(f" ({number_of(one)})" for one in here_of(path)[-1:])
    return words + where if words else path


def _value(form: Form, path: str, value: str, language: str) -> str:
    question = question_at(form, path)
    reader = Reader(language, get_current_timezone())
    return answers.told(question, value, reader) if question else value
