"""Run a pattern in time proportional to the text, whatever the pattern.

The usual backtracking search can be made to run for hours by an answer of thirty
characters. Here every state the pattern can be in is followed at once (K. Thompson,
"Regular expression search algorithm", CACM 11:6, 1968), and each set of states met is
remembered with its successors, so that the second answer costs one look-up a character.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

Accepts = Callable[[str], bool]

MOST_STATES = 1_200
MOST_REMEMBERED = 200_000
"""Numbers of states in the sets that one pattern may remember, some 15 MB."""


class TooLarge(Exception):
    """The pattern needs more states than anybody means to write."""


@dataclass(slots=True)
class Machine:
    """States: each accepts one character and goes on, or goes on freely to others."""

    accepts: list[Accepts | None] = field(default_factory=list)
    after: list[list[int]] = field(default_factory=list)

    def state(self, accepts: Accepts | None = None) -> int:
        """Add a state and return its number; raises ``TooLarge``."""
        if len(self.after) == MOST_STATES:
            raise TooLarge
        self.accepts.append(accepts)
        self.after.append([])
        return len(self.after) - 1

    def reach(self, starts: list[int]) -> frozenset[int]:
        """Return the states that can be reached without a character."""
        found, waiting = set(starts), list(starts)
        while waiting:
            here = waiting.pop()
            if self.accepts[here] is not None:
                continue
            for there in self.after[here]:
                if there not in found:
                    found.add(there)
                    waiting.append(there)
        return frozenset(found)


class Walker:
    """Walks texts through a machine and remembers the steps."""

    def __init__(self, machine: Machine, start: int, end: int) -> None:
        self._machine = machine
        self._end = end
        self._start = machine.reach([start])
        self._steps: dict[tuple[frozenset[int], str], frozenset[int]] = {}
        self._remembered = 0

    def fits(self, text: str) -> bool:
        """Return whether the whole text leads from the start to the end."""
        steps, here = self._steps, self._start
        for character in text:
            there = steps.get((here, character))
            here = self._step(here, character) if there is None else there
            if not here:
                return False
        return self._end in here

    def _step(self, here: frozenset[int], character: str) -> frozenset[int]:
        machine = self._machine
        starts: list[int] = []
        for state in here:
            accepts = machine.accepts[state]
            if accepts is not None and accepts(character):
                starts += machine.after[state]
        there = machine.reach(starts)
        self._remembered += len(there) + 1
        if self._remembered > MOST_REMEMBERED:
            self._steps.clear()
            self._remembered = len(there) + 1
        self._steps[here, character] = there
        return there
