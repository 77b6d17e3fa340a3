"""`make bench`: every hot path beside its raw limit."""

import os
import sys
from pathlib import Path

from tests.bench.environment import prepare
from tests.bench.rounds import fsyncs
from tests.bench.table import show, write

REPORT = Path("var/bench.json").resolve()


def main() -> int:
    """Measure, print, keep; 1 where a bar is not reached."""
    if "KELILING_TEST_POSTGRES" not in os.environ:
        sys.stderr.write("The hot paths are measured on PostgreSQL, which is not installed.\n")
        return 1
    folder = prepare()
    from tests.bench import judging, submit

    rows = [*judging.measure(), *submit.measure(folder)]
    write(rows, REPORT)
    show(rows, fsyncs(Path("/var/tmp")))  # noqa: S108  where the database lies too
    return int(any(row.met is False for row in rows))


if __name__ == "__main__":
    sys.exit(main())
