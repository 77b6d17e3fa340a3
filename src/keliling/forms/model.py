"""A form as everybody else sees it: groups, questions, choices and their words."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from keliling.forms.paths import Here, generic, instances, placed

Answers = Mapping[str, str]
"""Path to lexical value: ISO dates, chosen names parted by spaces, attachment names."""

Value = str | float | bool
"""What an expression can come to; a date is its ISO text (ODK XForms, ``today()``)."""

NOTHING: Answers = MappingProxyType({})


class Kind(StrEnum):
    """What a question asks for."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    TIME = "time"
    DATE_TIME = "dateTime"
    GEOPOINT = "geopoint"
    GEOTRACE = "geotrace"
    GEOSHAPE = "geoshape"
    RANGE = "range"
    BARCODE = "barcode"
    ACKNOWLEDGE = "acknowledge"
    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"
    RANK = "rank"
    IMAGE = "image"
    AUDIO = "audio"
    VIDEO = "video"
    FILE = "file"
    HIDDEN = "hidden"
    CALCULATE = "calculate"
    NOTE = "note"


MEDIA = frozenset({Kind.IMAGE, Kind.AUDIO, Kind.VIDEO, Kind.FILE})
"""Kinds whose answer is the name of an attachment."""
UNSEEN = frozenset({Kind.CALCULATE, Kind.HIDDEN})
"""Kinds that no page shows."""


@dataclass(frozen=True, slots=True)
class Span:
    """What a range offers: from one number to another, in steps."""

    start: Decimal
    end: Decimal
    step: Decimal

    def has(self, value: Decimal) -> bool:
        """Tell whether a number is on offer."""
        low, high = sorted((self.start, self.end))
        return low <= value <= high and (value - self.start) % self.step == 0


@dataclass(frozen=True, slots=True)
class Slot:
    """A gap in a sentence that an answer fills."""

    path: str


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in several languages; false when there are none.

    ``media`` are the names of files that stand beside the words, by language and by what
    they are: ``image``, ``big-image``, ``audio``, ``video``.
    """

    words: Mapping[str, tuple[str | Slot, ...]]
    default: str
    media: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def in_(self, language: str, answers: Answers = NOTHING, *, at: str = "") -> str:
        """Return the words in a language, or in the default one, with its gaps filled.

        ``at`` is the path of the answer beside which they stand: inside a repeat a gap is
        filled from the same instance.
        """
        parts = self.words.get(language) or self.words.get(self.default)
        if parts is None:
            parts = next(iter(self.words.values()), ())
        return "".join(
            part if isinstance(part, str) else answers.get(placed(part.path, at), "…")
            for part in parts
        )

    def media_in(self, language: str) -> Mapping[str, str]:
        """Return the files beside the words in a language, or in the default one."""
        return self.media.get(language) or self.media.get(self.default) or NOTHING

    def __bool__(self) -> bool:
        return bool(self.words or self.media)


NO_TEXT = Text({}, "")


def plain(default: str, **words: str) -> Text:
    """Return a text without gaps."""
    return Text({language: (text,) for language, text in words.items()}, default)


@dataclass(slots=True)
class State:
    """What an expression can look at while one instance is judged.

    ``home`` are the repeat instances around the node whose rule runs, ``here`` those around
    the node that a predicate looks at, ``position`` of ``size``. ``ahead`` works out a node
    that was not reached yet.
    """

    answers: dict[str, str]
    now: datetime
    today: str
    seed: int
    given: Answers
    item: Answers = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    home: Here = ()
    here: Here = ()
    position: int = 1
    size: int = 1
    ahead: Callable[[str], None] | None = None

    def stand(self, here: Here) -> None:
        """Look from a node inside these repeat instances."""
        self.home = self.here = here

    def value(self, path: str) -> str:
        """Return what a node holds, worked out first where that is still to do."""
        if self.ahead is not None:
            self.ahead(path)
        return self.answers.get(path, "")


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression read once.

    ``reads`` are the paths it looks at, ``loose`` those it looks at across the instances
    of a repeat around it, as a running total does.
    """

    source: str
    reads: frozenset[str]
    run: Callable[[State], Value] = field(compare=False, repr=False)
    loose: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer on offer; ``columns`` are what a choice filter may compare."""

    name: str
    label: Text
    columns: Answers


@dataclass(frozen=True, slots=True)
class Offer:
    """What a select offers where that depends on answers; ``reads`` are the paths it looks at."""

    reads: frozenset[str]
    run: Callable[[State], tuple[Choice, ...]] = field(compare=False, repr=False)
    source: str = ""
    """The path to the choices, as the form has it."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question, or one value the form works out or tells.

    ``required`` and ``read_only`` are true, false, or depend on other answers.
    ``calculated`` marks a value that the form works out, whatever was sent.
    """

    path: str
    kind: Kind
    label: Text
    hint: Text
    required: bool | Expression
    choices: tuple[Choice, ...]
    appearance: str
    read_only: bool | Expression
    default: str
    calculated: bool
    names: frozenset[str]
    """The names of all choices."""
    span: Span | None = None
    """What a range offers."""
    preload: str = ""
    """What fills it in by itself: ``start``, ``end``, ``today``, ``username`` and so on."""
    guidance: Text = NO_TEXT
    """What helps who helps: not shown unless it is asked for."""
    parameters: Mapping[str, str] = field(default_factory=dict)
    """What is passed on to the program that asks: ``rows``, ``max-pixels`` and so on."""
    shuffled: bool | Expression = False
    """Whether the choices are offered in an order of chance, or of this seed."""


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that are shown together, in order; nested groups are groups of their own.

    The group of questions that stand in no group has the empty path.
    """

    path: str
    label: Text
    questions: tuple[Question, ...]
    appearance: str = ""


