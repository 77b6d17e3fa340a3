"""The worker: carry out errands as they come due, and go the rounds."""

import logging
import signal
import time
from datetime import datetime, timedelta
from types import FrameType

from django.db import close_old_connections
from django.utils import timezone

from keliling.jobs.follow import HANDLERS
from keliling.jobs.rounds import every_minute
from keliling.record.acts.errands import finish_errand, lease_errand, put_off_errand
from keliling.record.queries import Errand

log = logging.getLogger("keliling.jobs")
ROUND = timedelta(minutes=1)
REST = 1.0


class Worker:
    """One process that works until it is told to stop."""

    def __init__(self) -> None:
        self.stopping = False
        self.next_round = datetime.min.replace(tzinfo=timezone.get_current_timezone())

    def stop(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        """Finish the errand in hand and leave."""
        self.stopping = True

    def work(self) -> None:
        """Work until told to stop."""
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        while not self.stopping:
            close_old_connections()
            if not self.step(timezone.now()):
                time.sleep(REST)

    def step(self, now: datetime) -> bool:
        """Do what is due; false if nothing was."""
        if now >= self.next_round:
            self.next_round = now + ROUND
            every_minute(now)
        errand = lease_errand(now=now)
        if errand is None:
            return False
        carry_out(errand, now)
        return True


def carry_out(errand: Errand, now: datetime) -> None:
    """Run one errand's handler; a failure is put off, and its kind kept, never its text."""
    try:
        HANDLERS[errand.handler](errand)
    except Exception as problem:  # noqa: BLE001  any handler's failure means: try again later
        log.warning("errand %s failed: %s", errand.pk, type(problem).__name__)
        put_off_errand(errand, problem=type(problem).__name__, now=now)
    else:
        finish_errand(errand)


def drain(now: datetime) -> int:
    """Carry out everything that is due at ``now``; returns how many errands that was."""
    done = 0
    while (errand := lease_errand(now=now)) is not None:
        carry_out(errand, now)
        done += 1
    return done
