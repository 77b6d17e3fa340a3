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


def calling_order(waiting: Iterable[Waiting], *, after_priority: bool) -> list[Waiting]:
    """Order the queue: every second call may go to somebody with a priority.

    So that on a day with many elderly people the others are not left to wait until noon.
    ``after_priority`` tells whether the call before went to a priority.
    """
    tickets = sorted(waiting, key=lambda ticket: ticket.number)
    lines = {
        True: [ticket for ticket in tickets if ticket.priority],
        False: [ticket for ticket in tickets if not ticket.priority],
    }
    order: list[Waiting] = []
    turn = not after_priority
    while lines[True] or lines[False]:
        line = lines[turn] or lines[not turn]
        order.append(line.pop(0))
        turn = not turn
    return order
