"""Paths of answers: ``household/member[2]/name`` is the second member's name.

A question's own path has no numbers; an answer's path has one behind each repeat. The number
of instances of a repeat is kept as an answer too, under the repeat's path without its last
number: ``household/member`` is ``"2"``.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

MOST_INSTANCES = 500
"""Instances that one repeat may have below one place."""

Here = tuple[str, ...]
"""The repeat instances around a node, outermost first: ``("a[2]", "a[2]/b[1]")``."""

_NUMBER = re.compile(r"\[\d+\]")
_INSTANCE = re.compile(r"\[(\d{1,9})\](?=/|\Z)")


def generic(path: str) -> str:
    """Return the path without the numbers of repeat instances."""
    return _NUMBER.sub("", path) if "[" in path else path


def here_of(path: str) -> Here:
    """Return the repeat instances around (and at) a path."""
    if "[" not in path:
        return ()
    return tuple(path[: found.end()] for found in _INSTANCE.finditer(path))


def number_of(instance: str) -> int:
    """Return the number at the end of a repeat instance's path, 1 where there is none."""
    return int(instance[instance.rindex("[") + 1 : -1]) if instance.endswith("]") else 1


def placed(path: str, at: str) -> str:
    """Return a question's path as it is seen from an answer's path.

    ``member/name`` seen from ``member[2]/pet[1]/kind`` is ``member[2]/name``.
    """
    best = path
    for instance in here_of(at):
        around = generic(instance)
        if is_around(around, path):
            best = instance + path[len(around) :]
    return best


def counts_of(answers: Mapping[str, str], repeats: Collection[str]) -> dict[str, int]:
    """Return how many instances each repeat has: as is said, else up to the highest answered.

    A number beyond all measure counts as one too many.
    """
    if not repeats:
        return {}
    counts: dict[str, int] = {}
    for path in answers:
        for found in _INSTANCE.finditer(path):
            repeat = path[: found.start()]
            counts[repeat] = max(counts.get(repeat, 0), int(found[1]))
    said = {path: text for path, text in answers.items() if generic(path) in repeats}
    counts |= {path: int(text) for path, text in said.items() if is_count(text)}
    return {path: min(count, MOST_INSTANCES + 1) for path, count in counts.items()}


def is_inside(path: str, counts: Mapping[str, int], repeats: Collection[str]) -> bool:
    """Tell whether every repeat instance that a path goes through is there."""
    return all(
        generic(instance) in repeats
        and instance.endswith(f"[{number_of(instance)}]")
        and 1 <= number_of(instance) <= counts.get(instance[: instance.rindex("[")], 0)
        for instance in here_of(path)
    )


def is_count(text: str) -> bool:
    """Tell whether a text can be a number of instances."""
    return text.isascii() and text.isdigit() and len(text) < 16


def one_less(answers: Mapping[str, str], instance: str) -> dict[str, str]:
    """Return the answers without one repeat instance; those behind it move up."""
    repeat, gone = instance[: instance.rindex("[")], number_of(instance)
    kept: dict[str, str] = {}
    for path, text in answers.items():
        moved = _moved(path, repeat, gone)
        if moved:
            kept[moved] = text
    count = counts_of(answers, {generic(repeat)}).get(repeat, 0)
    return kept | {repeat: str(max(count - 1, 0))}


def _moved(path: str, repeat: str, gone: int) -> str:
    if not path.startswith(f"{repeat}["):
        return path
    number, _, tail = path[len(repeat) + 1 :].partition("]")
    if not is_count(number) or int(number) < gone:
        return path
    return "" if int(number) == gone else f"{repeat}[{int(number) - 1}]{tail}"


def enclosing(path: str, repeats: Iterable[str]) -> list[str]:
    """Return the repeats around and at a question's path, outermost first."""
    return sorted((repeat for repeat in repeats if is_around(repeat, path)), key=len)


def is_around(above: str, path: str) -> bool:
    """Tell whether a node stands around another, or is the same."""
    return path == above or path.startswith(f"{above}/")


def instances(repeat: str, counts: Mapping[str, int]) -> Iterator[str]:
    """Yield the instances of a repeat below one place."""
    for number in range(1, counts.get(repeat, 0) + 1):
        yield f"{repeat}[{number}]"
