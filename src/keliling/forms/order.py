"""The order in which the nodes of a form can be worked out, and which stand below which."""

from collections.abc import Iterable, Mapping
from graphlib import CycleError, TopologicalSorter
from types import MappingProxyType

from keliling.forms.model import Node


class Circle(Exception):
    """Rules that wait for each other; ``what`` is the rule of the node at ``path``."""

    def __init__(self, path: str, what: str, around: Iterable[str]) -> None:
        super().__init__("the rules go in a circle: " + " → ".join(around))
        self.path = path
        self.what = what


def in_order(nodes: tuple[Node, ...]) -> tuple[tuple[Node, ...], bool]:
    """Sort so that each node follows what its relevance and its value look at.

    What is looked at across the instances of a repeat may lead back to the node: then order
    is not enough, which is the second thing returned. Raises ``Circle``.
    """
    by_path = {node.path: node for node in nodes}
    try:
        return tuple(by_path[path] for path in _sorted(nodes, loose=True)), False
    except CycleError:
        pass
    try:
        return tuple(by_path[path] for path in _sorted(nodes, loose=False)), True
    except CycleError as problem:
        around = problem.args[1]
        what = "calculate" if by_path[around[0]].calculate else "relevant"
        raise Circle(around[0], what, around) from problem


def children_of(nodes: Iterable[Node]) -> Mapping[str, tuple[Node, ...]]:
    """Return the nodes below each group, by its path; the root has the empty one."""
    below: dict[str, list[Node]] = {"": []}
    for node in nodes:
        below.setdefault(node.parent, []).append(node)
        if node.question is None:
            below.setdefault(node.path, [])
    return MappingProxyType({path: tuple(inside) for path, inside in below.items()})


def _sorted(nodes: Iterable[Node], *, loose: bool) -> list[str]:
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for node in nodes:
        rules = (node.relevant, node.calculate, node.repeat.count if node.repeat else None)
        reads = {path for rule in rules if rule for path in rule.reads}
        if loose:
            reads |= {path for rule in rules if rule for path in rule.loose}
        sorter.add(node.path, *sorted(reads), *([node.parent] if node.parent else []))
    return list(sorter.static_order())
