"""Judge answers by a form: what is relevant, what follows, what is wrong.

ODK XForms, "Bind Attributes": an irrelevant node and its descendants are left out, a
constraint is looked at only where there is an answer, a requirement only where the
question is relevant. An irrelevant node reads as empty to every other rule.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from math import isnan

from keliling.forms.lexical import Mistake, has_hidden_characters, read_answer
from keliling.forms.model import (
    MEDIA,
    UNSEEN,
    Answers,
    Expression,
    Form,
    Kind,
    Node,
    Question,
    State,
    Text,
    Value,
)
from keliling.forms.moments import chance
from keliling.forms.shuffle import shuffled
from keliling.forms.values import boolean, number, string
from keliling.forms.words import sentence, too_long

LIMIT = 10_000
"""Characters that one answer may have."""

_FREE = frozenset({Kind.TEXT, Kind.NOTE, Kind.BARCODE, *UNSEEN})
"""Kinds whose answer may be nothing but space."""
_SELECTS = frozenset({Kind.SELECT_ONE, Kind.SELECT_MULTIPLE, Kind.RANK})


@dataclass(frozen=True, slots=True)
class AnswerError:
    """What is wrong with one answer, in words that say what to do.

    ``reason`` is one of required, constraint, type, choice, attachment, unknown.
    """

    path: str
    reason: str
    message: Text


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a form says of answers.

    ``answers`` are pruned of what is irrelevant, hold what the form worked out, and keep
    wrong answers as they were given. ``values`` hold the sound ones: int, Decimal, date,
    a tuple of names, or str. ``offered`` names the choices left by each choice filter, in
    the order in which they are shown. ``name`` is what the form calls the instance.
    """

    relevant: frozenset[str]
    answers: dict[str, str]
    values: dict[str, object]
    errors: tuple[AnswerError, ...]
    offered: Mapping[str, tuple[str, ...]]
    name: str = ""

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.errors


def judge(
    form: Form,
    answers: Answers,
    *,
    attachments: Collection[str] = (),
    now: datetime,
    seed: int = 0,
    only: str | None = None,
) -> Judgement:
    """Judge all answers; ``only`` keeps the errors of one group, by its path.

    ``attachments`` are the names of the files at hand. ``now`` is when and in which zone it
    is judged, and ``seed`` what chance comes from: the same of both, the same judgement.
    Raises ``KeyError`` when ``only`` names no group, ``ValueError`` for a moment without zone.
    """
    if now.tzinfo is None:
        raise ValueError("the moment of judging needs a time zone")
    state = State({}, now, now.date().isoformat(), seed, answers)
    court = _Court(form, answers, state)
    court.settle()
    return court.verdict(frozenset(attachments), only)


