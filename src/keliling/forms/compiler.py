"""Turn an expression into something that runs, once, when a form is read.

Every path is resolved here, so that judging looks up a dictionary and no more. A form
without repeats has one node for each path; that is why a reference is a string and the
functions over sets of nodes see sets of one.
"""

import math
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from keliling.forms.dates import dated
from keliling.forms.functions import PURE, REFUSED, Function
from keliling.forms.model import Choice, Expression, State, Value
from keliling.forms.moments import AT, BY_CHANCE, told
from keliling.forms.patterns import Pattern, read_pattern
from keliling.forms.problems import ExpressionProblem
from keliling.forms.values import boolean, number, string
from keliling.forms.xpath import (
    HERE,
    ROOT,
    Binary,
    Call,
    Literal,
    Negation,
    Number,
    Path,
    Tree,
    parse,
)

Run = Callable[[State], Value]


@dataclass(slots=True)
class Scope:
    """What an expression may name, and from where.

    ``leaves`` and ``groups`` are the form's paths, ``choices`` the lists by question,
    ``columns`` those of the choice list inside a choice filter (else none).
    """

    root: str
    leaves: frozenset[str]
    groups: frozenset[str]
    choices: Mapping[str, tuple[Choice, ...]]
    language: str
    here: str = ""
    columns: frozenset[str] | None = None
    reads: set[str] = field(default_factory=set)
    spots: int = 0
    """How many chances the expression takes."""

    def at(self, path: str, columns: frozenset[str] | None = None) -> "Scope":
        """Return the same scope seen from another node."""
        return Scope(
            self.root,
            self.leaves,
            self.groups,
            self.choices,
            self.language,
            path,
            columns,
        )

    def place(self) -> list[str]:
        """Return the names from the root to the node at hand."""
        return [self.root, *self.here.split("/")] if self.here else [self.root]


def compile_expression(source: str, scope: Scope) -> Expression:
    """Read and resolve an expression; raises ``ExpressionProblem``."""
    return compile_tree(parse(source), source, scope)


def compile_tree(tree: Tree, source: str, scope: Scope) -> Expression:
    """Resolve an expression that was read already; raises ``ExpressionProblem``."""
    run = _run(tree, scope)
    return Expression(source.strip(), frozenset(scope.reads), run)


def _run(tree: Tree, scope: Scope) -> Run:
    if isinstance(tree, Number | Literal):
        return _constant(tree.value)
    if isinstance(tree, Negation):
        of = _run(tree.of, scope)
        return lambda state: -number(of(state))
    if isinstance(tree, Binary):
        return _binary(tree, scope)
    if isinstance(tree, Call):
        return _call(tree, scope)
    return _reference(tree, scope)


def _constant(value: Value) -> Run:
    return lambda _: value


def _binary(tree: Binary, scope: Scope) -> Run:
    left, right = _run(tree.left, scope), _run(tree.right, scope)
    if tree.operator == "or":
        return lambda state: boolean(left(state)) or boolean(right(state))
    if tree.operator == "and":
        return lambda state: boolean(left(state)) and boolean(right(state))
    if tree.operator == "=":
        return lambda state: _equal(left(state), right(state))
    if tree.operator == "!=":
        return lambda state: not _equal(left(state), right(state))
    work = ARITHMETIC[tree.operator]
    return lambda state: work(number(left(state)), number(right(state)))


def _equal(left: Value, right: Value) -> bool:
    """XPath 1.0, 3.4: truth values first, then numbers, then strings."""
    if isinstance(left, bool) or isinstance(right, bool):
        return boolean(left) == boolean(right)
    if isinstance(left, float) or isinstance(right, float):
        return number(left) == number(right)
    return left == right


def _divide(left: float, right: float) -> float:
    if right:
        return left / right
    if left == 0 or math.isnan(left) or math.isnan(right):
        return math.nan
    return math.copysign(math.inf, left) * math.copysign(1.0, right)