@dataclass(frozen=True, slots=True)
class Repeat:
    """A group that may be there several times.

    ``count`` says how many there are; without it people add and remove, unless ``fixed``.
    """

    path: str
    label: Text
    count: Expression | None
    fixed: bool
    appearance: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """One place of the instance with the rules bound to it.

    ``within`` is the innermost repeat around it, and ``tail`` its path behind that.
    """

    path: str
    parent: str
    within: str
    tail: str
    repeat: Repeat | None
    question: Question | None
    relevant: Expression | None
    calculate: Expression | None
    required: Expression | None
    constraint: Expression | None
    offer: Offer | None
    required_message: Text
    constraint_message: Text


@dataclass(frozen=True, slots=True)
class Setting:
    """A value that is put at ``path``: when the instance begins, or when ``of`` changes.

    ``new`` marks what is put into every repeat instance that is added.
    """

    path: str
    of: str
    value: Expression
    new: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """A form that was read and found sound. ``xform`` is the XML it can be read from again.

    ``nodes`` stand in the order of the instance, ``order`` in the order in which they can
    be worked out, so that nobody has to look at the XML again.
    """

    id: str
    version: str
    default_language: str
    languages: tuple[str, ...]
    title: Text
    groups: tuple[Group, ...]
    questions: Mapping[str, Question]
    xform: str
    root: str
    nodes: tuple[Node, ...]
    order: tuple[Node, ...]
    settings: tuple[Setting, ...] = ()
    by_path: Mapping[str, Node] = field(default_factory=dict)
    children: Mapping[str, tuple[Node, ...]] = field(default_factory=dict)
    """The nodes below each group, by its path."""
    repeats: Mapping[str, Repeat] = field(default_factory=dict)
    start: Answers = field(default_factory=dict)
    """What the instance in the form holds: defaults, and how many instances there are."""
    ahead: bool = False
    """Whether a value may look at a later instance of itself, so that order is not enough."""
    naming: Expression | None = None
    """What an instance is called, ``meta/instanceName``."""
    style: str = ""
    """How the pages look, passed on as it is."""
    media: frozenset[str] = frozenset()
    """The names of the pictures, recordings and films that stand beside its words."""
    reads: frozenset[str] = frozenset()
    """The names of the data files that its lists are read from."""

    @property
    def files(self) -> frozenset[str]:
        """The names of all files that it cannot do without."""
        return self.media | self.reads

    def has(self, path: str) -> bool:
        """Tell whether answers may stand at a path: a question's, or a repeat's number."""
        plain = generic(path)
        return plain in self.questions or plain in self.repeats

    def question(self, path: str) -> Question:
        """Return a question, also of an answer's path; raises ``KeyError``."""
        return self.questions[generic(path)]

    def node(self, path: str) -> Node:
        """Return the node of an answer's path; raises ``KeyError``."""
        return self.by_path[generic(path)]

    def group(self, path: str) -> Group:
        """Return a group, also of one instance; raises ``KeyError`` for an unknown path."""
        for group in self.groups:
            if group.path == generic(path):
                return group
        raise KeyError(path)

    def walk(self, counts: Mapping[str, int]) -> Iterator[tuple[Node, str]]:
        """Yield every node of an instance with its path, in order; a repeat once an instance."""
        if not self.repeats:
            yield from ((node, node.path) for node in self.nodes)
        else:
            yield from self._below("", "", counts)

    def _below(self, parent: str, at: str, counts: Mapping[str, int]) -> Iterator[tuple[Node, str]]:
        for node in self.children[parent]:
            path = f"{at}/{node.path.rpartition('/')[2]}" if at else node.path
            for place in instances(path, counts) if node.repeat else (path,):
                yield node, place
                if node.question is None:
                    yield from self._below(node.path, place, counts)

    def blank(self) -> dict[str, str]:
        """Return the defaults that are written out; ``course.begin`` adds the others."""
        return dict(self.start)
