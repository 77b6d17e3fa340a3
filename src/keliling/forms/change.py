"""What can be different between two versions of a form: typed, without words of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from keliling.forms.model import NO_TEXT, Text


class What(StrEnum):
    """What changed."""

    TITLE_REWORDED = "title_reworded"
    LANGUAGE_ADDED = "language_added"
    LANGUAGE_REMOVED = "language_removed"
    LANGUAGE_FIRST = "language_first"
    NAMING = "naming"
    STYLE = "style"
    PAGE_ADDED = "page_added"
    PAGE_REMOVED = "page_removed"
    PAGE_REWORDED = "page_reworded"
    PAGE_MOVED = "page_moved"
    PAGE_LOOK = "page_look"
    REPEAT_ADDED = "repeat_added"
    REPEAT_REMOVED = "repeat_removed"
    REPEAT_CHANGED = "repeat_changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    MOVED_PAGE = "moved_page"
    REWORDED = "reworded"
    HINT = "hint"
    GUIDANCE = "guidance"
    PICTURES = "pictures"
    MESSAGE = "message"
    KIND = "kind"
    REQUIRED = "required"
    REQUIRED_IF = "required_if"
    NOT_REQUIRED = "not_required"
    REQUIRED_OTHERWISE = "required_otherwise"
    RULE_ADDED = "rule_added"
    RULE_REMOVED = "rule_removed"
    RULE_CHANGED = "rule_changed"
    CONDITION_ADDED = "condition_added"
    CONDITION_REMOVED = "condition_removed"
    CONDITION_CHANGED = "condition_changed"
    CHOICES_ADDED = "choices_added"
    CHOICES_REMOVED = "choices_removed"
    CHOICES_REWORDED = "choices_reworded"
    CHOICES_ORDER = "choices_order"
    FILTER_ADDED = "filter_added"
    FILTER_REMOVED = "filter_removed"
    FILTER_CHANGED = "filter_changed"
    RANGE_NARROWER = "range_narrower"
    RANGE_WIDER = "range_wider"
    RANGE_CHANGED = "range_changed"
    CALCULATION = "calculation"
    DEFAULT = "default"
    READ_ONLY = "read_only"
    NOT_READ_ONLY = "not_read_only"
    LOOK = "look"
    FILLED_IN = "filled_in"
    FILES_ADDED = "files_added"
    FILES_REMOVED = "files_removed"
    FILES_CHANGED = "files_changed"


class Sense(StrEnum):
    """Whether a change asks more of people or less."""

    STRICTER = "stricter"
    LAXER = "laxer"


SENSES: Mapping[What, Sense] = {
    What.REQUIRED: Sense.STRICTER,
    What.REQUIRED_IF: Sense.LAXER,
    What.NOT_REQUIRED: Sense.LAXER,
    What.RULE_ADDED: Sense.STRICTER,
    What.RULE_REMOVED: Sense.LAXER,
    What.CHOICES_ADDED: Sense.LAXER,
    What.CHOICES_REMOVED: Sense.STRICTER,
    What.FILTER_ADDED: Sense.STRICTER,
    What.FILTER_REMOVED: Sense.LAXER,
    What.RANGE_NARROWER: Sense.STRICTER,
    What.RANGE_WIDER: Sense.LAXER,
    What.READ_ONLY: Sense.STRICTER,
    What.NOT_READ_ONLY: Sense.LAXER,
}
"""Changes that are neither are not here: another rule may be both."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is different. ``path`` is a question's or a page's; empty for the form.

    ``label`` are the words by which people know it. ``before`` and ``after`` are what was
    written: words in the form's languages, or a rule as its author wrote it.
    """

    what: What
    path: str = ""
    label: Text = NO_TEXT
    before: Text = NO_TEXT
    after: Text = NO_TEXT
    names: tuple[Text, ...] = ()
    """The choices added, removed or reworded; languages by their codes; files."""

    @property
    def sense(self) -> Sense | None:
        """Whether it asks more or less; none when it is neither or may be both."""
        return SENSES.get(self.what)


def changed_files(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[Change, ...]:
    """Return what is different between the files beside two forms: names with their hashes."""
    found = {
        What.FILES_ADDED: [name for name in after if name not in before],
        What.FILES_REMOVED: [name for name in before if name not in after],
        What.FILES_CHANGED: [n for n in after if n in before and before[n] != after[n]],
    }
    return tuple(
        Change(what, names=tuple(Text({"": (name,)}, "") for name in sorted(names)))
        for what, names in found.items()
        if names
    )