def _remainder(left: float, right: float) -> float:
    if math.isinf(left) or right == 0:
        return math.nan
    return math.fmod(left, right)


ARITHMETIC: Mapping[str, Callable[[float, float], Value]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "div": _divide,
    "mod": _remainder,
}


def _call(tree: Call, scope: Scope) -> Run:
    name = tree.name
    if name in REFUSED:
        raise ExpressionProblem(f"{name}() is not supported: {REFUSED[name]}")
    if name in PLACED:
        least, most, build = PLACED[name]
        _count_arguments(tree, least, most)
        return build(tree, scope)
    if name not in PURE:
        raise ExpressionProblem(f"{name}() is not a function of ODK XForms")
    function = PURE[name]
    _count_arguments(tree, function.least, function.most)
    return _pure(function, [_run(argument, scope) for argument in tree.arguments])


def _pure(function: Function, arguments: list[Run]) -> Run:
    work = function.run
    if len(arguments) == 1:
        only = arguments[0]
        return lambda state: work((only(state),))
    if len(arguments) == 2:
        first, second = arguments
        return lambda state: work((first(state), second(state)))
    return lambda state: work([argument(state) for argument in arguments])


def _count_arguments(tree: Call, least: int, most: int) -> None:
    given = len(tree.arguments)
    if not least <= given <= most:
        wanted = str(least) if least == most else f"at least {least}"
        if given > most:
            wanted = f"at most {most}"
        raise ExpressionProblem(f"{tree.name}() takes {wanted} arguments and was given {given}")
    if tree.name == "weighted-checklist" and given % 2:
        raise ExpressionProblem("weighted-checklist() takes each answer with its weight")


def _if(tree: Call, scope: Scope) -> Run:
    test, then, other = (_run(argument, scope) for argument in tree.arguments)
    return lambda state: then(state) if boolean(test(state)) else other(state)


def _coalesce(tree: Call, scope: Scope) -> Run:
    first, second = (_run(argument, scope) for argument in tree.arguments)
    return lambda state: string(first(state)) or string(second(state))


def _at(tree: Call, scope: Scope) -> Run:
    """A function of the moment of judging, or of chance at this spot of the form."""
    arguments = [_run(argument, scope) for argument in tree.arguments]
    if tree.name in AT:
        work = AT[tree.name][2]
        return lambda state: work([argument(state) for argument in arguments], state)
    guess = BY_CHANCE[tree.name][2]
    scope.spots += 1
    spot = f"{scope.here}#{scope.spots}"
    return lambda state: guess([argument(state) for argument in arguments], state, spot)


def _once(tree: Call, scope: Scope) -> Run:
    """What the node came with, else the argument: chances are taken once."""
    first, path = _run(tree.arguments[0], scope), scope.here
    return lambda state: state.given.get(path, "") or first(state)


def _format_date_time(tree: Call, scope: Scope) -> Run:
    value, form = (_run(argument, scope) for argument in tree.arguments)
    language = scope.language
    return lambda state: told(value(state), string(form(state)), language, state)


def _current(_tree: Call, scope: Scope) -> Run:
    path = _known(scope.place(), scope)
    scope.reads.add(path)
    return lambda state: state.answers.get(path, "")


def _regex(tree: Call, scope: Scope) -> Run:
    text, source = _run(tree.arguments[0], scope), tree.arguments[1]
    if not isinstance(source, Literal):
        raise ExpressionProblem("regex() needs its pattern written out in quotes")
    pattern: Pattern = read_pattern(source.value)
    return lambda state: pattern.fits(string(text(state)))


def _format_date(tree: Call, scope: Scope) -> Run:
    value, form = (_run(argument, scope) for argument in tree.arguments)
    language = scope.language
    return lambda state: dated(value(state), string(form(state)), language)


def _node(tree: Call, scope: Scope) -> Run:
    of = tree.arguments[0]
    if not isinstance(of, Path) or isinstance(of.start, Call):
        raise ExpressionProblem(f"{tree.name}() needs a question, as ${{name}}")
    return _reference(of, scope)


