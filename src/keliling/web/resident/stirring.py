"""Which answers of a page change what else is on it, so that only those are sent at once."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from keliling.forms import Expression, Form, Question, Text, generic
from keliling.forms.model import Node, Slot
from keliling.web.resident.pages import Page


def stirring(form: Form, page: Page) -> frozenset[str]:
    """Return the form's paths of a page's questions that others on it look at, near or far."""
    return _stirring(form, tuple(generic(question.path) for question in page.questions))


@lru_cache(maxsize=512)
def _stirring(form: Form, here: tuple[str, ...]) -> frozenset[str]:
    seen: set[str] = set()
    left = {read for path in here for read in _looks_at(form.questions[path], form.by_path)}
    while left:
        path = left.pop()
        if path not in seen:
            seen.add(path)
            left |= set(_follows_from(path, form.by_path)) - seen
    moved = {setting.of for setting in form.settings if setting.path in here}
    return frozenset((seen | moved) & set(here))


def _looks_at(question: Question, nodes: Mapping[str, Node]) -> Iterator[str]:
    """Yield what decides how a question is shown: its rules, its choices, its words."""
    yield from _follows_from(question.path, nodes)
    node = nodes[question.path]
    for rule in (node.required, question.read_only):
        if isinstance(rule, Expression):
            yield from rule.reads
    if node.offer is not None:
        yield from node.offer.reads
    texts = [question.label, question.hint, *(choice.label for choice in question.choices[:1])]
    yield from (path for text in texts for path in _slots(text))


def _follows_from(path: str, nodes: Mapping[str, Node]) -> Iterator[str]:
    node = nodes.get(path)
    if node is None:
        return
    if node.calculate is not None:
        yield from node.calculate.reads
    while node is not None:
        if node.relevant is not None:
            yield from node.relevant.reads
        node = nodes.get(node.parent) if node.parent else None


def _slots(text: Text) -> Iterator[str]:
    for parts in text.words.values():
        yield from (part.path for part in parts if isinstance(part, Slot))
