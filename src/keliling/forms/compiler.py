"""Turn an expression into something that runs, once, when a form is read.

Every path is resolved here, so that judging looks up a dictionary and no more. Where a path
can lead to several nodes, the functions over sets see them all, comparisons hold if they
hold for any, and everything else takes the first (XPath 1.0, 3.4 and 4).
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import product

from keliling.forms.dates import dated
from keliling.forms.functions import MANY, PURE, REFUSED, Function
from keliling.forms.model import Expression, State, Value
from keliling.forms.moments import AT, BY_CHANCE, told
from keliling.forms.operators import ARITHMETIC, COMPARISONS, equal
from keliling.forms.paths import enclosing, number_of
from keliling.forms.patterns import Pattern, read_pattern
from keliling.forms.problems import ExpressionProblem
from keliling.forms.rows import cells, chosen, column, is_rows, pulled
from keliling.forms.scope import Route, Run, Scope, picked, route
from keliling.forms.values import boolean, number, string
from keliling.forms.xpath import (
    HERE,
    Binary,
    Call,
    Literal,
    Negation,
    Number,
    Path,
    Tree,
    parse,
)

Many = Callable[[State], list[Value]]


def compile_expression(source: str, scope: Scope) -> Expression:
    """Read and resolve an expression; raises ``ExpressionProblem``."""
    return compile_tree(parse(source), source, scope)


def compile_tree(tree: Tree, source: str, scope: Scope) -> Expression:
    """Resolve an expression that was read already; raises ``ExpressionProblem``."""
    run = run_of(tree, scope)
    loose = frozenset(scope.loose - scope.reads)
    return Expression(source.strip(), frozenset(scope.reads), run, loose)


def run_of(tree: Tree, scope: Scope) -> Run:
    """Return what runs a part of an expression; raises ``ExpressionProblem``."""
    if isinstance(tree, Number | Literal):
        return _constant(tree.value)
    if isinstance(tree, Negation):
        of = run_of(tree.of, scope)
        return lambda state: -number(of(state))
    if isinstance(tree, Binary):
        return _binary(tree, scope)
    if isinstance(tree, Call):
        return _call(tree, scope)
    return _reference(tree, scope)


def _constant(value: Value) -> Run:
    return lambda _: value


def _binary(tree: Binary, scope: Scope) -> Run:
    if tree.operator in COMPARISONS and (_many(tree.left, scope) or _many(tree.right, scope)):
        return _any_pair(tree, scope)
    left, right = run_of(tree.left, scope), run_of(tree.right, scope)
    if tree.operator == "or":
        return lambda state: boolean(left(state)) or boolean(right(state))
    if tree.operator == "and":
        return lambda state: boolean(left(state)) and boolean(right(state))
    if tree.operator == "=":
        return lambda state: equal(left(state), right(state))
    if tree.operator == "!=":
        return lambda state: not equal(left(state), right(state))
    work = ARITHMETIC[tree.operator]
    return lambda state: work(number(left(state)), number(right(state)))


def _any_pair(tree: Binary, scope: Scope) -> Run:
    """XPath 1.0, 3.4: a comparison of sets holds if it holds for any two of them."""
    left, right = _values(tree.left, scope), _values(tree.right, scope)
    compare = COMPARISONS[tree.operator]
    return lambda state: any(
        compare(one, other) for one, other in product(left(state), right(state))
    )


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
    if name in OVER_SETS and any(_many(argument, scope) for argument in tree.arguments):
        return _over_sets(OVER_SETS[name], [_values(one, scope) for one in tree.arguments])
    return _pure(function, [run_of(argument, scope) for argument in tree.arguments])


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
    test, then, other = (run_of(argument, scope) for argument in tree.arguments)
    return lambda state: then(state) if boolean(test(state)) else other(state)


def _coalesce(tree: Call, scope: Scope) -> Run:
    first, second = (run_of(argument, scope) for argument in tree.arguments)
    return lambda state: string(first(state)) or string(second(state))


def _at(tree: Call, scope: Scope) -> Run:
    """A function of the moment of judging, or of chance at this spot of the form."""
    arguments = [run_of(argument, scope) for argument in tree.arguments]
    if tree.name in AT:
        work = AT[tree.name][2]
        return lambda state: work([argument(state) for argument in arguments], state)
    guess = BY_CHANCE[tree.name][2]
    spot, place = next(scope.spots), _own(scope)
    return lambda state: guess(
        [argument(state) for argument in arguments], state, f"{place(state)}#{spot}"
    )


def _own(scope: Scope) -> Callable[[State], str]:
    """Return what names the node whose rule runs."""
    unread = replace(scope, reads=set(), loose=set())
    here = route(Path(Call("current", ()), ()), unread, run_of).start()
    return lambda state: here(state)[0]


def _once(tree: Call, scope: Scope) -> Run:
    """What the node came with, else the argument: chances are taken once."""
    first, place = run_of(tree.arguments[0], scope), _own(scope)
    return lambda state: state.given.get(place(state), "") or first(state)


def _format_date_time(tree: Call, scope: Scope) -> Run:
    value, form = (run_of(argument, scope) for argument in tree.arguments)
    language = scope.language
    return lambda state: told(value(state), string(form(state)), language, state)


def _current(_tree: Call, scope: Scope) -> Run:
    return _reference(Path(Call("current", ()), ()), scope)


def _regex(tree: Call, scope: Scope) -> Run:
    text, source = run_of(tree.arguments[0], scope), tree.arguments[1]
    if not isinstance(source, Literal):
        raise ExpressionProblem("regex() needs its pattern written out in quotes")
    pattern: Pattern = read_pattern(source.value)
    return lambda state: pattern.fits(string(text(state)))


def _format_date(tree: Call, scope: Scope) -> Run:
    value, form = (run_of(argument, scope) for argument in tree.arguments)
    language = scope.language
    return lambda state: dated(value(state), string(form(state)), language)


def _route(tree: Call, scope: Scope) -> Route:
    """Return where the one argument leads, which has to be a path of the form."""
    of = tree.arguments[0]
    if not isinstance(of, Path) or is_rows(of):
        raise ExpressionProblem(f"{tree.name}() needs a question, as ${{name}}")
    return route(of, scope, run_of)


def _count(tree: Call, scope: Scope) -> Run:
    of = tree.arguments[0]
    if isinstance(of, Path) and is_rows(of):
        rows = chosen(of, scope, run_of)
        return lambda state: float(len(rows(state)))
    if isinstance(of, Call):
        values = _values(of, scope)
        return lambda state: float(len(values(state)))
    found = _route(tree, scope)
    if found.single:
        return _constant(1.0)
    nodes = found.nodes()
    return lambda state: float(len(nodes(state)))


def _position(tree: Call, scope: Scope) -> Run:
    """The number of a repeat instance; without an argument the place in the predicate."""
    if not tree.arguments:
        _in_predicate(tree, scope)
        return lambda state: float(state.position)
    found = _route(tree, scope)
    if found.path not in scope.repeats:
        return _constant(1.0)
    nodes = found.nodes()
    return lambda state: next((float(number_of(path)) for path, _ in nodes(state)), math.nan)


def _last(tree: Call, scope: Scope) -> Run:
    _in_predicate(tree, scope)
    return lambda state: float(state.size)


def _in_predicate(tree: Call, scope: Scope) -> None:
    if not scope.many:
        raise ExpressionProblem(f"{tree.name}() means something only between [ and ]")


def _count_non_empty(tree: Call, scope: Scope) -> Run:
    values = _values(tree.arguments[0], scope)
    return lambda state: float(sum(1 for value in values(state) if value != ""))


def _truth(tree: Call, scope: Scope) -> Run:
    """``boolean()`` and ``not()``: of a set of groups, whether there is any."""
    of, wanted = tree.arguments[0], tree.name == "boolean"
    if isinstance(of, Path) and not is_rows(of) and scope.columns is None:
        found = route(of, scope, run_of)
        if found.path not in scope.leaves:
            nodes = found.nodes()
            return lambda state: bool(nodes(state)) is wanted
    value = run_of(of, scope)
    return lambda state: boolean(value(state)) is wanted


def _indexed_repeat(tree: Call, scope: Scope) -> Many:
    """``indexed-repeat(node, repeat, number, …)``: the node in the instances of those numbers."""
    return scope.once(tree, lambda: _indexed(tree, scope))


def _indexed(tree: Call, scope: Scope) -> Many:
    target, *pairs = tree.arguments
    if not isinstance(target, Path) or len(pairs) % 2:
        raise ExpressionProblem("indexed-repeat() takes a question, then repeats with numbers")
    unread = replace(scope, reads=set(), loose=set())
    path = route(target, unread, run_of).path
    if path not in scope.leaves:
        raise ExpressionProblem("indexed-repeat() needs a question first")
    places: dict[str, Run] = {}
    for repeat, place in zip(pairs[::2], pairs[1::2], strict=True):
        around = route(repeat, unread, run_of).path if isinstance(repeat, Path) else ""
        if around not in enclosing(path, scope.repeats):
            raise ExpressionProblem(f"indexed-repeat(): “{around}” is no repeat around “{path}”")
        places[around] = run_of(place, scope)
    across = enclosing(path, scope.repeats)[:1] == enclosing(scope.origin, scope.repeats)[:1]
    (scope.loose if across else scope.reads).add(path)
    return picked(path, places, scope)


def _first(tree: Call, scope: Scope) -> Run:
    many = _indexed_repeat(tree, scope)
    return lambda state: next(iter(many(state)), "")


def _pulldata(tree: Call, scope: Scope) -> Run:
    return pulled(tree, scope, run_of)


def _choice_name(tree: Call, scope: Scope) -> Run:
    value, place = run_of(tree.arguments[0], scope), tree.arguments[1]
    if not isinstance(place, Literal):
        raise ExpressionProblem("jr:choice-name() needs its question in quotes")
    question = parse(place.value)
    if not isinstance(question, Path):
        raise ExpressionProblem("jr:choice-name() needs a question, as '${name}'")
    path = route(question, scope, run_of).path
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
    "boolean": (1, 1, _truth),
    "not": (1, 1, _truth),
    "count": (1, 1, _count),
    "position": (0, 1, _position),
    "last": (0, 0, _last),
    "indexed-repeat": (3, MANY, _first),
    "pulldata": (4, 4, _pulldata),
    "count-non-empty": (1, 1, _count_non_empty),
    "jr:choice-name": (2, 2, _choice_name),
}
"""Functions that need more than the values of their arguments."""


def _reference(tree: Path, scope: Scope) -> Run:
    if scope.columns is not None and tree.start == HERE:
        return column(tree, scope.columns)
    if is_rows(tree):
        found = cells(tree, scope, run_of)
        return lambda state: next(iter(found(state)), "")
    return _leaf(route(tree, scope, run_of), scope).one()


def _leaf(found: Route, scope: Scope) -> Route:
    if found.path not in scope.leaves:
        raise ExpressionProblem(f"“{found.path or scope.root}” is a group and has no value")
    return found


def _many(tree: Tree, scope: Scope) -> Many | None:
    """Return what reads every value of an expression that can lead to several nodes."""
    if isinstance(tree, Call) and tree.name == "indexed-repeat":
        _count_arguments(tree, *PLACED[tree.name][:2])
        return _indexed_repeat(tree, scope)
    if not isinstance(tree, Path) or (scope.columns is not None and tree.start == HERE):
        return None
    if is_rows(tree):
        return cells(tree, scope, run_of)
    found = route(tree, scope, run_of)
    return None if found.single else _leaf(found, scope).values()


def _values(tree: Tree, scope: Scope) -> Many:
    many = _many(tree, scope)
    if many is not None:
        return many
    only = run_of(tree, scope)
    return lambda state: [only(state)]


def _over_sets(work: Callable[[list[Value]], Value], arguments: list[Many]) -> Run:
    return lambda state: work([value for argument in arguments for value in argument(state)])


OVER_SETS: Mapping[str, Callable[[list[Value]], Value]] = {
    "concat": PURE["concat"].run,
    "join": PURE["join"].run,
    "max": lambda values: PURE["max"].run(values) if values else math.nan,
    "min": lambda values: PURE["min"].run(values) if values else math.nan,
    "sum": lambda values: math.fsum(map(number, values)),
}
"""Functions that take every node of a set, not the first alone."""