def _one(tree: Call, scope: Scope) -> Run:
    """Without repeats every node, a group too, is the first and only one of its name."""
    of = tree.arguments[0]
    parts = _parts(of, scope) if isinstance(of, Path) else []
    path = "/".join(parts[1:])
    if parts != [scope.root] and path not in scope.groups:
        _node(tree, scope)
    return _constant(1.0)


def _count_non_empty(tree: Call, scope: Scope) -> Run:
    of = _node(tree, scope)
    return lambda state: 1.0 if of(state) != "" else 0.0


def _choice_name(tree: Call, scope: Scope) -> Run:
    value, place = _run(tree.arguments[0], scope), tree.arguments[1]
    if not isinstance(place, Literal):
        raise ExpressionProblem("jr:choice-name() needs its question in quotes")
    question = parse(place.value)
    if not isinstance(question, Path):
        raise ExpressionProblem("jr:choice-name() needs a question, as '${name}'")
    path = _resolve(question, scope)
    if path not in scope.choices:
        raise ExpressionProblem(f"jr:choice-name(): {path} offers no choices")
    labels = {choice.name: choice.label.in_(scope.language) for choice in scope.choices[path]}
    return lambda state: labels.get(string(value(state)), "")


PLACED: Mapping[str, tuple[int, int, Callable[[Call, Scope], Run]]] = {
    "if": (3, 3, _if),
    "coalesce": (2, 2, _coalesce),
    "regex": (2, 2, _regex),
    "once": (1, 1, _once),
    "format-date-time": (2, 2, _format_date_time),
    **{name: (least, most, _at) for name, (least, most, _) in [*AT.items(), *BY_CHANCE.items()]},
    "format-date": (2, 2, _format_date),
    "current": (0, 0, _current),
    "count": (1, 1, _one),
    "position": (1, 1, _one),
    "count-non-empty": (1, 1, _count_non_empty),
    "jr:choice-name": (2, 2, _choice_name),
}
"""Functions that need more than the values of their arguments."""


def _reference(tree: Path, scope: Scope) -> Run:
    if scope.columns is not None and tree.start == HERE:
        return _column(tree, scope.columns)
    path = _resolve(tree, scope)
    scope.reads.add(path)
    return lambda state: state.answers.get(path, "")


def _column(tree: Path, columns: frozenset[str]) -> Run:
    names = [step.name for step in tree.steps if step.name != "."]
    if len(names) != 1 or any(step.predicates for step in tree.steps):
        raise ExpressionProblem("inside a choice filter, name one column of the choices")
    name = names[0]
    if name not in columns:
        raise ExpressionProblem(f"the choices have no column “{name}”")
    return lambda state: state.item.get(name, "")


def _resolve(tree: Path, scope: Scope) -> str:
    """Return the path of the question a reference means."""
    return _known(_parts(tree, scope), scope)


def _parts(tree: Path, scope: Scope) -> list[str]:
    if isinstance(tree.start, Call):
        call = tree.start
        if call.name != "current" or call.arguments:
            raise ExpressionProblem(
                f"{call.name}(): {REFUSED.get(call.name, 'a path cannot begin with it')}"
            )
        parts = scope.place()
    else:
        parts = [] if tree.start == ROOT else scope.place()
    for step in tree.steps:
        if step.predicates:
            raise ExpressionProblem("predicates are supported in choice lists only")
        if step.name == "..":
            del parts[-1:]
        elif step.name != ".":
            parts.append(step.name)
    return parts


def _known(parts: list[str], scope: Scope) -> str:
    path = "/".join(parts[1:])
    if parts[:1] != [scope.root] or path not in scope.leaves:
        if path in scope.groups:
            raise ExpressionProblem(f"“{path}” is a group and has no value")
        raise ExpressionProblem(f"“/{'/'.join(parts)}” is not in this form")
    return path
