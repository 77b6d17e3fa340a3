"""What an expression reads from secondary instances: ``instance('x')/root/item[…]/column``."""

from collections.abc import Callable, Mapping, Sequence

from keliling.forms.model import State, Value
from keliling.forms.problems import ExpressionProblem
from keliling.forms.scope import Compile, Run, Scope, fulfilling
from keliling.forms.values import string
from keliling.forms.xpath import Call, Literal, Path, Tree

Rows = Sequence[Mapping[str, str]]


def is_rows(tree: Tree) -> bool:
    """Tell whether a path starts from a secondary instance."""
    return isinstance(tree, Path) and isinstance(tree.start, Call) and tree.start.name == "instance"


def list_of(tree: Path) -> str:
    """Return the name in ``instance('name')``; raises ``ExpressionProblem``."""
    call = tree.start
    if isinstance(call, Call) and len(call.arguments) == 1:
        name = call.arguments[0]
        if isinstance(name, Literal):
            return name.value
    raise ExpressionProblem("instance() needs the name of a list in quotes")


def named(name: str, scope: Scope) -> list[dict[str, str]]:
    """Return the rows of a secondary instance; raises ``ExpressionProblem``."""
    if name not in scope.lists:
        raise ExpressionProblem(f"there is no list “{name}”")
    return scope.lists[name]


def columns_of(rows: Rows) -> frozenset[str]:
    """Return the columns that any row has."""
    return frozenset(name for row in rows for name in row)


def chosen(tree: Path, scope: Scope, compile_: Compile) -> Callable[[State], Rows]:
    """Return what finds the rows of ``instance('x')/root/item[…]``."""
    return scope.once(tree, lambda: _chosen(tree, scope, compile_))


def _chosen(tree: Path, scope: Scope, compile_: Compile) -> Callable[[State], Rows]:
    rows = named(list_of(tree), scope)
    names = [step.name for step in tree.steps[:2]]
    if len(names) < 2 or names[0] != "root" or any(step.predicates for step in tree.steps[:1]):
        raise ExpressionProblem("a list is read as instance('name')/root/item")
    inner = scope.inside(scope.here, columns_of(rows))
    rules = [compile_(rule, inner) for rule in tree.steps[1].predicates]
    return lambda state: fulfilling(rows, rules, state, _stand_at)


def _stand_at(row: Mapping[str, str], state: State) -> None:
    state.item = row


def cells(tree: Path, scope: Scope, compile_: Compile) -> Callable[[State], list[Value]]:
    """Return what reads one column of the rows that a path chooses."""
    find = chosen(tree, scope, compile_)
    rest = tree.steps[2:]
    if not rest:
        return lambda state: ["" for _ in find(state)]
    if len(rest) > 1 or rest[0].predicates:
        raise ExpressionProblem("a list has columns, and nothing below them")
    column = rest[0].name
    rows = named(list_of(tree), scope)
    if rows and column not in columns_of(rows):
        raise ExpressionProblem(f"the list has no column “{column}”")
    return lambda state: [row[column] for row in find(state) if column in row]


def pulled(tree: Call, scope: Scope, compile_: Compile) -> Run:
    """``pulldata(instance, column, key column, key)``: the column of the first row that fits."""
    words = [argument.value for argument in tree.arguments[:3] if isinstance(argument, Literal)]
    if len(words) != 3:
        raise ExpressionProblem("pulldata() needs its file and its columns in quotes")
    rows = named(words[0], scope)
    for column in words[1:]:
        if rows and column not in columns_of(rows):
            raise ExpressionProblem(f"the list “{words[0]}” has no column “{column}”")
    index: dict[str, str] = {}
    for row in rows:
        index.setdefault(row.get(words[2], ""), row.get(words[1], ""))
    key = compile_(tree.arguments[3], scope)
    return lambda state: index.get(string(key(state)), "")


def column(tree: Path, columns: frozenset[str]) -> Run:
    """Return what reads one column of the row at hand."""
    names = [step.name for step in tree.steps if step.name != "."]
    if len(names) != 1 or any(step.predicates for step in tree.steps):
        raise ExpressionProblem("inside a choice filter, name one column of the choices")
    name = names[0]
    if name not in columns:
        raise ExpressionProblem(f"the choices have no column “{name}”")
    return lambda state: state.item.get(name, "")
