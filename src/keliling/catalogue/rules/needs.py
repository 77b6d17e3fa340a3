"""What a service's own rules need of its form: a form without it cannot be published."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from keliling.catalogue.rules.sheet import Fee, Requirement, ServiceKind, Sheet, Words
from keliling.forms import MEDIA, Form, Question

HOLDER = "applicant/name"
"""The question whose answer a letter names as its holder."""


class Need(StrEnum):
    """Why a question has to be there."""

    DOCUMENT = "document"
    DOCUMENT_KIND = "document_kind"
    HOLDER = "holder"
    PUBLIC = "public"
    FEE = "fee"
    FEE_TWICE = "fee_twice"
    FEE_ANSWER = "fee_answer"
    ONCE = "once"


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that a form has to have; ``path`` is a question's path, for a fee its name."""

    need: Need
    path: str
    name: Words | None = None
    """The requirement whose document the question takes."""
    answer: str = ""
    """The name of the choice that a fee depends on."""


def lacks_of(form: Form, sheet: Sheet, *, before: Form, on: date) -> tuple[Lack, ...]:
    """Return what a form does not have and its service needs from a day on, in the sheet's order.

    ``before`` is the form in force: a document that it takes has to stay a document.
    """
    rows = (row for row in sheet.requirements if row.path and _holds(row, on))
    found = [lack for row in rows for lack in _documents(row, form, before)]
    if sheet.kind is not ServiceKind.ASSISTANCE:
        found += _asked(Need.HOLDER, HOLDER, form)
    for path in sheet.public_fields:
        found += _asked(Need.PUBLIC, path, form)
    for fee in sheet.fees:
        if _holds(fee, on):
            found += _fees(fee, form)
    return tuple(dict.fromkeys(found))


def _holds(rule: Requirement | Fee, on: date) -> bool:
    """Tell whether a rule still holds on a day or comes into force after it."""
    return rule.basis.valid_to is None or rule.basis.valid_to >= on


def _asked(need: Need, path: str, form: Form, name: Words | None = None) -> Iterator[Lack]:
    """Yield what is wrong unless a question is there, and once: nobody asks which of several."""
    if path not in form.questions:
        yield Lack(need, path, name)
    elif form.node(path).within:
        yield Lack(Need.ONCE, path, name)


def _documents(row: Requirement, form: Form, before: Form) -> Iterator[Lack]:
    yield from _asked(Need.DOCUMENT, row.path, form, row.name)
    question, old = form.questions.get(row.path), before.questions.get(row.path)
    if question and old and old.kind in MEDIA and question.kind not in MEDIA:
        yield Lack(Need.DOCUMENT_KIND, row.path, row.name)


def _fees(fee: Fee, form: Form) -> Iterator[Lack]:
    for name, answer in fee.when:
        named = _named(form, name)
        if not named:
            yield Lack(Need.FEE, name)
        elif len(named) > 1:
            yield Lack(Need.FEE_TWICE, name)
        elif form.node(named[0].path).within:
            yield Lack(Need.ONCE, named[0].path)
        elif named[0].choices and answer not in named[0].names:
            yield Lack(Need.FEE_ANSWER, name, answer=answer)


def _named(form: Form, name: str) -> list[Question]:
    return [q for path, q in form.questions.items() if path.rpartition("/")[2] == name]
