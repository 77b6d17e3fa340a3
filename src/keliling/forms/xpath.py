"""Read an expression into a tree.

The grammar is XPath 1.0 as far as ODK XForms uses it: every operator, function calls,
absolute and relative paths with predicates. Axes, attributes, ``//``, ``*`` and variables
are refused by name.
"""

import re
from dataclasses import dataclass

from keliling.forms.problems import ExpressionProblem

LONGEST = 10_000
DEEPEST = 40
HIGHEST = 150
LEVELS: tuple[tuple[str, ...], ...] = (
    ("or",),
    ("and",),
    ("=", "!="),
    ("<", "<=", ">", ">="),
    ("+", "-"),
    ("*", "div", "mod"),
)
"""Binary operators from the loosest to the tightest."""

REFUSED_SIGNS = {
    "//": "paths with // are not supported; name the question with ${…}",
    "::": "axes are not supported; use . or .. or ${…}",
    "@": "attributes cannot be read",
    "$": "write a question as ${name}",
    "*": "a path needs names, not *",
    "|": "joining sets of nodes with | is not supported",
}

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<number>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)
    | (?P<literal>"[^"]*"|'[^']*')
    | (?P<name>[^\W\d][\w.\-]*(?::[^\W\d][\w.\-]*)?)
    | (?P<sign>\.\.|//|::|!=|<=|>=|[()\[\].,@|+\-=<>*/$])
    )""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written."""

    value: float


@dataclass(frozen=True, slots=True)
class Literal:
    """A text in quotes."""

    value: str


@dataclass(frozen=True, slots=True)
class Negation:
    """Minus something."""

    of: "Tree"


@dataclass(frozen=True, slots=True)
class Binary:
    """Two things joined by an operator."""

    operator: str
    left: "Tree"
    right: "Tree"


@dataclass(frozen=True, slots=True)
class Call:
    """A function and its arguments."""

    name: str
    arguments: tuple["Tree", ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One name of a path (or ``.`` or ``..``) and the predicates behind it."""

    name: str
    predicates: tuple["Tree", ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """Steps from the root, from the node at hand, or from what a call returns."""

    start: str | Call
    steps: tuple[Step, ...]


Tree = Number | Literal | Negation | Binary | Call | Path

ROOT, HERE = "/", "."


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


def parse(source: str) -> Tree:
    """Return the tree of an expression; raises ``ExpressionProblem``."""
    if len(source) > LONGEST:
        raise ExpressionProblem(f"the expression is longer than {LONGEST} characters")
    reader = _Reader(_tokens(source))
    tree = reader.expression()
    if reader.next is not None:
        raise ExpressionProblem(f"unexpected “{reader.next.text}”")
    if _height(tree) > HIGHEST:
        raise ExpressionProblem(f"more than {HIGHEST} operators in a row")
    return tree


def _height(tree: Tree) -> int:
    """Return how high a tree is, without recursion: a long sum leans far to the left."""
    highest, waiting = 0, [(tree, 1)]
    while waiting:
        here, height = waiting.pop()
        highest = max(highest, height)
        waiting += [(below, height + 1) for below in _below(here)]
    return highest


def _below(tree: Tree) -> list[Tree]:
    if isinstance(tree, Negation):
        return [tree.of]
    if isinstance(tree, Binary):
        return [tree.left, tree.right]
    if isinstance(tree, Call):
        return list(tree.arguments)
    if isinstance(tree, Path):
        start = [] if isinstance(tree.start, str) else [tree.start]
        return [*start, *(rule for step in tree.steps for rule in step.predicates)]
    return []


def _tokens(source: str) -> list[_Token]:
    tokens, at, source = [], 0, source.rstrip()
    while at < len(source):
        found = _TOKEN.match(source, at)
        if found is None:
            raise ExpressionProblem(f"unexpected “{source[at:].lstrip()[:20]}”")
        kind = found.lastgroup or ""
        tokens.append(_Token(kind, found[kind]))
        at = found.end()
    return tokens


class _Reader:
    """Reads tokens from left to right; one method for each rule of the grammar."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0

    @property
    def next(self) -> _Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def expression(self) -> Tree:
        self._depth += 1
        if self._depth > DEEPEST:
            raise ExpressionProblem(f"nested deeper than {DEEPEST} levels")
        tree = self._joined(0)
        self._depth -= 1
        return tree

    def _joined(self, level: int) -> Tree:
        if level == len(LEVELS):
            return self._signed()
        left = self._joined(level + 1)
        while (operator := self._take(*LEVELS[level])) is not None:
            left = Binary(operator, left, self._joined(level + 1))
        return left

    def _signed(self) -> Tree:
        negative = False
        while self._take("-"):
            negative = not negative
        tree = self._operand()
        if self._sees("|"):
            raise ExpressionProblem(REFUSED_SIGNS["|"])
        return Negation(tree) if negative else tree

    def _operand(self) -> Tree:
        token = self.next
        if token is None:
            raise ExpressionProblem("the expression ends too early")
        if token.kind in {"number", "literal"}:
            self._at += 1
            if token.kind == "number":
                return Number(float(token.text))
            return Literal(token.text[1:-1])
        if self._take("("):
            tree = self.expression()
            self._expect(")")
            return tree
        if token.kind == "name" and self._is_call():
            call = self._call()
            return Path(call, self._more_steps()) if self._sees("/") else call
        return self._path(token)

    def _is_call(self) -> bool:
        after = self._at + 1
        return after < len(self._tokens) and self._tokens[after].text == "("

    def _call(self) -> Call:
        name = self._tokens[self._at].text
        self._at += 2
        arguments: list[Tree] = []
        if not self._take(")"):
            arguments.append(self.expression())
            while self._take(","):
                arguments.append(self.expression())
            self._expect(")")
        return Call(name, tuple(arguments))

    def _path(self, token: _Token) -> Path:
        if token.text in REFUSED_SIGNS:
            raise ExpressionProblem(REFUSED_SIGNS[token.text])
        if self._sees("/"):
            return Path(ROOT, self._more_steps())
        first = self._step()
        return Path(HERE, (first, *self._more_steps()))

    def _more_steps(self) -> tuple[Step, ...]:
        steps = []
        while self._take("/"):
            steps.append(self._step())
        return tuple(steps)

    def _step(self) -> Step:
        token = self.next
        if token is None or not (token.kind == "name" or token.text in {".", ".."}):
            found = "the end" if token is None else f"“{token.text}”"
            refused = REFUSED_SIGNS.get(token.text) if token else None
            raise ExpressionProblem(refused or f"a path needs a name, not {found}")
        self._at += 1
        if self._sees("::"):
            raise ExpressionProblem(REFUSED_SIGNS["::"])
        predicates = []
        while self._take("["):
            predicates.append(self.expression())
            self._expect("]")
        return Step(token.text, tuple(predicates))

    def _sees(self, text: str) -> bool:
        token = self.next
        return token is not None and token.kind == "sign" and token.text == text

    def _take(self, *texts: str) -> str | None:
        token = self.next
        if token is None or token.kind == "literal" or token.text not in texts:
            return None
        self._at += 1
        return token.text

    def _expect(self, text: str) -> None:
        if self._take(text) is None:
            found = "the end" if self.next is None else f"“{self.next.text}”"
            raise ExpressionProblem(f"expected “{text}”, found {found}")
