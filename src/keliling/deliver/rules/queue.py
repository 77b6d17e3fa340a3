"""Who is called next."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

# domain.md §5: those whom neighbours let go first.
PRIORITIES = ("elderly", "disabled", "pregnant", "bereaved")


class TicketState(StrEnum):
    """A number's way through the day."""

    WAITING = "waiting"
    CALLED = "called"
    SERVED = "served"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A ticket as far as the order depends on it."""

    number: int
    priority: str


def calling_order(waiting: Iterable[Waiting]) -> list[Waiting]:
    """Order the queue: every second call may go to somebody with a priority.

    So that on a day with many elderly people the others are not left to wait until noon.
    """
    tickets = list(waiting)
    first = sorted((t for t in tickets if t.priority), key=lambda t: t.number)
    rest = sorted((t for t in tickets if not t.priority), key=lambda t: t.number)
    order: list[Waiting] = []
    while first or rest:
        if first:
            order.append(first.pop(0))
        if rest:
            order.append(rest.pop(0))
    return order
