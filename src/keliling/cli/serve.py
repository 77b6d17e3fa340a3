"""`keliling serve` and `keliling work`."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from types import FrameType

import typer

from keliling.cli.start import say, start_django

MOMENT = 0.5
"""Seconds between two looks at the processes."""
PATIENCE = 10
"""Seconds that a process has to finish what it is at."""


def serve(
    host: str = typer.Option("127.0.0.1", help="Address to listen on."),
    port: int = typer.Option(8000, envvar="PORT", help="Port to listen on."),
    worker: bool = typer.Option(True, help="Also start the worker for background errands."),
) -> None:
    """Serve the site with granian, and the worker beside it."""
    start_django()
    from django.conf import settings
    from django.db import connection

    refuse_unsafe_sqlite()
    refuse_taken_port(host, port)
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    postgres = connection.vendor == "postgresql"
    connection.close()
    commands = [granian(host, port, workers=2 if postgres else 1)]
    if worker:
        commands.append([sys.executable, "-m", "keliling.cli", "work"])
    run_together(commands)


def run_together(commands: Sequence[list[str]]) -> None:
    """Run processes until one of them ends or this one is told to stop; then end them all.

    Exits with 1 where one ended by itself, so that whoever keeps the site up starts it again.
    """
    signal.signal(signal.SIGTERM, _told_to_stop)
    running: list[subprocess.Popen[bytes]] = []
    try:
        running.extend(subprocess.Popen(command) for command in commands)
        while all(process.poll() is None for process in running):
            time.sleep(MOMENT)
    except KeyboardInterrupt:
        say.print("Stopped.")
        return
    finally:
        for process in running:
            process.terminate()
        for process in running:
            _see_out(process)
    sys.exit(1)


def _told_to_stop(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _see_out(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def work() -> None:
    """Carry out the errands that facts left, until told to stop."""
    start_django()
    from keliling.jobs.run import Worker

    Worker().work()


def refuse_unsafe_sqlite() -> None:
    """Leave with a sentence where this SQLite can lose pages to a second process."""
    import sqlite3

    from django.db import connection

    from keliling.config.sqlite import is_affected

    if connection.vendor == "sqlite" and is_affected(sqlite3.sqlite_version_info[:3]):
        say.print(
            f"[bold]SQLite {sqlite3.sqlite_version} can lose data when two processes write.[/bold]"
            " Install pysqlite3 from requirements.lock, or use PostgreSQL."
        )
        sys.exit(1)


def refuse_taken_port(host: str, port: int) -> None:
    """Leave with a sentence where somebody answers there: two sites on one port mix."""
    with socket.socket() as there:
        if there.connect_ex((host, port)) == 0:
            say.print(f"[bold]Port {port} is taken.[/bold] Choose another one: PORT={port + 1}")
            sys.exit(1)


def granian(
    host: str, port: int, *, workers: int, application: str = "keliling.config.wsgi:application"
) -> list[str]:
    """Return the command that serves an application, with as many processes as ``workers``."""
    return [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--host",
        host,
        "--port",
        str(port),
        "--workers",
        str(workers),
        "--blocking-threads",
        os.environ.get("KELILING_THREADS", "4"),
        "--no-ws",
        "--log-level",
        "warning",
        application,
    ]
