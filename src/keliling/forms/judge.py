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

from keliling.forms.lexical import (
    FREE,
    SELECTS,
    Mistake,
    fitted,
    has_hidden_characters,
    read_answer,
)
from keliling.forms.model import (
    MEDIA,
    Answers,
    Choice,
    Expression,
    Form,
    Kind,
    Node,
    Question,
    Repeat,
    State,
    Text,
)
from keliling.forms.moments import chance
from keliling.forms.paths import (
    MOST_INSTANCES,
    Here,
    counts_of,
    enclosing,
    generic,
    here_of,
    instances,
    is_count,
)
from keliling.forms.shuffle import shuffled
from keliling.forms.values import boolean, number
from keliling.forms.words import sentence, too_long, too_many

LIMIT = 10_000
"""Characters that one answer may have."""
MOST_IN_ALL = 2_000
"""Repeat instances that one set of answers may have."""
DEEPEST = 30
"""How many values may wait for each other across the instances of a repeat."""


@dataclass(frozen=True, slots=True)
class AnswerError:
    """What is wrong with one answer, in words that say what to do.

    ``reason`` is one of required, constraint, type, choice, attachment, many, unknown.
    """

    path: str
    reason: str
    message: Text


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a form says of answers.

    ``answers`` are pruned of what is irrelevant, hold what the form worked out, and keep
    wrong answers as they were given. ``values`` hold the sound ones: int, Decimal, date,
    a tuple of names, or str. ``choices`` are those on offer where that depends on answers,
    by path, in the order in which they are shown. Inside a repeat a path has the number of
    its instance (``member[2]/name``), and the number of instances is an answer of its own.
    ``name`` is what the form calls the instance.
    """

    relevant: frozenset[str]
    answers: dict[str, str]
    values: dict[str, object]
    errors: tuple[AnswerError, ...]
    choices: Mapping[str, tuple[Choice, ...]]
    counts: Mapping[str, int]
    """How many instances each repeat has, by its path without its last number."""
    fixed: frozenset[str] = frozenset()
    """Paths that a condition of ``read_only`` closes now."""
    name: str = ""

    @property
    def offered(self) -> Mapping[str, tuple[str, ...]]:
        """The names of the choices on offer where that depends on answers."""
        return {path: tuple(one.name for one in some) for path, some in self.choices.items()}

    def options(self, question: Question, path: str) -> tuple[Choice, ...]:
        """Return the choices of a question on offer at an answer's path."""
        return self.choices.get(path, question.choices)

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
    counts = counts_of(answers, form.repeats)
    state = State({}, now, now.date().isoformat(), seed, answers)
    court = _Court(form, answers, state, counts)
    court.settle()
    return court.verdict(frozenset(attachments), only)


