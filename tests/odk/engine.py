"""ODK's engine in a process of its own, and what both engines are compared by."""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from math import isclose
from pathlib import Path
from typing import Any, Self

from lxml import etree

from keliling.forms import (
    Expression,
    Form,
    counts_of,
    from_instance,
    generic,
    judge,
    to_instance,
)

NO_FILES: Mapping[str, bytes] = {}
HERE = Path(__file__).parent
NODE = shutil.which("node") or str(HERE.parents[1] / ".venv" / "bin" / "node")
WIB = timezone(timedelta(hours=7))


class EngineError(Exception):
    """ODK's engine did not take a form, or broke on an instance."""


class Engine:
    """A dialogue with the engine, one line a question."""

    def __enter__(self) -> Self:
        """Start it in the zone of Jakarta."""
        self._process = subprocess.Popen(  # noqa: S603  our own words
            [NODE, str(HERE / "engine.mjs")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=os.environ | {"TZ": "Asia/Jakarta"},
        )
        return self

    def __exit__(self, *_why: object) -> None:
        """End it."""
        self._process.communicate(timeout=10)

    def load(self, form: Form, files: Mapping[str, bytes] = NO_FILES) -> None:
        """Load a form with its data files; raises ``EngineError`` where that is refused."""
        texts = {name: data.decode() for name, data in files.items()}
        told = self._ask(form=form.xform, files=texts)
        if told["status"] == "failure":
            raise EngineError(told["error"])

    def opinion(self, form: Form, answers: Mapping[str, str]) -> "Opinion":
        """Return what it says of answers to the form that was loaded last."""
        instance = to_instance(form, answers, instance_id="uuid:0")
        told = self._ask(instance=instance.decode())
        if "nodes" not in told:
            raise EngineError(told["error"])
        nodes = {node["reference"].partition(f"/{form.root}/")[2]: node for node in told["nodes"]}
        known = {path: node for path, node in nodes.items() if generic(path) in form.questions}
        return Opinion(
            relevant={path for path, node in known.items() if node["relevant"]},
            violated={path: node["violation"] for path, node in known.items() if node["violation"]},
            sent=_leaves(etree.fromstring(told["sent"].encode()), form),
            orders={
                path: " ".join(node["options"])
                for path, node in known.items()
                if node["relevant"] and generic(path) in _seeded(form)
            },
        )

    def typed(self, form: Form, steps: Sequence[tuple[str, str | None]]) -> bytes:
        """Return what is submitted after typing answers one by one into a new instance.

        A step is an answer's path with the answer, or a repeat's path with none: one more.
        """
        told = self._ask(steps=[[f"/{form.root}/{path}", value] for path, value in steps])
        if "sent" not in told:
            raise EngineError(told["error"])
        sent: str = told["sent"]
        return sent.encode()

    def times(
        self, form: Form, answers: Mapping[str, str], others: Mapping[str, str], count: int
    ) -> "Times":
        """Return the milliseconds of so many judgements by each of its ways, and the last."""
        instance = to_instance(form, answers, instance_id="uuid:0").decode()
        first, second = (
            {f"/{form.root}/{path}": answer for path, answer in some.items()}
            for some in (answers, others)
        )
        told = self._ask(instance=instance, answers=first, others=second, times=count)
        if "nodes" not in told:
            raise EngineError(told["error"])
        known = [node for node in told["nodes"] if node["reference"].startswith(f"/{form.root}/")]
        paths = {node["reference"].partition(f"/{form.root}/")[2]: node for node in known}
        return Times(
            ways={way: told[way] for way in ("restored", "begun", "kept")},
            relevant={path for path in form.questions if paths[path]["relevant"]},
            violated={p: n["violation"] for p, n in paths.items() if n["violation"]},
        )

    def _ask(self, **asked: object) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        told: dict[str, Any] = json.loads(self._process.stdout.readline())
        return told


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds of each judgement by each way of giving the answers, and what it said."""

    ways: dict[str, list[float]]
    relevant: set[str]
    violated: dict[str, str]


@dataclass(frozen=True, slots=True)
class Opinion:
    """Relevant questions, violated rules, the instance as it would be sent, orders of choices."""

    relevant: set[str]
    violated: dict[str, str]
    sent: dict[str, str]
    orders: dict[str, str]

    def against(self, other: "Opinion") -> list[str]:
        """Name every difference; one part in a million millions of a number is none.

        ODK's engine counts days from midnight in the zone, so that a difference of two dates
        may come to 6436.999999999998 days.
        """
        found = [f"{path} is relevant to one alone" for path in self.relevant ^ other.relevant]
        for name, ours, theirs in (
            ("violates", self.violated, other.violated),
            ("is sent as", self.sent, other.sent),
            ("offers", self.orders, other.orders),
        ):
            for path in {*ours, *theirs}:
                mine, yours = ours.get(path), theirs.get(path)
                if mine != yours and not _as_good_as(mine, yours):
                    found.append(f"{path} {name} {mine!r} here and {yours!r} there")
        return found


def ours(form: Form, answers: Mapping[str, str]) -> Opinion:
    """Return what this project's engine says of the same answers."""
    now = datetime.now(WIB)
    verdict = judge(form, answers, now=now)
    sent = to_instance(
        form,
        verdict.answers,
        instance_id="uuid:0",
        relevant=verdict.relevant,
        name=verdict.name,
    )
    walked = form.walk(counts_of(verdict.answers, form.repeats))
    if all(path in verdict.relevant for node, path in walked if node.repeat):
        # what is left out of the middle moves the numbers of what follows
        assert from_instance(form, sent) == verdict.answers
    return Opinion(
        relevant={path for path in verdict.relevant if generic(path) in form.questions},
        violated={
            error.path: error.reason
            for error in verdict.errors
            if error.reason in {"required", "constraint"}
        },
        sent=_leaves(etree.fromstring(sent), form),
        orders={
            path: " ".join(verdict.offered[path])
            for path in verdict.relevant
            if generic(path) in _seeded(form)
        },
    )


def _seeded(form: Form) -> list[str]:
    """Questions whose choices stand in the order of a seed."""
    return [p for p, q in form.questions.items() if isinstance(q.shuffled, Expression)]


def _as_good_as(mine: str | None, yours: str | None) -> bool:
    try:
        return isclose(float(mine or ""), float(yours or ""), rel_tol=1e-12)
    except ValueError:
        return False


def _leaves(root: Any, form: Form, above: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    numbers: dict[str, int] = {}
    for child in root:
        name = etree.QName(child).localname
        path = f"{above}/{name}" if above else name
        if path in {"meta/instanceID", "meta/instanceName"} and not (
            path == "meta/instanceName" and child.text
        ):
            continue
        if generic(path) in form.repeats:
            numbers[path] = numbers.get(path, 0) + 1
            path = f"{path}[{numbers[path]}]"
        if len(child) or generic(path) not in form.questions:
            found |= _leaves(child, form, path)
        else:
            found[path] = child.text or ""
    return found
