"""`keliling serve` and `keliling work`."""

import os
import subprocess
import sys

import typer

from keliling.cli.start import say, start_django


def serve(
    host: str = typer.Option("127.0.0.1", help="Address to listen on."),
    port: int = typer.Option(8000, envvar="PORT", help="Port to listen on."),
    worker: bool = typer.Option(True, help="Also start the worker for background errands."),
) -> None:
    """Serve the site with granian, and the worker beside it."""
    start_django()
    from django.db import connection

    refuse_unsafe_sqlite()
    postgres = connection.vendor == "postgresql"
    connection.close()
    beside = subprocess.Popen([sys.executable, "-m", "keliling.cli", "work"]) if worker else None
    try:
        subprocess.run(_granian(host, port, workers=2 if postgres else 1), check=False)
    except KeyboardInterrupt:
        say.print("Stopped.")
    finally:
        if beside:
            beside.terminate()
            beside.wait(timeout=10)


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


def _granian(host: str, port: int, *, workers: int) -> list[str]:
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
        "keliling.config.wsgi:application",
    ]
