"""The nodes of an instance as flat answers, each repeat instance under its number."""

from collections.abc import Collection, Iterator

from keliling.forms.paths import generic
from keliling.forms.problems import InstanceProblem
from keliling.forms.safe_xml import JR, Element, local

MOST = 100_000
"""Nodes of an instance that will be read."""
TEMPLATE = f"{JR}template"


def flat(root: Element, repeats: Collection[str]) -> dict[str, str]:
    """Return the answers below a node without the blank ones, and how many instances there are.

    Templates of repeats and ``meta`` are left out. Raises ``InstanceProblem`` for a node that
    is there twice and is no repeat, for text beside nodes, and for too many nodes.
    """
    answers: dict[str, str] = {}
    seen: set[str] = set()
    waiting: list[tuple[Iterator[Element], str, dict[str, int]]] = [(iter(root), "", {})]
    while waiting:
        children, above, numbers = waiting[-1]
        child = next(children, None)
        if child is None:
            waiting.pop()
            continue
        name = local(child)
        if (not above and name == "meta") or child.get(TEMPLATE) is not None:
            continue
        path = f"{above}/{name}" if above else name
        if generic(path) in repeats:
            numbers[path] = numbers.get(path, 0) + 1
            answers[path] = str(numbers[path])
            path = f"{path}[{numbers[path]}]"
        _check_once(path, seen)
        if len(child):
            _check_words(child, path)
            waiting.append((iter(child), path, {}))
        elif child.text:
            answers[path] = child.text
    return answers


def _check_once(path: str, seen: set[str]) -> None:
    if path in seen:
        raise InstanceProblem(f"{path} is there twice")
    seen.add(path)
    if len(seen) > MOST:
        raise InstanceProblem(f"the instance has more than {MOST} nodes")


def _check_words(parent: Element, path: str) -> None:
    between = [parent.text, *(child.tail for child in parent)]
    if any((text or "").strip() for text in between):
        raise InstanceProblem(f"{path} holds both text and nodes")
