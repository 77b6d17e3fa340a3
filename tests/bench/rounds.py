"""Rounds, the load generators, and what else the machine was at meanwhile."""

import os
import re
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROUNDS = 5
MOST_TRIES = 12
OTHERS = 0.12
"""A round in which other processes take more than this share of the cores is dropped."""
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Load:
    """What a generator measured: requests a second, and the slowest in a hundred (ms)."""

    rate: float
    p99: float


def wrk(url: str, script: Path, *, clients: int, seconds: int, **environment: str) -> Load:
    """Run wrk for a bounded time; raises ``AssertionError`` where an answer was not as it should.

    Only ever against this machine.
    """
    assert url.startswith("http://127.0.0.1:"), url
    told = subprocess.run(  # noqa: S603  our own words
        ["wrk", "-t2", f"-c{clients}", f"-d{seconds}s", "--latency", "-s", str(script), url],  # noqa: S607
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=seconds + 60,
    ).stdout
    assert "Non-2xx" not in told, told
    assert "Socket errors" not in told, told
    rate, p99 = (
        re.search(r"Requests/sec:\s+([\d.]+)", told),
        re.search(r"99%\s+([\d.]+)(us|ms|s)", told),
    )
    assert rate is not None, told
    assert p99 is not None, told
    return Load(float(rate[1]), float(p99[1]) * {"us": 0.001, "ms": 1, "s": 1000}[p99[2]])


def pgbench(url: str, script: Path, *, clients: int, seconds: int, **values: int) -> Load:
    """Run a statement as fast as the database alone can; every client on its own connection."""
    program = sorted(Path("/usr/lib/postgresql").glob("*/bin/pgbench"))[-1]
    options = ["-n", f"-c{clients}", "-j2", f"-T{seconds}", "-M", "prepared", "-f", str(script)]
    named = [f"-D{name}={value}" for name, value in values.items()]
    told = subprocess.run(  # noqa: S603  our own words
        [str(program), *options, *named, url],
        capture_output=True,
        text=True,
        check=True,
        timeout=seconds + 60,
    ).stdout
    found = re.search(r"tps = ([\d.]+)", told)
    assert found, told
    assert "number of failed transactions: 0" in told, told
    return Load(float(found[1]), 0.0)


def rounds(once: Callable[[], Load]) -> tuple[Load, int]:
    """Return the medians of five quiet rounds after a warm-up, and how many were dropped."""
    once()
    kept: list[Load] = []
    dropped = 0
    while len(kept) < ROUNDS:
        assert dropped < MOST_TRIES, "the machine is too busy to measure anything"
        before = _Cores.now()
        load = once()
        if _Cores.now().others_since(before) > OTHERS:
            dropped += 1
        else:
            kept.append(load)
    return Load(median(x.rate for x in kept), median(x.p99 for x in kept)), dropped


def fsyncs(folder: Path, seconds: float = 1.0) -> float:
    """Return how often a second this disk puts 8 KB down for good: nothing commits faster."""
    handle, name = tempfile.mkstemp(dir=folder)
    try:
        until, count = time.monotonic() + seconds, 0
        while time.monotonic() < until:
            os.pwrite(handle, b"k" * 8192, 0)
            os.fdatasync(handle)
            count += 1
        return count / seconds
    finally:
        os.close(handle)
        Path(name).unlink()


@dataclass(frozen=True, slots=True)
class _Cores:
    at: float
    busy: float
    ours: float

    @classmethod
    def now(cls) -> "_Cores":
        numbers = [int(n) for n in Path("/proc/stat").read_text().splitlines()[0].split()[1:9]]
        idle = numbers[3] + numbers[4]
        ours = sum(_seconds(pid) for pid in _ours())
        return cls(time.monotonic(), (sum(numbers) - idle) / TICKS, ours)

    def others_since(self, before: "_Cores") -> float:
        cores = (self.at - before.at) * (os.cpu_count() or 1)
        return ((self.busy - before.busy) - (self.ours - before.ours)) / cores


def _ours() -> list[int]:
    """This process, what it started, and PostgreSQL's processes."""
    parents: dict[int, tuple[int, str]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            head, _, rest = (folder / "stat").read_text().rpartition(")")
        except (FileNotFoundError, ProcessLookupError):
            continue
        parents[int(folder.name)] = (int(rest.split()[1]), head.partition("(")[2])
    mine = {os.getpid()}
    for _ in range(5):
        mine |= {pid for pid, (parent, _) in parents.items() if parent in mine}
    return [*mine, *(pid for pid, (_, name) in parents.items() if name == "postgres")]


def _seconds(pid: int) -> float:
    """What a process has used, with those of its children that have ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return sum(map(int, fields[11:15])) / TICKS
