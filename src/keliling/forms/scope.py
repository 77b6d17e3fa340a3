"""What an expression may name, and where the paths in it lead.

XPath 1.0 decides, with ODK XForms' deviation ("A Big Deviation with XForms"): an absolute
path through a repeat that stands around the node at hand means that node's own instance.
A path that ends at a repeat means all its instances, and so does one with a predicate.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any, TypeVar

from keliling.forms.functions import REFUSED
from keliling.forms.model import Choice, State, Value
from keliling.forms.paths import Here, enclosing, instances, is_around
from keliling.forms.problems import ExpressionProblem
from keliling.forms.values import boolean, number
from keliling.forms.xpath import ROOT, Call, Path, Step, Tree

Run = Callable[[State], Value]
Compile = Callable[[Tree, "Scope"], Run]
Made = TypeVar("Made")
Spot = tuple[str, Here]
"""A node's path and the repeat instances around and at it."""


@dataclass(slots=True)
class Scope:
    """What an expression may name, and from where.

    ``leaves``, ``groups`` and ``repeats`` are the form's paths, ``choices`` the lists by
    question, ``lists`` the rows of each secondary instance. ``here`` is the node that paths
    start from, ``origin`` the node whose rule it is: inside a predicate they differ.
    ``columns`` are those of a row when rows are looked at, else none.
    """

    root: str
    leaves: frozenset[str]
    groups: frozenset[str]
    repeats: frozenset[str]
    choices: Mapping[str, tuple[Choice, ...]]
    lists: Mapping[str, list[dict[str, str]]]
    language: str
    here: str = ""
    origin: str = ""
    columns: frozenset[str] | None = None
    many: bool = False
    """Whether ``position()`` and ``last()`` mean something: inside a predicate."""
    across: bool = False
    """Whether the nodes looked at are those of other instances around the origin."""
    reads: set[str] = field(default_factory=set)
    loose: set[str] = field(default_factory=set)
    """What is read across the instances of a repeat around the node."""
    spots: Iterator[int] = field(default_factory=lambda: count(1))
    """Numbers the chances that the expression takes."""
    seen: dict[int, tuple[Tree, Any]] = field(default_factory=dict)
    """What each part of the expression was made into: nothing is resolved twice."""

    def at(self, path: str) -> "Scope":
        """Return the same form seen by another node's rule."""
        return replace(
            self,
            here=path,
            origin=path,
            columns=None,
            many=False,
            reads=set(),
            loose=set(),
            spots=count(1),
            seen={},
        )

    def inside(
        self, path: str, columns: frozenset[str] | None = None, *, across: bool = False
    ) -> "Scope":
        """Return the same rule seen from a node that a predicate looks at."""
        return replace(self, here=path, columns=columns, many=True, across=across)

    def once(self, tree: Tree, make: "Callable[[], Made]") -> "Made":
        """Return what a part of the expression was made into, made now if it was not."""
        kept = self.seen.get(id(tree))
        if kept is None:
            kept = self.seen[id(tree)] = (tree, make())
        made: Made = kept[1]
        return made

    def child(self, above: str, name: str) -> str:
        """Return the path of a child; raises ``ExpressionProblem`` when there is none."""
        path = f"{above}/{name}" if above else name
        if path not in self.leaves and path not in self.groups:
            raise ExpressionProblem(f"“/{self.root}/{path}” is not in this form")
        return path


@dataclass(frozen=True, slots=True)
class Leg:
    """A step down: to every instance where it is a repeat, to those that fulfil its rules."""

    name: str
    repeat: bool
    rules: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Route:
    """Where a path leads: from a node that is bound to the one at hand, down its legs."""

    path: str
    bound: str
    around: tuple[str, ...]
    """The repeats around and at the bound node, outermost first."""
    home: bool
    """Whether it is bound to the rule's node, not to the one a predicate looks at."""
    legs: tuple[Leg, ...]

    @property
    def single(self) -> bool:
        """Whether it leads to one node and no more."""
        return not any(leg.repeat or leg.rules for leg in self.legs)

    def start(self) -> Callable[[State], Spot]:
        """Return what finds the bound node."""
        depth, home, bound = len(self.around), self.home, self.bound
        if not depth:
            return lambda _state: (bound, ())
        tail = bound[len(self.around[-1]) :]

        def find(state: State) -> Spot:
            here = (state.home if home else state.here)[:depth]
            return here[-1] + tail, here

        return find

    def nodes(self) -> Callable[[State], list[Spot]]:
        """Return what finds every node, in the order of the instance."""
        start, legs = self.start(), self.legs

        def run(state: State) -> list[Spot]:
            spots = [start(state)]
            for leg in legs:
                spots = [one for spot in spots for one in _children(spot, leg, state)]
            return spots

        return run

    def values(self) -> Callable[[State], list[Value]]:
        """Return what reads the value of every node."""
        nodes = self.nodes()
        return lambda state: [state.value(path) for path, _ in nodes(state)]

    def one(self) -> Run:
        """Return what reads the value of the first node, empty when there is none."""
        if not self.single:
            nodes = self.nodes()
            return lambda state: next((state.value(path) for path, _ in nodes(state)), "")
        path = self.path
        if not self.around:
            return lambda state: state.answers.get(path, "")
        last, tail = len(self.around) - 1, path[len(self.around[-1]) :]
        if self.home:
            return lambda state: state.value(state.home[last] + tail)
        return lambda state: state.value(state.here[last] + tail)