class _TooDeep(Exception):
    """So many values wait for each other that another has to be worked out first."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


class _Court:
    """One judgement under way; ``counts`` are the repeat instances that were given."""

    def __init__(
        self, form: Form, answers: Answers, state: State, counts: Mapping[str, int]
    ) -> None:
        self._form = form
        self._given = answers
        self._state = state
        self._counts = counts
        self._kept: dict[str, str] = {}
        self._values: dict[str, object] = {}
        self._mistakes: dict[str, AnswerError] = {}
        self._relevant: set[str] = set()
        self._choices: dict[str, tuple[Choice, ...]] = {}
        self._fixed: set[str] = set()
        self._instances: dict[str, list[Here]] = {"": [()]}
        self._settled: set[str] = set()
        self._depth = 0
        self._total = 0

    def settle(self) -> None:
        """Work out relevance and values, each node after those it looks at."""
        if self._form.ahead:
            self._state.ahead = self._reach
        for node in self._form.order:
            for here in self._instances.get(node.within, ()):
                path = here[-1] + node.tail if here else node.path
                if node.repeat is not None:
                    self._multiply(node, node.repeat, path, here)
                elif self._form.ahead:
                    self._go_to(path)
                else:
                    self._settle(node, path, here)

    def _settle(self, node: Node, path: str, here: Here) -> None:
        if self._is_relevant(node, path, here):
            self._relevant.add(path)
            if node.question is not None:
                self._answer(node, node.question, path)

    def _is_relevant(self, node: Node, path: str, here: Here) -> bool:
        above = path.rpartition("/")[0] if here else node.parent
        if above and above not in self._relevant:
            return False
        self._state.stand(here)
        return node.relevant is None or boolean(node.relevant.run(self._state))

    def _multiply(self, node: Node, repeat: Repeat, path: str, here: Here) -> None:
        """Set up the instances of a repeat below one place; each is relevant or not."""
        count = self._counts.get(path, 0)
        if repeat.count is not None:
            self._state.stand(here)
            wanted = number(repeat.count.run(self._state))
            count = int(min(max(wanted, 0.0), MOST_INSTANCES + 1)) if not isnan(wanted) else 0
        self._total += count
        if count > MOST_INSTANCES or self._total > MOST_IN_ALL:
            self._mistake(path, "many", too_many(MOST_INSTANCES))
            self._total -= count
            count = 0
        self._state.counts[path] = count
        if count and (not node.parent or path.rpartition("/")[0] in self._relevant):
            self._kept[path] = str(count)
        for instance in instances(path, self._state.counts):
            inside = (*here, instance)
            self._instances.setdefault(node.path, []).append(inside)
            if self._is_relevant(node, instance, inside):
                self._relevant.add(instance)

    def _go_to(self, path: str) -> None:
        """Work out a node and all that waits before it; what waits for itself stays empty."""
        waiting = [path]
        while waiting:
            try:
                self._reach(waiting[-1])
            except _TooDeep as problem:
                if problem.path in waiting:
                    self._settled.add(problem.path)
                else:
                    waiting.append(problem.path)
            else:
                waiting.pop()

    def _reach(self, path: str) -> None:
        """Work out a node that a rule looks at, perhaps before its turn has come."""
        if path in self._settled:
            return
        node = self._form.node(path)
        if self._depth >= DEEPEST:
            raise _TooDeep(path)
        state = self._state
        before = state.home, state.here, state.item, state.position, state.size
        self._depth += 1
        self._settled.add(path)
        try:
            self._settle(node, path, here_of(path))
        except _TooDeep:
            self._settled.discard(path)
            raise
        finally:
            self._depth -= 1
            state.home, state.here, state.item, state.position, state.size = before

    def _answer(self, node: Node, question: Question, path: str) -> None:
        if node.calculate is not None:
            raw = fitted(node.calculate.run(self._state), question.kind)
        elif question.read_only is True:
            raw = self._form.start.get(path, question.default)
            if self._given.get(path, raw) not in {raw, ""}:
                self._mistake(path, "unknown", sentence("fixed"))
        else:
            raw = self._given.get(path, "")
        if raw and (raw.strip() or question.kind in FREE):
            self._keep(question, path, raw)

    def _keep(self, question: Question, path: str, raw: str) -> None:
        """Read an answer; a wrong one is kept as given and reads as empty to the rules."""
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
        errors, answers = [], {}
        placed: set[str] = set()
        kept = self._kept
        for node, path in self._form.walk(self._state.counts):
            if node.question is None:
                continue
            placed.add(path)
            if path not in self._relevant:
                continue
            if text := kept.get(path):
                answers[path] = text
            looked = self._look(node, node.question, path, attachments)
            error = self._mistakes.get(path) or looked
            if error is not None:
                errors.append(error)
                if error.reason != "unknown":
                    self._values.pop(path, None)
        errors += self._of_repeats(answers) + self._strangers(placed)
        naming = self._form.naming
        self._state.stand(())
        return Judgement(
            relevant=frozenset(self._relevant),
            answers=answers,
            values=self._values,
            errors=tuple(self._inside(errors, only)),
            choices=self._choices,
            counts=self._state.counts,
            fixed=frozenset(self._fixed),
            name="" if naming is None else fitted(naming.run(self._state), Kind.CALCULATE),
        )

    def _look(
        self, node: Node, question: Question, path: str, attachments: frozenset[str]
    ) -> AnswerError | None:
        state = self._state
        state.stand(here_of(path))
        text = state.answers.get(path, "")
        if isinstance(question.read_only, Expression) and boolean(question.read_only.run(state)):
            self._fixed.add(path)
        if question.kind in SELECTS and not self._on_offer(node, question, path, text):
            key = "rank" if question.kind is Kind.RANK else "choice"
            return AnswerError(path, "choice", sentence(key))
        if not text.strip():
            rule = node.required
            if rule is None or not boolean(rule.run(state)):
                return None
            return AnswerError(path, "required", node.required_message or sentence("required"))
        missing = _not_at_hand(question, path, text, attachments)
        if missing is not None:
            return missing
        if node.constraint is not None and not boolean(node.constraint.run(state)):
            words = node.constraint_message or sentence("constraint")
            return AnswerError(path, "constraint", words)
        return None

    def _on_offer(self, node: Node, question: Question, path: str, text: str) -> bool:
        if node.offer is None:
            names = question.names
        else:
            self._choices[path] = node.offer.run(self._state)
            names = frozenset(choice.name for choice in self._choices[path])
        if question.shuffled is not False:
            self._choices[path] = self._in_order(question, path)
        if question.kind is Kind.SELECT_ONE:
            return not text or text in names
        if question.kind is Kind.RANK:
            return not text or sorted(text.split()) == sorted(names)
        return names.issuperset(text.split())

    def _in_order(self, question: Question, path: str) -> tuple[Choice, ...]:
        state = self._state
        if isinstance(question.shuffled, Expression):
            seed = question.shuffled.run(state)
        else:
            seed = float(chance(state, path).getrandbits(31))
        return tuple(shuffled(self._choices.get(path, question.choices), seed))

    def _of_repeats(self, answers: dict[str, str]) -> list[AnswerError]:
        """Keep how many instances there are; name what is no number, and too many."""
        wrong = []
        for path, count in self._state.counts.items():
            if path in self._mistakes:
                wrong.append(self._mistakes[path])
            elif count and path in self._kept:
                answers[path] = str(count)
        return wrong

    def _strangers(self, placed: Collection[str]) -> list[AnswerError]:
        """Name what the form has no place for; what a count leaves out is pruned."""
        return [
            AnswerError(path, "unknown", sentence("unknown"))
            for path, text in self._given.items()
            if path not in placed and not self._is_expected(path, text)
        ]

    def _is_expected(self, path: str, text: str) -> bool:
        form, plain = self._form, generic(path)
        if plain in form.repeats:
            return is_count(text)
        around = enclosing(plain, form.repeats)
        return plain in form.questions and any(form.repeats[r].count for r in around)

    def _inside(self, errors: list[AnswerError], only: str | None) -> list[AnswerError]:
        if only is None:
            return errors
        self._form.group(only)
        return [error for error in errors if error.path.rpartition("/")[0] == only]


def _not_at_hand(
    question: Question, path: str, text: str, attachments: frozenset[str]
) -> AnswerError | None:
    """Look for the number of a range among its steps, and for a file among the attachments."""
    if question.span and not question.span.has(Decimal(text)):
        return AnswerError(path, "choice", sentence("range"))
    if question.kind in MEDIA and text not in attachments:
        return AnswerError(path, "attachment", sentence("attachment"))
    return None
