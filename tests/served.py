"""The site as a user has it: granian and the worker in processes of their own."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlencode

from django.db import connection
from django.test import Client

from keliling.people.models import Person

PATIENCE = 40
"""Seconds that a start may take."""
CSRF = "k" * 32
KELILING = [sys.executable, "-m", "keliling.cli", "serve"]


def free_port() -> int:
    """Return a port of this machine on which nobody listens."""
    with socket.socket() as there:
        there.bind(("127.0.0.1", 0))
        return int(there.getsockname()[1])


def database_url() -> str:
    """Name the database this process uses, for one beside it."""
    at = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite://{at['NAME']}"
    return f"postgresql://{at['USER']}@{at['HOST']}:{at['PORT']}/{at['NAME']}"


class Served:
    """The site on a free port of this machine, on the database this process uses.

    ``command`` serves something else in its place, on the port that it is given.
    """

    def __init__(self, command: Callable[[int], list[str]] | None = None, **more: str) -> None:
        self.port = free_port()
        self.command = command(self.port) if command else KELILING
        self.process: subprocess.Popen[bytes] | None = None
        self.environment = os.environ | {"DATABASE_URL": database_url(), "PORT": str(self.port)}
        self.environment |= more

    def __enter__(self) -> Self:
        """Start."""
        self.start()
        return self

    def __exit__(self, *_why: object) -> None:
        """Leave nothing running."""
        self.kill()

    @property
    def address(self) -> str:
        """Where it is served."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start, and return once it answers."""
        self.process = subprocess.Popen(  # noqa: S603  our own words
            self.command,
            env=self.environment,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if self._answers():
                return
            time.sleep(0.1)
        message = "the site did not start"
        raise TimeoutError(message)

    def _answers(self) -> bool:
        with suppress(OSError, http.client.HTTPException), closing(Caller(self.port)) as caller:
            return caller.get("/bantuan/").status < http.client.INTERNAL_SERVER_ERROR
        return False

    def kill(self) -> None:
        """Take the power away: every process of it ends at once, unasked."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def stop(self) -> int:
        """Ask it to stop; returns how it ended."""
        assert self.process is not None
        self.process.terminate()
        return self.process.wait(timeout=PATIENCE)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a page answered."""

    status: int
    location: str
    body: str


class Caller:
    """A client of the served site, signed in or not, on a connection that it keeps."""

    def __init__(self, port: int, person: Person | None = None) -> None:
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.cookies = f"csrftoken={CSRF}"
        if person is not None:
            browser = Client()
            browser.force_login(person)
            self.cookies += f"; sessionid={browser.cookies['sessionid'].value}"

    def get(self, path: str) -> Answer:
        """Ask for a page."""
        return self._send("GET", path, None)

    def post(self, path: str, values: Mapping[str, object]) -> Answer:
        """Send a form; raises ``OSError`` or ``HTTPException`` where nobody answers."""
        return self._send("POST", path, urlencode({"csrfmiddlewaretoken": CSRF, **values}))

    def close(self) -> None:
        """Hang up."""
        self.line.close()

    def _send(self, method: str, path: str, body: str | None) -> Answer:
        headers = {"Cookie": self.cookies, "Content-Type": "application/x-www-form-urlencoded"}
        try:
            self.line.request(method, path, body, headers)
            answer = self.line.getresponse()
            text = answer.read().decode()
        except BaseException:
            self.line.close()
            raise
        return Answer(answer.status, answer.getheader("Location", ""), text)
