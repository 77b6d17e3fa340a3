"""Many clients at once, let go by one barrier."""

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.db import connection

from keliling.kernel.refusal import Conflict, Refused

CLIENTS = 64


@dataclass
class Result:
    """What came back: how often it worked, how often each reason, and anything unforeseen."""

    done: int = 0
    lost: Counter[str] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)


def at_once(acts: Sequence[Callable[[], object]]) -> Result:
    """Run every act in a thread of its own, all let go together, each on its connection."""
    result, lock = Result(), threading.Lock()
    barrier = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        connection.ensure_connection()
        barrier.wait(timeout=30)
        try:
            act()
        except Refused as refused:
            with lock:
                result.lost[refused.reason] += 1
                result.statuses[refused.status] += 1
                if not isinstance(refused, Conflict):
                    result.broken.append(repr(refused))
        except Exception as problem:  # noqa: BLE001  what must never come
            with lock:
                result.broken.append(repr(problem))
        else:
            with lock:
                result.done += 1
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return result
