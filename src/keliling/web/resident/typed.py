"""What stands in a page's fields, as answers."""

from collections.abc import Iterable

from django.core.exceptions import BadRequest
from django.http import QueryDict

from keliling.forms import MEDIA, UNSEEN, Kind, Question
from keliling.web.resident.choices import SEEK
from keliling.web.resident.controls import control_of
from keliling.web.resident.fields import Sheet, field_id, is_fixed
from keliling.web.resident.pages import Page, asked
from keliling.web.resident.reading import masked

SILENT = UNSEEN | {Kind.NOTE}
OURS = {"csrfmiddlewaretoken", "version", "later", "stay", "remove", "look", "seek"}
HERE = ":here"
"""Says that a question was on the page: boxes that are not ticked say nothing."""


def read_page(posted: QueryDict, page: Page, sheet: Sheet) -> dict[str, str]:
    """Return the answers of the page's group as the form's lexical values; raises ``BadRequest``.

    ``sheet`` is the page as it was shown: what was not asked keeps its answer, and so does a
    document, and a hidden number whose field was left empty.
    """
    on_page = {q.path for q in asked(page.questions, sheet.verdict) if not is_fixed(q, sheet)}
    writable = [q for q in page.questions if _writable(q)]
    allowed = {name for question in writable for name in _every_name(question)}
    if set(posted) - allowed - OURS:
        raise BadRequest("unknown field")
    found = {q.path: sheet.answers.get(q.path, "") for q in page.whole if _writable(q)}
    for question in writable:
        kept = found[question.path]
        names = _names(question)
        asked_now = question.path in on_page or any(n in posted for n in _every_name(question))
        untouched = sheet.helping and masked(question, kept) and not posted.get(names[0])
        if question.kind not in MEDIA and not untouched and asked_now:
            found[question.path] = _value(question, posted, kept, sheet)
    return found


def sought(posted: QueryDict, page: Page) -> dict[str, str]:
    """Return what is looked for in long lists, by the question's field."""
    ids = [field_id(question.path) for question in page.questions if question.choices]
    words = {name: _typed(posted, name + SEEK, several=False).strip() for name in ids}
    return {name: text for name, text in words.items() if text}


def media(questions: Iterable[Question]) -> list[Question]:
    """Return the questions that ask for a document."""
    return [question for question in questions if question.kind in MEDIA]


def _writable(question: Question) -> bool:
    return not (question.kind in SILENT or question.calculated or question.read_only is True)


def _names(question: Question) -> list[str]:
    name = field_id(question.path)
    return [name + part for part in control_of(question).parts(question)] or [name]


def _every_name(question: Question) -> list[str]:
    name = field_id(question.path)
    return [*_names(question), name + SEEK, name + HERE]


def _value(question: Question, posted: QueryDict, kept: str, sheet: Sheet) -> str:
    """Return what the fields say; what nobody changed stays to the letter, seconds and all."""
    control, name = control_of(question), field_id(question.path)
    several = question.kind is Kind.SELECT_MULTIPLE
    several = question.kind is Kind.SELECT_MULTIPLE
    typed = {p: _typed(posted, name + p, several=several) for p in control.parts(question)}
    again = control.fill(question, kept, sheet.reader)
    if kept and all(_same(again.get(part, ""), text) for part, text in typed.items()):
        return kept
    return control.read(question, typed, sheet.reader)


def _same(shown: str, typed: str) -> bool:
    return shown.strip() == typed.strip().replace("\r\n", "\n")


def _typed(posted: QueryDict, name: str, *, several: bool) -> str:
    """Return what one field says; boxes that are ticked stand beside each other."""
    return " ".join(map(str, posted.getlist(name))) if several else str(posted.get(name, ""))
