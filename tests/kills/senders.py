"""Residents who press "send" again and again until the site says that it has their file."""

import http.client
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from django.urls import reverse

from keliling.people.models import Person
from tests import cast_files
from tests.cast import World
from tests.served import Caller


@dataclass
class Load:
    """What the senders have seen so far."""

    acknowledged: list[UUID] = field(default_factory=list)
    unanswered: int = 0
    strange: list[int] = field(default_factory=list)
    moved: threading.Condition = field(default_factory=threading.Condition)
    ended: bool = False

    def see(self, file: UUID, status: int | None) -> bool:
        """Keep one answer; true if the file is acknowledged."""
        with self.moved:
            if status is None:
                self.unanswered += 1
            elif status == http.client.SEE_OTHER:
                self.acknowledged.append(file)
            else:
                self.strange.append(status)
            self.moved.notify_all()
        return status == http.client.SEE_OTHER

    def wait_for(self, count: int) -> None:
        """Return once so many are acknowledged; raises ``AssertionError`` where they are not."""
        with self.moved:
            enough = self.moved.wait_for(
                lambda: self.strange or len(self.acknowledged) >= count, timeout=60
            )
        if self.strange or not enough:
            message = f"{len(self.acknowledged)} of {count} acknowledged, and {self.strange}"
            raise AssertionError(message)


class Sender(threading.Thread):
    """One resident with a pile of files to send."""

    def __init__(self, port: int, person: Person, files: list[UUID], load: Load) -> None:
        super().__init__()
        self.caller, self.files, self.load = Caller(port, person), files, load

    def run(self) -> None:
        """Send each until it is acknowledged, or until the load ends."""
        for file in self.files:
            while not self.load.ended and not self.load.see(file, self._send(file)):
                time.sleep(0.05)
        self.caller.close()

    def _send(self, file: UUID) -> int | None:
        try:
            return self.caller.post(reverse("summary", args=[file]), {"version": 1}).status
        except (OSError, http.client.HTTPException):
            return None


def senders(world: World, count: int, each: int, port: int) -> Iterator[Sender]:
    """Let residents in, each with complete drafts; they share what they see."""
    load = Load()
    for person, files in cast_files.piles(world, count, each):
        yield Sender(port, person, files, load)
