"""Read files in a process that may take no more than 256 MB, and say how each ended.

``python -m tests.rules.forms.bounded KIND FILE…`` prints one line of JSON a file.
"""

import json
import os
import resource
import sys
import time
from pathlib import Path

from keliling.forms import (
    FormProblem,
    InstanceProblem,
    begin,
    from_instance,
    judge,
    read_bytes,
    read_markdown,
    read_xform,
)
from keliling.forms.patterns import read_pattern
from keliling.forms.problems import ExpressionProblem
from keliling.forms.xpath import parse
from tests.rules.forms.paper import NOW, asked, form

MEMORY = 256 * 2**20


def _form(text: str) -> None:
    read = read_markdown(text)
    judge(read, begin(read, now=NOW), now=NOW)


def _instance(raw: bytes) -> None:
    source = form(asked("text", "name"), asked("integer", "age"))
    judge(source, from_instance(source, raw), now=NOW)


READERS = {
    "markdown": lambda raw: _form(raw.decode()),
    "xform": lambda raw: read_xform(raw.decode("utf-8", "replace")),
    "instance": _instance,
    "xlsx": lambda raw: read_bytes(raw, ".xlsx"),
    "xls": lambda raw: read_bytes(raw, ".xls"),
    "expression": lambda raw: parse(raw.decode()),
    "pattern": lambda raw: read_pattern(raw.decode()).fits("a" * 5_000 + "!"),
}
REFUSALS = (FormProblem, InstanceProblem, ExpressionProblem)


def _told(kind: str, raw: bytes) -> dict[str, object]:
    taken = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (taken + MEMORY, taken + MEMORY))
    start = time.process_time()
    ended, words = "read", ""
    try:
        READERS[kind](raw)
    except REFUSALS as refused:
        ended, words = "refused", str(refused)
    except BaseException as broken:  # noqa: BLE001  what else it may be is what is asked
        ended, words = type(broken).__name__, str(broken)
    used = time.process_time() - start
    return {"ended": ended, "words": words[:2_000], "seconds": round(used, 2)}


def main(kind: str, files: list[str]) -> None:
    """Read each file in a child of its own."""
    _form("## survey\n| type | name | label |\n| text | q | Q |\n")
    for file in files:
        raw = Path(file).read_bytes()
        sys.stdout.flush()
        if os.fork() == 0:
            print(json.dumps(_told(kind, raw)), flush=True)  # noqa: T201  read by the test
            os._exit(0)
        _, status = os.wait()
        if status:
            print(json.dumps({"ended": f"killed, {status}", "words": "", "seconds": 0}))  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
