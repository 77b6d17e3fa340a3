"""What a confirm page asks before an act that cannot be undone."""

from dataclasses import dataclass

SURE = "sure"
"""The field with which the page's button answers yes."""


@dataclass(frozen=True, slots=True)
class Question:
    """What happens, who hears of it, whether it can be undone."""

    title: str
    happens: str
    hears: str
    undo: str
    yes: str
