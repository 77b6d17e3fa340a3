"""A form's questions as fields of a page, and a page's fields as answers."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import BadRequest
from django.http import QueryDict
from django.utils.translation import gettext as _

from keliling.deliver.queries import Document
from keliling.forms import MEDIA, UNSEEN, Group, Judgement, Kind, Question
from keliling.web.resident.mistakes import mistake_words
from keliling.web.resident.reading import (
    date_parts,
    date_text,
    decimal_text,
    is_secret,
    masked,
    typed_again,
    whole_text,
)

SILENT = UNSEEN | {Kind.NOTE}
PARTS = ("day", "month", "year")
OURS = {"csrfmiddlewaretoken", "version", "later", "stay", "remove"}
MOST_CARDS = 7
"""More answers than this are a list to open, not cards to read."""
KEYPADS = {"nik": "numeric", "kk": "numeric", "phone": "tel", "email": "email"}
ABOUT_ME = {"name": "name", "phone": "tel", "email": "email"}
"""What a browser may fill in for who applies for themselves."""
SKETCHES = ("ktp", "kk", "plot", "mandate", "photo")


@dataclass(frozen=True, slots=True)
class Field:
    """One question as the template draws it; ``drawn`` names which part draws it."""

    id: str
    drawn: str
    label: str
    hint: str
    value: str
    error: str
    options: tuple[tuple[str, str], ...] = ()
    chosen: tuple[str, ...] = ()
    date: tuple[str, str, str] = ("", "", "")
    document: Document | None = None
    sketch: str = "letter"
    keypad: str = ""
    autocomplete: str = ""
    returned: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a page of questions is drawn from: the judgement and what lies around it."""

    verdict: Judgement
    answers: Mapping[str, str]
    documents: Mapping[str, Document]
    returned: Mapping[str, str]
    language: str
    helping: bool


def field_id(path: str) -> str:
    """Return the name of a question's field: ``applicant-name`` for ``applicant/name``."""
    return path.replace("/", "-")


def fields_of(group: Group, sheet: Sheet, *, wrong: Collection[str]) -> list[Field]:
    """Return the questions of a page that are asked now; ``wrong`` are the paths to complain of."""
    errors = {error.path: error for error in sheet.verdict.errors if error.path in wrong}
    answers, language = sheet.verdict.answers, sheet.language
    found = []
    for question in asked(group, sheet.verdict):
        value = sheet.answers.get(question.path, question.default)
        error = errors.get(question.path)
        words = mistake_words(question, value, error, language, answers) if error else ""
        found.append(_field(question, value, words, sheet))
    return found


def asked(group: Group, verdict: Judgement) -> list[Question]:
    """Return the questions and notes of a page that are on it now."""
    return [
        question
        for question in group.questions
        if question.path in verdict.relevant
        and question.kind not in UNSEEN
        and not question.calculated
    ]


def read_page(posted: QueryDict, group: Group, sheet: Sheet) -> dict[str, str]:
    """Return the page's answers as the form's lexical values; raises ``BadRequest``.

    ``sheet`` is the page as it was shown: what was not asked keeps its answer, and so does a
    document, and a hidden number whose field was left empty.
    """
    on_page = {q.path for q in asked(group, sheet.verdict)}
    writable = [q for q in group.questions if _writable(q)]
    allowed = {name for question in writable for name in _names(question)}
    if set(posted) - allowed - OURS:
        raise BadRequest("unknown field")
    found = {}
    for question in writable:
        kept = sheet.answers.get(question.path, "")
        asked_now = question.path in on_page or any(name in posted for name in _names(question))
        untouched = sheet.helping and masked(question, kept) and not posted.get(_names(question)[0])
        if question.kind in MEDIA or untouched or not asked_now:
            found[question.path] = kept
        else:
            found[question.path] = _value(question, posted, sheet.language)
    return found


def media(questions: Iterable[Question]) -> list[Question]:
    """Return the questions that ask for a document."""
    return [question for question in questions if question.kind in MEDIA]


def _writable(question: Question) -> bool:
    return not (question.kind in SILENT or question.calculated or question.read_only is True)


def _names(question: Question) -> list[str]:
    name = field_id(question.path)
    return [f"{name}_{part}" for part in PARTS] if question.kind is Kind.DATE else [name]


def _value(question: Question, posted: QueryDict, language: str) -> str:
    name = field_id(question.path)
    if question.kind is Kind.DATE:
        return date_text(*(posted.get(f"{name}_{part}", "") for part in PARTS))
    if question.kind is Kind.SELECT_MULTIPLE:
        return " ".join(posted.getlist(name))
    typed = posted.get(name, "")
    if question.kind is Kind.DECIMAL:
        return decimal_text(typed, language)
    if question.kind is Kind.INTEGER:
        return whole_text(typed)
    if is_secret(question):
        return "".join(typed.split())
    return typed.strip().replace("\r\n", "\n")


def _field(question: Question, value: str, error: str, sheet: Sheet) -> Field:
    hidden = masked(question, value) if sheet.helping else ""
    label = question.label.in_(sheet.language, sheet.verdict.answers)
    if question.required is False and question.kind is not Kind.NOTE:
        label = _("%(question)s (optional)") % {"question": label}
    name = question.path.rpartition("/")[2]
    options = _options(question, sheet)
    return Field(
        id=field_id(question.path),
        drawn=_drawn(question, len(options)),
        label=label,
        hint=_hint(question, hidden, sheet),
        value="" if hidden else typed_again(question, value, sheet.language),
        error=error,
        options=options,
        chosen=tuple(value.split()) or ("",),
        date=date_parts(value) if question.kind is Kind.DATE else ("", "", ""),
        document=sheet.documents.get(question.path),
        sketch=next((sketch for sketch in SKETCHES if sketch in name), "letter"),
        keypad=_keypad(question, name),
        autocomplete="off" if sheet.helping else ABOUT_ME.get(name, ""),
        returned=sheet.returned.get(question.path, ""),
    )


def _options(question: Question, sheet: Sheet) -> tuple[tuple[str, str], ...]:
    offered = sheet.verdict.offered.get(question.path)
    choices = question.choices
    if offered is not None:
        places = {name: place for place, name in enumerate(offered)}
        left = (choice for choice in choices if choice.name in places)
        choices = tuple(sorted(left, key=lambda choice: places[choice.name]))
    options = [
        (choice.name, choice.label.in_(sheet.language, sheet.verdict.answers)) for choice in choices
    ]
    if options and question.required is False and question.kind is Kind.SELECT_ONE:
        options.append(("", _("I leave this out")))
    return tuple(options)


def _drawn(question: Question, options: int) -> str:
    if question.kind is Kind.SELECT_ONE and options > MOST_CARDS:
        return "list"
    if question.kind is Kind.TEXT and "multiline" in question.appearance:
        return "lines"
    if question.read_only is True and question.kind is not Kind.NOTE:
        return "fact"
    return question.kind.value


def _hint(question: Question, hidden: str, sheet: Sheet) -> str:
    if hidden:
        return _("We keep %(number)s. Leave it empty to keep it so.") % {"number": hidden}
    return question.hint.in_(sheet.language, sheet.verdict.answers)


def _keypad(question: Question, name: str) -> str:
    if question.kind in {Kind.INTEGER, Kind.DECIMAL}:
        return "decimal" if question.kind is Kind.DECIMAL else "numeric"
    return next((pad for ending, pad in KEYPADS.items() if name.endswith(ending)), "")
