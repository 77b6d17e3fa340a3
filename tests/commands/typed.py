"""The `keliling` command in a process of its own, on the database of the test."""

import os
import subprocess
import sys

from tests.served import database_url


def keliling(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Type a command and wait for it."""
    return subprocess.run(  # noqa: S603  a test's own words
        [sys.executable, "-m", "keliling.cli", *words],
        env=os.environ | {"DATABASE_URL": database_url()} | more,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
