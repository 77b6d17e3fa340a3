"""The nodes of an instance as flat answers, each repeat instance under its number."""

from collections.abc import Collection

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
    waiting: list[tuple[Element, str]] = [(root, "")]
    while waiting:
        parent, above = waiting.pop()
        numbers: dict[str, int] = {}
        for child in parent:
            name = local(child)
            if (not above and name == "meta") or child.get(TEMPLATE) is not None:
                continue
            path = f"{above}/{name}" if above else name
            if generic(path) in repeats:
                numbers[path] = numbers.get(path, 0) + 1
                answers[path] = str(numbers[path])
                path = f"{path}[{numbers[path]}]"
            if path in seen:
                raise InstanceProblem(f"{path} is there twice")
            seen.add(path)
            if len(seen) > MOST:
                raise InstanceProblem(f"the instance has more than {MOST} nodes")
            _take(child, path, answers, waiting)
    return answers


def _take(
    child: Element, path: str, answers: dict[str, str], waiting: list[tuple[Element, str]]
) -> None:
    text = child.text or ""
    if not len(child):
        if text:
            answers[path] = text
        return
    if text.strip() or any((inner.tail or "").strip() for inner in child):
        raise InstanceProblem(f"{path} holds both text and nodes")
    waiting.append((child, path))
