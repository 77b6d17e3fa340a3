"""Which choices a question shows: all of a short list, those that were looked for in a long one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from keliling.forms import Choice, Judgement, Kind, Question
from keliling.web.spoken import number_in

MOST_CARDS = 7
"""More answers than this are a list to open, not cards to read."""
MOST_LISTED = 25
"""More answers than this are looked for by a part of their words."""
MOST_FOUND = 20
"""So many of what was found are shown."""
MOST_SEGMENTS = 5
SEEK = ":seek"
"""The part of a field's name in which one writes what to look for."""
Option = tuple[str, str]
CHOOSING = frozenset({Kind.SELECT_ONE, Kind.SELECT_MULTIPLE})


@dataclass(frozen=True, slots=True)
class Shown:
    """Names and words of the choices on the page; ``found`` is how many there are in all."""

    options: tuple[Option, ...]
    found: int
    sought: bool = False


def offered(question: Question, verdict: Judgement) -> tuple[Choice, ...]:
    """Return the choices that a question's filter leaves."""
    return verdict.options(question, question.path)


def is_long(question: Question, verdict: Judgement) -> bool:
    """Tell whether there are too many choices to show them all."""
    return question.kind in CHOOSING and len(offered(question, verdict)) > MOST_LISTED


def shown(question: Question, value: str, verdict: Judgement, language: str, sought: str) -> Shown:
    """Return what to show: of a long list what was chosen, then what was looked for."""

    def words(choice: Choice) -> str:
        return choice.label.in_(language, verdict.answers, at=question.path)

    choices = offered(question, verdict)
    if not is_long(question, verdict):
        options = [(choice.name, words(choice)) for choice in choices]
        if options and question.required is False and question.kind is Kind.SELECT_ONE:
            options.append(("", _("I leave this out")))
        return Shown(tuple(options), len(choices))
    chosen = value.split()
    options = [(choice.name, words(choice)) for choice in choices if choice.name in chosen]
    parts = sought.casefold().split()
    labelled = ((choice.name, words(choice)) for choice in choices) if parts else ()
    matching = [row for row in labelled if all(part in row[1].casefold() for part in parts)]
    options += [row for row in matching if row[0] not in chosen][:MOST_FOUND]
    if options and chosen and question.required is False and question.kind is Kind.SELECT_ONE:
        options.append(("", _("I leave this out")))
    return Shown(tuple(options), len(matching), bool(parts))


def steps_of(question: Question, language: str) -> tuple[Option, ...]:
    """Return the numbers of a range where they are few enough to choose from, else none."""
    span = question.span
    if span is None or abs(span.end - span.start) / abs(span.step) + 1 > MOST_CARDS:
        return ()
    step = abs(span.step) if span.end >= span.start else -abs(span.step)
    count = int((span.end - span.start) / step) + 1
    numbers = [span.start + step * place for place in range(count)]
    return tuple((plain_number(n), number_in(n, language)) for n in numbers)


def plain_number(number: Decimal) -> str:
    """Return a number as it is kept, without an exponent or a trail of zeros."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def style_of(question: Question, options: int) -> str:
    """Return how choices stand: beside each other where the form asks for it and they fit."""
    words = question.appearance.split()
    if question.kind is Kind.RANGE or "likert" in words:
        return "seg" if options <= MOST_SEGMENTS else ""
    wide = any(word.startswith(("columns", "horizontal")) for word in words)
    return "asks" if wide else ""


def fitted(
    questions: tuple[Question, ...],
    answers: Mapping[str, str],
    judged: Callable[[Mapping[str, str]], Judgement],
) -> tuple[dict[str, str], list[Question]]:
    """Take out what a changed answer has made impossible, and return whose answers went.

    One choice may hang on another that hangs on a third, so that it is looked at until
    everything fits. What the form never offered stays, to be complained of.
    """
    kept, gone = dict(answers), dict[str, Question]()
    filtered = [q for q in questions if q.choices]
    for _round in filtered:
        offered, moved = judged(kept).offered, False
        for question in filtered:
            names, left = kept.get(question.path, "").split(), offered.get(question.path)
            if left is None or not question.names.issuperset(names) or set(names) <= set(left):
                continue
            kept[question.path] = " ".join(name for name in names if name in left)
            gone[question.path], moved = question, True
        if not moved:
            break
    return kept, list(gone.values())
