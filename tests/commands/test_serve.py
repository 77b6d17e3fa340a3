"""`keliling serve`: it answers, and when told to stop it takes its processes along."""

import os
import signal
import socket
from pathlib import Path

import pytest

from tests.commands.typed import keliling
from tests.served import Served


def members(group: int) -> list[int]:
    """Return the processes of a group."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if os.getpgid(int(folder.name)) == group and "Z" not in state(folder):
                found.append(int(folder.name))
        except (ProcessLookupError, FileNotFoundError):
            continue
    return sorted(found)


def state(folder: Path) -> str:
    return (folder / "stat").read_text().rsplit(")", 1)[1].split()[0]


@pytest.mark.django_db(transaction=True)
def test_told_to_stop_it_leaves_no_process() -> None:
    with Served() as site:
        assert site.process is not None
        group = site.process.pid
        assert len(members(group)) > 2
        assert site.stop() == 0
        assert members(group) == []


@pytest.mark.django_db(transaction=True)
def test_where_one_process_ends_the_rest_follow_and_the_command_says_so() -> None:
    with Served() as site:
        assert site.process is not None
        group = site.process.pid
        worker = next(
            pid
            for pid in members(group)
            if Path(f"/proc/{pid}/cmdline").read_bytes().endswith(b"\0work\0")
        )
        os.kill(worker, signal.SIGKILL)
        assert site.process.wait(timeout=30) == 1
        assert members(group) == []


@pytest.mark.django_db(transaction=True)
def test_a_port_that_is_taken_is_said_to_be_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        told = keliling("serve", PORT=str(port))
    assert told.returncode == 1
    assert f"Port {port} is taken" in told.stderr