class _Court:
    """One judgement under way."""

    def __init__(self, form: Form, answers: Answers, state: State) -> None:
        self._form = form
        self._given = answers
        self._state = state
        self._kept: dict[str, str] = {}
        self._values: dict[str, object] = {}
        self._mistakes: dict[str, AnswerError] = {}
        self._relevant: set[str] = set()
        self._offered: dict[str, tuple[str, ...]] = {}

    def settle(self) -> None:
        """Work out relevance and values, each node after those it looks at."""
        state, relevant = self._state, self._relevant
        for node in self._form.order:
            if node.parent and node.parent not in relevant:
                continue
            rule = node.relevant
            if rule is not None and not boolean(rule.run(state)):
                continue
            relevant.add(node.path)
            if node.question is not None:
                self._answer(node, node.question)

    def _answer(self, node: Node, question: Question) -> None:
        path = node.path
        if node.calculate is not None:
            raw = fitted(node.calculate.run(self._state), question.kind)
        elif question.read_only is True:
            raw = question.default
            if self._given.get(path, raw) not in {raw, ""}:
                self._mistake(path, "unknown", sentence("fixed"))
        else:
            raw = self._given.get(path, "")
        if raw and (raw.strip() or question.kind in _FREE):
            self._keep(question, raw)

    def _keep(self, question: Question, raw: str) -> None:
        """Read an answer; a wrong one is kept as given and reads as empty to the rules."""
        path = question.path
        self._kept[path] = raw
        if len(raw) > LIMIT:
            self._mistake(path, "type", too_long(LIMIT))
            return
        if has_hidden_characters(raw):
            self._mistake(path, "type", sentence("characters"))
            return
        try:
            text, value = read_answer(question.kind, raw)
        except Mistake as mistake:
            self._mistake(path, mistake.reason, sentence(mistake.key))
            return
        self._state.answers[path] = self._kept[path] = text
        self._values[path] = value

    def _mistake(self, path: str, reason: str, message: Text) -> None:
        self._mistakes.setdefault(path, AnswerError(path, reason, message))

    def verdict(self, attachments: frozenset[str], only: str | None) -> Judgement:
        """Look at every rule once relevance and values are known."""
        errors = []
        for node in self._form.nodes:
            if node.question is None or node.path not in self._relevant:
                continue
            found = self._mistakes.get(node.path)
            error = found or self._look(node, node.question, attachments)
            if error is not None:
                errors.append(error)
                if error.reason != "unknown":
                    self._values.pop(node.path, None)
        errors += self._strangers()
        kept, naming = self._kept, self._form.naming
        return Judgement(
            relevant=frozenset(self._relevant),
            answers={p: kept[p] for p in self._form.questions if kept.get(p)},
            values=self._values,
            errors=tuple(self._inside(errors, only)),
            offered=self._offered,
            name="" if naming is None else fitted(naming.run(self._state), Kind.CALCULATE),
        )

    def _look(
        self, node: Node, question: Question, attachments: frozenset[str]
    ) -> AnswerError | None:
        path, state = node.path, self._state
        text = state.answers.get(path, "")
        if question.kind in _SELECTS and not self._on_offer(node, question, text):
            key = "rank" if question.kind is Kind.RANK else "choice"
            return AnswerError(path, "choice", sentence(key))
        if not text.strip():
            rule = node.required
            if rule is None or not boolean(rule.run(state)):
                return None
            return AnswerError(path, "required", node.required_message or sentence("required"))
        missing = _not_at_hand(question, text, attachments)
        if missing is not None:
            return missing
        if node.constraint is not None and not boolean(node.constraint.run(state)):
            words = node.constraint_message or sentence("constraint")
            return AnswerError(path, "constraint", words)
        return None

    def _on_offer(self, node: Node, question: Question, text: str) -> bool:
        rule, state = node.choice_filter, self._state
        if rule is None:
            names = question.names
        else:
            left = []
            for choice in question.choices:
                state.item = choice.columns
                if boolean(rule.run(state)):
                    left.append(choice.name)
            self._offered[node.path] = tuple(left)
            names = frozenset(left)
        if question.shuffled is not False:
            self._offered[node.path] = self._in_order(question)
        if question.kind is Kind.SELECT_ONE:
            return not text or text in names
        if question.kind is Kind.RANK:
            return not text or sorted(text.split()) == sorted(names)
        return names.issuperset(text.split())

    def _in_order(self, question: Question) -> tuple[str, ...]:
        path, state = question.path, self._state
        names = self._offered.get(path) or tuple(choice.name for choice in question.choices)
        if isinstance(question.shuffled, Expression):
            seed = question.shuffled.run(state)
        else:
            seed = float(chance(state, path).getrandbits(31))
        return tuple(shuffled(names, seed))

    def _strangers(self) -> list[AnswerError]:
        known = self._form.questions
        return [
            AnswerError(path, "unknown", sentence("unknown"))
            for path in self._given
            if path not in known
        ]

    def _inside(self, errors: list[AnswerError], only: str | None) -> list[AnswerError]:
        if only is None:
            return errors
        mine = {question.path for question in self._form.group(only).questions}
        known = self._form.questions
        return [
            error
            for error in errors
            if error.path in mine
            or (error.path not in known and error.path.rpartition("/")[0] == only)
        ]


def _not_at_hand(question: Question, text: str, attachments: frozenset[str]) -> AnswerError | None:
    """Look for the number of a range among its steps, and for a file among the attachments."""
    if question.span and not question.span.has(Decimal(text)):
        return AnswerError(question.path, "choice", sentence("range"))
    if question.kind in MEDIA and text not in attachments:
        return AnswerError(question.path, "attachment", sentence("attachment"))
    return None


def fitted(value: Value, kind: Kind) -> str:
    """Return what a question of a kind makes of a calculated value, empty for nothing.

    A whole-number question cuts the fraction off; what is no number or date is nothing.
    """
    if isinstance(value, float) and isnan(value):
        return ""
    text = string(value)
    if kind is Kind.INTEGER:
        amount = number(text)
        return str(int(amount)) if abs(amount) < 2**31 else ""
    if kind not in _FREE | _SELECTS:
        try:
            return read_answer(kind, text)[0]
        except Mistake:
            return ""
    return text
