"""What is different between two versions of a form, as typed changes; their words come later.

Nothing of a question, its rules or its choices is left out: a form compared with itself
says nothing, and a form with one thing changed says that thing.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from keliling.forms.change import Change, What
from keliling.forms.model import (
    NO_TEXT,
    Expression,
    Form,
    Group,
    Node,
    Offer,
    Question,
    Repeat,
    Slot,
    Span,
    Text,
)
from keliling.forms.paths import generic

ALWAYS = "true()"
_PATH = re.compile(r"/data(?:/[\w.-]+)+")


def changes(before: Form, after: Form) -> tuple[Change, ...]:
    """Return what is different, the form first, then its pages, then question by question."""
    moved = dict(_moved_pages(before, after))
    comparison = _Comparison(moved, {old: new for new, old in moved.items()})
    found = [*_of_form(before, after), *comparison.pages(before, after)]
    found += _of_places(before, after, moved)
    old = {node.path: node for node in before.nodes}
    for node in after.nodes:
        was = old.get(moved.get(node.path, node.path))
        if was is None:
            continue
        label = _name(node.question) if node.question else _page(after, f"{node.path}/")
        found += comparison.rules(was, node, label)
        found += comparison.repeat(was.repeat, node.repeat, (before, after))
        if was.question and node.question:
            found += comparison.question(was.question, node.question)
            found += comparison.settings(before, after, node.question)
    return tuple(found)


def _of_form(before: Form, after: Form) -> Iterator[Change]:
    if dict(before.title.words) != dict(after.title.words):
        yield Change(What.TITLE_REWORDED, before=before.title, after=after.title)
    for what, was, now in (
        (What.NAMING, _read(before.naming), _read(after.naming)),
        (What.STYLE, before.style, after.style),
    ):
        if was != now:
            yield Change(what, before=_plain(was), after=_plain(now))
    yield from _of_languages(before, after)


def _of_languages(before: Form, after: Form) -> Iterator[Change]:
    for language in after.languages:
        if language not in before.languages:
            yield Change(What.LANGUAGE_ADDED, names=(_plain(language),))
    for language in before.languages:
        if language not in after.languages:
            yield Change(What.LANGUAGE_REMOVED, names=(_plain(language),))
    if before.default_language != after.default_language:
        yield Change(
            What.LANGUAGE_FIRST,
            before=_plain(before.default_language),
            after=_plain(after.default_language),
        )


def _moved_pages(before: Form, after: Form) -> Iterator[tuple[str, str]]:
    """Yield new and old path of each question that stands on another page now, all else alike."""
    gone = [q for path, q in before.questions.items() if path not in after.questions]
    come = [q for path, q in after.questions.items() if path not in before.questions]
    for question in come:
        alike = [q for q in gone if _key(q) == _key(question)]
        rivals = [q for q in come if _key(q) == _key(question)]
        if len(alike) == len(rivals) == 1:
            yield question.path, alike[0].path


def _key(question: Question) -> tuple[str, str]:
    return question.path.rpartition("/")[2], question.kind.value


def _of_places(before: Form, after: Form, moved: Mapping[str, str]) -> Iterator[Change]:
    old, new = before.questions, after.questions
    for path, question in new.items():
        if path in moved:
            pages = (_page(before, moved[path]), _page(after, path))
            yield Change(What.MOVED_PAGE, path, _name(question), *pages)
        elif path not in old:
            yield Change(What.ADDED, path, _name(question))
    for path, question in old.items():
        if path not in new and path not in moved.values():
            yield Change(What.REMOVED, path, _name(question))
    for page in after.groups:
        there = [q.path for q in page.questions if q.path in old]
        here = set(there)
        for path in _out_of_order([p for p in old if p in here], there):
            yield Change(What.MOVED, path, _name(new[path]))


@dataclass(frozen=True, slots=True)
class _Comparison:
    """Compares what stands at the same place, or at ``now`` what stood at ``was`` before."""

    was: Mapping[str, str]
    now: Mapping[str, str]

    def pages(self, before: Form, after: Form) -> Iterator[Change]:
        old, new = ({g.path: g for g in form.groups if g.path} for form in (before, after))
        for path, page in new.items():
            if path not in old:
                yield Change(What.PAGE_ADDED, path, page.label)
        for path, page in old.items():
            if path not in new:
                yield Change(What.PAGE_REMOVED, path, page.label)
        for path in _out_of_order([p for p in old if p in new], [p for p in new if p in old]):
            yield Change(What.PAGE_MOVED, path, new[path].label)
        for path in new:
            if path in old:
                yield from self._page(old[path], new[path])

    def _page(self, old: Group, new: Group) -> Iterator[Change]:
        if self._differ(old.label, new.label):
            yield Change(What.PAGE_REWORDED, new.path, new.label, old.label, new.label)
        if old.appearance != new.appearance:
            look = (_plain(old.appearance), _plain(new.appearance))
            yield Change(What.PAGE_LOOK, new.path, new.label, *look)
        if old.label.media != new.label.media:
            yield Change(What.PICTURES, new.path, new.label)

    def repeat(
        self, old: Repeat | None, new: Repeat | None, forms: tuple[Form, Form]
    ) -> Iterator[Change]:
        """Compare how often a group may be there, and what it begins with."""
        there = old or new
        if there is None:
            return
        if old is None or new is None:
            what = What.REPEAT_ADDED if new else What.REPEAT_REMOVED
            yield Change(what, there.path, there.label or _plain(there.path))
            return
        was, now = (_begins(form, there.path) for form in forms)
        rules = (self._moved(_source(old.count)), _source(new.count))
        if rules[0] != rules[1] or old.fixed != new.fixed or was != now:
            words = (_written(old.count), _written(new.count))
            yield Change(What.REPEAT_CHANGED, new.path, new.label or _plain(new.path), *words)
        if old.appearance != new.appearance and not any(
            group.path == new.path for group in forms[1].groups
        ):
            yield Change(What.PAGE_LOOK, new.path, new.label or _plain(new.path))

    def rules(self, old: Node, new: Node, label: Text) -> Iterator[Change]:
        """Compare the rules bound to a question or a page."""
        for (added, removed, changed), was, now in (
            (CONDITION, _source(old.relevant), _source(new.relevant)),
            (RULE, _source(old.constraint), _source(new.constraint)),
            (FILTER, _predicate(old.offer), _predicate(new.offer)),
            (CALCULATION, _source(old.calculate), _source(new.calculate)),
        ):
            if self._moved(was) != now:
                what = added if not was else removed if not now else changed
                yield Change(what, new.path, label, _named(was), _named(now))
        if needed := self._requirement(old.required, new.required):
            words = _written(old.required), _written(new.required)
            yield Change(needed, new.path, label, *words)
        for said, says in (
            (old.required_message, new.required_message),
            (old.constraint_message, new.constraint_message),
        ):
            if self._differ(said, says):
                yield Change(What.MESSAGE, new.path, label, said, says)

    def _requirement(self, old: Expression | None, new: Expression | None) -> What | None:
        was, now = self._moved(_source(old)), _source(new)
        if was == now:
            return None
        if not now:
            return What.NOT_REQUIRED
        if not was or now == ALWAYS:
            return What.REQUIRED
        return What.REQUIRED_IF if was == ALWAYS else What.REQUIRED_OTHERWISE

    def question(self, old: Question, new: Question) -> Iterator[Change]:
        path, label = new.path, _name(new)
        for what, said, says in (
            (What.REWORDED, old.label, new.label),
            (What.HINT, old.hint, new.hint),
            (What.GUIDANCE, old.guidance, new.guidance),
        ):
            if self._differ(said, says):
                yield Change(what, path, label, said, says)
        if _media(old) != _media(new):
            yield Change(What.PICTURES, path, label)
        if old.choices or new.choices:
            yield from self._choices(old, new)
        if old.span != new.span:
            spans = (_span(old.span), _span(new.span))
            yield Change(_range(old.span, new.span), path, label, *spans)
        for what, was, now in (
            (What.KIND, old.kind.value, new.kind.value),
            (What.DEFAULT, old.default, new.default),
            (What.LOOK, old.appearance, new.appearance),
            (What.LOOK, _parameters(old), _parameters(new)),
            (What.FILLED_IN, old.preload, new.preload),
            (_writing(new), self._moved(_flag(old.read_only)), _flag(new.read_only)),
        ):
            if was != now:
                yield Change(what, path, label, _plain(was), _plain(now))

    def _choices(self, old: Question, new: Question) -> Iterator[Change]:
        was, now = ({c.name: c for c in q.choices} for q in (old, new))
        both = [name for name in now if name in was]
        said = [n for n in both if self._differ(was[n].label, now[n].label)]
        sorted_otherwise = [n for n in both if dict(was[n].columns) != dict(now[n].columns)]
        for what, choices in (
            (What.CHOICES_ADDED, [c for name, c in now.items() if name not in was]),
            (What.CHOICES_REMOVED, [c for name, c in was.items() if name not in now]),
            (What.CHOICES_REWORDED, [now[name] for name in said]),
            (What.FILTER_CHANGED, [now[name] for name in sorted_otherwise]),
        ):
            if choices:
                names = tuple(c.label or _plain(c.name) for c in choices)
                yield Change(what, new.path, _name(new), names=names)
        chance = (self._moved(_flag(old.shuffled)), _flag(new.shuffled))
        if [name for name in was if name in now] != both or chance[0] != chance[1]:
            yield Change(What.CHOICES_ORDER, new.path, _name(new))

    def settings(self, before: Form, after: Form, new: Question) -> Iterator[Change]:
        """Compare the values put in as the form begins, or as another answer changes."""
        path = self.was.get(new.path, new.path)
        said = [s for s in before.settings if s.path == path]
        says = [s for s in after.settings if s.path == new.path]
        was = sorted((self.now.get(s.of, s.of), self._moved(_source(s.value)), s.new) for s in said)
        if was != sorted((s.of, _source(s.value), s.new) for s in says):
            words = (_all_read(s.value for s in said), _all_read(s.value for s in says))
            yield Change(What.DEFAULT, new.path, _name(new), *words)

    def _moved(self, source: str) -> str:
        """Write a rule of before with the paths of now."""
        if not self.now:
            return source

        def path(found: re.Match[str]) -> str:
            old = found[0].removeprefix("/data/")
            return f"/data/{self.now.get(old, old)}"

        return _PATH.sub(path, source)

    def _differ(self, said: Text, says: Text) -> bool:
        """Tell whether words are others, apart from where their gaps are filled from."""
        moved = {
            language: tuple(
                Slot(self.now.get(part.path, part.path)) if isinstance(part, Slot) else part
                for part in parts
            )
            for language, parts in said.words.items()
        }
        return moved != dict(says.words)


Names = tuple[What, What, What]
"""What it is called when a rule comes, goes, or is another."""
CONDITION: Names = (What.CONDITION_ADDED, What.CONDITION_REMOVED, What.CONDITION_CHANGED)
RULE: Names = (What.RULE_ADDED, What.RULE_REMOVED, What.RULE_CHANGED)
FILTER: Names = (What.FILTER_ADDED, What.FILTER_REMOVED, What.FILTER_CHANGED)
CALCULATION: Names = (What.CALCULATION, What.CALCULATION, What.CALCULATION)


def _out_of_order(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """Return what has to be taken out so that the rest stands in the old order; the fewest."""
    rank = {path: place for place, path in enumerate(old)}
    rows: list[list[str]] = []
    for path in new:
        longest: list[str] = []
        for row in rows:
            if rank[row[-1]] < rank[path] and len(row) > len(longest):
                longest = row
        rows.append([*longest, path])
    kept = set(max(rows, key=len) if rows else ())
    return [path for path in new if path not in kept]


def _range(old: Span | None, new: Span | None) -> What:
    if old is None or new is None:
        return What.RANGE_CHANGED
    if _inside(new, old):
        return What.RANGE_NARROWER
    return What.RANGE_WIDER if _inside(old, new) else What.RANGE_CHANGED


def _inside(one: Span, other: Span) -> bool:
    """Tell whether every number that ``one`` offers is on offer in ``other``."""
    return not one.step % other.step and other.has(one.start) and other.has(one.end)


def _span(span: Span | None) -> Text:
    return _plain(f"{span.start} … {span.end} ({span.step})") if span else NO_TEXT


def _source(rule: Expression | None) -> str:
    return " ".join(rule.source.split()) if rule else ""


def _predicate(offer: Offer | None) -> str:
    """Return what a choice filter asks, or the path to repeat instances that are the choices."""
    if offer is None:
        return ""
    inside = offer.source.partition("[")[2].rpartition("]")[0]
    return inside if "instance(" in offer.source else offer.source


def _read(rule: Expression | None) -> str:
    """Return a rule as its author wrote it: ``${name}`` for a path."""
    return _names(_source(rule))


def _names(source: str) -> str:
    return _PATH.sub(lambda found: f"${{{found[0].rpartition('/')[2]}}}", source)


def _named(source: str) -> Text:
    return _plain(_names(source))


def _written(rule: Expression | None) -> Text:
    return _named(_source(rule))


def _media(question: Question) -> list[object]:
    """Return the files beside a question's words, and beside those of its choices."""
    texts = (question.label, question.hint, question.guidance)
    return [
        *(dict(text.media) for text in texts),
        {c.name: c.label.media for c in question.choices if c.label.media},
    ]


def _parameters(question: Question) -> str:
    return " ".join(f"{name}={value}" for name, value in sorted(question.parameters.items()))


def _begins(form: Form, repeat: str) -> dict[str, str]:
    """Return how many instances a repeat begins with, and what they hold."""
    inside = f"{repeat}/"
    return {p: v for p, v in form.start.items() if f"{generic(p)}/".startswith(inside)}


def _all_read(rules: Iterable[Expression]) -> Text:
    return _plain("; ".join(map(_read, rules)))


def _writing(question: Question) -> What:
    return What.NOT_READ_ONLY if question.read_only is False else What.READ_ONLY


def _flag(value: bool | Expression) -> str:  # noqa: FBT001  a question's own attribute
    return _source(value) if isinstance(value, Expression) else ALWAYS if value else ""


def _plain(words: str) -> Text:
    """Return words that are the same in every language."""
    return Text({"": (words,)}, "") if words else NO_TEXT


def _name(question: Question) -> Text:
    """Return the words of a question, or its name where it has none."""
    return question.label or _plain(question.path.rpartition("/")[2])


def _page(form: Form, path: str) -> Text:
    above = path.rpartition("/")[0]
    return next((g.label for g in form.groups if g.path == above and g.label), _plain(above))
