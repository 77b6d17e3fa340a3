"""Regular expressions that mean the same in every ODK engine.

ODK XForms turns ``regex(., '[0-9]+')`` into a search, as browsers do, while Collect wants
the whole answer to fit. The two agree when a pattern begins with ``^`` and ends with
``$``, so every pattern has to. What Java and JavaScript read differently is refused.
"""

import re
from dataclasses import dataclass

from keliling.forms.automaton import Accepts, Machine, TooLarge, Walker
from keliling.forms.problems import ExpressionProblem

DEEPEST = 20
ENDLESS = -1

_COUNT = re.compile(r"\{([0-9]{1,4})(,([0-9]{0,4}))?\}")
_CODE = re.compile(r"x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})")
_DIGITS = frozenset("0123456789")
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_WORD = _LETTERS | _DIGITS | {"_"}
_SPACE = frozenset(" \t\n\r\f\v")
_LINE_ENDS = frozenset("\n\r\u0085\u2028\u2029")
_SETS: dict[str, Accepts] = {
    "d": _DIGITS.__contains__,
    "w": _WORD.__contains__,
    "s": _SPACE.__contains__,
    "D": lambda character: character not in _DIGITS,
    "W": lambda character: character not in _WORD,
    "S": lambda character: character not in _SPACE,
}
_SIGNS = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "v": "\v"}


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern that was read once."""

    source: str
    walker: Walker

    def fits(self, text: str) -> bool:
        """Return whether the whole text has the form, in time linear in its length."""
        return self.walker.fits(text)


def read_pattern(source: str) -> Pattern:
    """Read a pattern; raises ``ExpressionProblem``."""
    inner = source[1:-1]
    closed = source.endswith("$") and not _is_escaped(source, len(source) - 1)
    if len(source) < 2 or not source.startswith("^") or not closed:
        raise ExpressionProblem(
            "begin the pattern with ^ and end it with $, because phones and browsers "
            "disagree about any other"
        )
    reader = _Reader(inner)
    try:
        start, end = reader.alternatives(depth=0)
    except TooLarge:
        raise ExpressionProblem("the pattern is too large") from None
    if not reader.done:
        raise ExpressionProblem("the pattern closes a bracket that was not opened")
    return Pattern(source, Walker(reader.machine, start, end))


def _is_escaped(text: str, at: int) -> bool:
    before = text[:at]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1


Piece = tuple[int, int]
"""The first and the last state of a part of the pattern."""


class _Reader:
    """Reads a pattern from left to right and builds its machine."""

    def __init__(self, source: str) -> None:
        self.machine = Machine()
        self._source = source
        self._at = 0

    @property
    def done(self) -> bool:
        return self._at >= len(self._source)

    @property
    def _next(self) -> str:
        return self._source[self._at : self._at + 1]

    def alternatives(self, depth: int) -> Piece:
        if depth > DEEPEST:
            raise ExpressionProblem("the pattern has too many brackets inside each other")
        pieces = [self._sequence(depth)]
        while self._next == "|":
            if depth == 0:
                raise ExpressionProblem("put the alternatives in brackets: ^(…|…)$")
            self._at += 1
            pieces.append(self._sequence(depth))
        return pieces[0] if len(pieces) == 1 else self._either(pieces)

    def _sequence(self, depth: int) -> Piece:
        start = end = self.machine.state()
        while not self.done and self._next not in "|)":
            first, last = self._repeated(depth)
            self._join(end, first)
            end = last
        return start, end

    def _repeated(self, depth: int) -> Piece:
        """Read an item and its repetition; a counted item is built as often as it counts."""
        begin = self._at
        piece = self._item(depth)
        least, most = self._repetition()
        after = self._at
        if (least, most) == (1, 1):
            return piece
        copies = [piece]
        for _ in range(max(least, most, 1) - 1):
            self._at = begin
            copies.append(self._item(depth))
        self._at = after
        return self._chain(copies, least, most)

    def _chain(self, copies: list[Piece], least: int, most: int) -> Piece:
        start, end = self.machine.state(), self.machine.state()
        here = start
        for number, (first, last) in enumerate(copies):
            if number >= least:
                self._join(here, end)
            self._join(here, first)
            here = last
        if most == ENDLESS:
            self._join(here, copies[-1][0])
        self._join(here, end)
        if most == 0:
            self.machine.after[start] = [end]
        return start, end

    def _repetition(self) -> tuple[int, int]:
        sign = self._next
        if sign and sign in "*+?":
            self._at += 1
            counts = {"*": (0, ENDLESS), "+": (1, ENDLESS), "?": (0, 1)}[sign]
        elif sign == "{":
            counts = self._count()
        else:
            return 1, 1
        if self._next and self._next in "*+?{":
            raise ExpressionProblem("a repetition in the pattern is repeated")
        return counts

    def _count(self) -> tuple[int, int]:
        found = _COUNT.match(self._source, self._at)
        if found is None:
            raise ExpressionProblem(r"write \{ for a brace in a pattern")
        self._at = found.end()
        least = int(found[1])
        if found[2] is None:
            return least, least
        most = int(found[3]) if found[3] else ENDLESS
        if most not in {ENDLESS, max(most, least)}:
            raise ExpressionProblem("a repetition in the pattern ends before it begins")
        return least, most

    def _item(self, depth: int) -> Piece:
        sign = self._next
        if sign == "(":
            return self._group(depth)
        if sign == "[":
            return self._one(self._class())
        if sign in "^$":
            raise ExpressionProblem(f"write \\{sign} inside a pattern")
        if sign in "*+?{}]":
            raise ExpressionProblem(f"“{sign}” in the pattern needs a \\ or something before")
        self._at += 1
        if sign == ".":
            return self._one(lambda character: character not in _LINE_ENDS)
        if sign == "\\":
            return self._one(self._escape())
        return self._one(sign.__eq__)

    def _group(self, depth: int) -> Piece:
        self._at += 1
        if self._source.startswith("?:", self._at):
            self._at += 2
        elif self._next == "?":
            raise ExpressionProblem("the pattern has a bracket (?…), which is not supported")
        piece = self.alternatives(depth + 1)
        if self._next != ")":
            raise ExpressionProblem("the pattern leaves a bracket open")
        self._at += 1
        return piece

    def _class(self) -> Accepts:
        self._at += 1
        negative = self._next == "^"
        self._at += negative
        tests: list[Accepts] = []
        while self._next != "]":
            tests.append(self._span())
        self._at += 1
        if not tests:
            raise ExpressionProblem("the pattern has an empty [ ]")
        return lambda character: negative != any(test(character) for test in tests)

    def _span(self) -> Accepts:
        low = self._member()
        follows = self._source[self._at : self._at + 2]
        if not isinstance(low, str) or follows[:1] != "-" or follows in {"-]", "-"}:
            return low.__eq__ if isinstance(low, str) else low
        self._at += 1
        high = self._member()
        if not isinstance(high, str) or high < low:
            raise ExpressionProblem("a range in the pattern ends before it begins")
        return lambda character: low <= character <= high

    def _member(self) -> str | Accepts:
        sign = self._next
        if not sign:
            raise ExpressionProblem("the pattern leaves a [ open")
        if sign == "[" or self._source.startswith("&&", self._at):
            raise ExpressionProblem("write \\[ and \\& inside [ ] in a pattern")
        self._at += 1
        if sign != "\\":
            return sign
        return self._sign() or self._escape()

    def _escape(self) -> Accepts:
        character = self._sign()
        if character is not None:
            return character.__eq__
        name = self._next
        if name not in _SETS or not name:
            raise ExpressionProblem(f"“\\{name}” in the pattern is not supported")
        self._at += 1
        return _SETS[name]

    def _sign(self) -> str | None:
        """Return the one character that an escape stands for, none for a set of them."""
        name = self._next
        if code := _CODE.match(self._source, self._at):
            self._at = code.end()
            return chr(int(code[1] or code[2], 16))
        if name in _SIGNS:
            self._at += 1
            return _SIGNS[name]
        if name and name not in _WORD:
            self._at += 1
            return name
        return None

    def _one(self, accepts: Accepts) -> Piece:
        start, end = self.machine.state(accepts), self.machine.state()
        self._join(start, end)
        return start, end

    def _either(self, pieces: list[Piece]) -> Piece:
        start, end = self.machine.state(), self.machine.state()
        for first, last in pieces:
            self._join(start, first)
            self._join(last, end)
        return start, end

    def _join(self, start: int, end: int) -> None:
        self.machine.after[start].append(end)