def _children(spot: Spot, leg: Leg, state: State) -> list[Spot]:
    path, here = spot
    child = f"{path}/{leg.name}" if path else leg.name
    if leg.repeat:
        names = instances(child, state.counts)
        found: list[Spot] = [(name, (*here, name)) for name in names]
    else:
        found = [(child, here)]
    return fulfilling(found, leg.rules, state, _stand_at) if leg.rules else found


def _stand_at(spot: Spot, state: State) -> None:
    state.here = spot[1]


def fulfilling(
    found: Sequence[Made], rules: Sequence[Run], state: State, look: Callable[[Made, State], None]
) -> list[Made]:
    """Return what fulfils every predicate, each counted anew; ``look`` turns to one of them.

    XPath 1.0, 2.4: a number is a position, anything else a condition.
    """
    before = state.here, state.item, state.position, state.size
    left = list(found)
    for rule in rules:
        kept = []
        for place, one in enumerate(left, 1):
            look(one, state)
            state.position, state.size = place, len(left)
            value = rule(state)
            if value == place if isinstance(value, float) else boolean(value):
                kept.append(one)
        left = kept
    state.here, state.item, state.position, state.size = before
    return left


def route(tree: Path, scope: Scope, compile_: Compile) -> Route:
    """Resolve a path of the primary instance; raises ``ExpressionProblem``."""
    return scope.once(tree, lambda: _resolved(tree, scope, compile_))


def _resolved(tree: Path, scope: Scope, compile_: Compile) -> Route:
    home = not isinstance(tree.start, str) or tree.start == ROOT
    steps = list(tree.steps)
    if tree.start == ROOT:
        bound, steps = _from_root(steps, scope)
    else:
        if isinstance(tree.start, Call):
            _only_current(tree.start)
        bound = scope.origin if home else scope.here
        bound, steps = _upwards(bound, steps)
    return _descend(bound, steps, scope, compile_, home=home)


def _only_current(call: Call) -> None:
    if call.name != "current" or call.arguments:
        reason = REFUSED.get(call.name, "a path cannot begin with it")
        raise ExpressionProblem(f"{call.name}(): {reason}")


def _from_root(steps: list[Step], scope: Scope) -> tuple[str, list[Step]]:
    if not steps or steps[0].name != scope.root:
        written = "/".join(step.name for step in steps)
        raise ExpressionProblem(f"“/{written}” is not in this form")
    bound, rest = "", steps[1:]
    around = scope.origin
    while len(rest) > 1 and not rest[0].predicates:
        path = f"{bound}/{rest[0].name}" if bound else rest[0].name
        if not is_around(path, around):
            break
        bound, rest = path, rest[1:]
    return bound, rest


def _upwards(bound: str, steps: list[Step]) -> tuple[str, list[Step]]:
    """Follow ``.`` and ``..`` at the head of a path."""
    while steps and steps[0].name in {".", ".."}:
        step, *steps = steps
        if step.predicates:
            raise ExpressionProblem("a predicate needs a name before it, not . or ..")
        if step.name == "..":
            if not bound:
                raise ExpressionProblem("the path leads out of the form")
            bound = bound.rpartition("/")[0]
    return bound, steps


def _descend(
    bound: str, steps: list[Step], scope: Scope, compile_: Compile, *, home: bool
) -> Route:
    path, across = bound, scope.across and not home
    legs: list[Leg] = []
    for step in steps:
        if step.name == "..":
            path = _up_again(path, legs)
        elif step.name != ".":
            path = scope.child(path, step.name)
            legs.append(Leg(step.name, path in scope.repeats, ()))
            across |= legs[-1].repeat and is_around(path, scope.origin)
            if legs[-1].repeat and path != scope.origin:
                scope.reads.add(path)
        if step.predicates:
            _narrow(legs, step, scope.inside(path, across=across), compile_)
    if path in scope.leaves:
        (scope.loose if across else scope.reads).add(path)
    return Route(path, bound, tuple(enclosing(bound, scope.repeats)), home, tuple(legs))


def _up_again(path: str, legs: list[Leg]) -> str:
    if not legs or legs[-1].rules:
        raise ExpressionProblem("the path goes down and up again")
    legs.pop()
    return path.rpartition("/")[0]


def _narrow(legs: list[Leg], step: Step, inner: Scope, compile_: Compile) -> None:
    if not legs or step.name == "..":
        raise ExpressionProblem("a predicate needs a name before it")
    rules = tuple(compile_(rule, inner) for rule in step.predicates)
    legs[-1] = replace(legs[-1], rules=(*legs[-1].rules, *rules))


def picked(path: str, places: Mapping[str, Run], scope: Scope) -> Callable[[State], list[Value]]:
    """Return what reads a node in the repeat instances with these numbers.

    A repeat without a number means the instance around the rule's node, or else all.
    """
    legs = []
    around = enclosing(scope.origin, scope.repeats)
    names = path.split("/")
    for depth, name in enumerate(names, 1):
        here = "/".join(names[:depth])
        legs.append((name, here in scope.repeats, places.get(here), here in around))

    def run(state: State) -> list[Value]:
        found = [""]
        for name, repeat, place, own in legs:
            below = [f"{path}/{name}" if path else name for path in found]
            if not repeat:
                found = below
            elif place is not None:
                found = _numbered(below, number(place(state)), state)
            else:
                every = (one for path in below for one in instances(path, state.counts))
                found = [one for one in every if not own or one in state.home]
        return [state.value(path) for path in found]

    return run


def _numbered(repeats: list[str], place: float, state: State) -> list[str]:
    """Return the instances of this number, where there are so many."""
    return [
        f"{path}[{int(place)}]"
        for path in repeats
        if 1 <= place <= state.counts.get(path, 0) and place == int(place)
    ]
