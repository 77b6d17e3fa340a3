"""A form's questions as fields of a page, and a page's fields as answers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import BadRequest
from django.http import QueryDict

from keliling.forms import Group, Judgement, Kind, Question
from keliling.kernel.identifiers import mask

MEDIA = {Kind.IMAGE, Kind.FILE}
SILENT = {Kind.CALCULATE, Kind.NOTE}
PARTS = ("day", "month", "year")
NIK_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Field:
    """One question as the template draws it."""

    id: str
    kind: str
    label: str
    hint: str
    required: bool
    value: str
    error: str
    options: tuple[tuple[str, str], ...] = ()
    chosen: tuple[str, ...] = ()
    date: tuple[str, str, str] = ("", "", "")
    kept: str = ""
    sketch: str = "letter"


def field_id(path: str) -> str:
    """Return the name of a question's field: ``applicant-name`` for ``applicant/name``."""
    return path.replace("/", "-")


def fields_of(
    group: Group,
    verdict: Judgement,
    answers: Mapping[str, str],
    *,
    language: str,
    hide_nik: bool,
    show_errors: bool,
) -> list[Field]:
    """Return the questions of a page that are asked now, with answers and errors."""
    errors = {error.path: error.message.in_(language) for error in verdict.errors}
    return [
        _field(
            question,
            answers.get(question.path, ""),
            errors.get(question.path, "") if show_errors else "",
            language,
            hide_nik=hide_nik,
        )
        for question in group.questions
        if question.path in verdict.relevant and question.kind is not Kind.CALCULATE
    ]


def read_page(
    posted: QueryDict, questions: Iterable[Question], kept: Mapping[str, str], *, hide_nik: bool
) -> dict[str, str]:
    """Return the page's answers as the form's lexical values; raises ``BadRequest``."""
    asked = [question for question in questions if question.kind not in SILENT]
    allowed = {name for question in asked for name in _names(question)}
    if set(posted) - allowed - {"csrfmiddlewaretoken", "version", "later"}:
        raise BadRequest("unknown field")
    found = {}
    for question in asked:
        unseen = hide_nik and _is_nik(question.path) and not posted.get(field_id(question.path))
        if question.kind in MEDIA or unseen:
            found[question.path] = kept.get(question.path, "")
        else:
            found[question.path] = _value(question, posted)
    return found


def _names(question: Question) -> list[str]:
    name = field_id(question.path)
    return [f"{name}_{part}" for part in PARTS] if question.kind is Kind.DATE else [name]


def _value(question: Question, posted: QueryDict) -> str:
    name = field_id(question.path)
    if question.kind is Kind.DATE:
        day, month, year = (posted.get(f"{name}_{part}", "").strip() for part in PARTS)
        if not (day or month or year):
            return ""
        return f"{year.zfill(4)}-{month.zfill(2)}-{day.zfill(2)}"
    if question.kind is Kind.SELECT_MULTIPLE:
        return " ".join(posted.getlist(name))
    text = posted.get(name, "").strip()
    if question.kind is Kind.DECIMAL:
        return text.replace(",", ".")
    if _is_nik(question.path):
        return "".join(text.split())
    return text.replace("\r\n", "\n")


def _field(question: Question, value: str, error: str, language: str, *, hide_nik: bool) -> Field:
    parts = value.split("-") if question.kind is Kind.DATE and value.count("-") == 2 else []
    hidden = hide_nik and _is_nik(question.path) and len(value) == NIK_LENGTH
    media = question.kind in MEDIA
    return Field(
        id=field_id(question.path),
        kind=question.kind.value,
        label=question.label.in_(language),
        hint=question.hint.in_(language),
        required=question.required is not False,
        value="" if hidden else value,
        error=error,
        options=tuple((choice.name, choice.label.in_(language)) for choice in question.choices),
        chosen=tuple(value.split()),
        date=(parts[2], parts[1], parts[0]) if parts else ("", "", ""),
        kept=mask(value) if hidden else value if media else "",
        sketch=_sketch(question.path),
    )


def _is_nik(path: str) -> bool:
    return path.rpartition("/")[2].endswith("nik")


def _sketch(path: str) -> str:
    name = path.rpartition("/")[2]
    for part, sketch in (("ktp", "ktp"), ("kk", "kk"), ("photo", "photo")):
        if part in name:
            return sketch
    return "letter"
