"""Judging a form of 100 questions with 30 conditions, beside ODK's engine in Node.

Both are warm, have read the form before, and judge the same answers by turns. Ours begins with
the answers and ends with relevance, values and every error. ODK's engine takes the answers and
tells relevance, value and violation of each node. An instance that arrives is put into a new
one there, from its XML or value by value: the faster of these ways is what the bar is held
against. An instance that is kept, where the answers alone change, is what a page in a browser
does; it stands beside it. Left out on both sides: reading the form, and Node's start. The
engine's DOM is jsdom's, as in the comparison of the engines.
"""

import time
from datetime import datetime
from statistics import median

from lxml import etree

from keliling.forms import Form, from_instance, judge, read_markdown, to_instance
from tests.bench.table import Row
from tests.odk.engine import WIB, Engine, Times
from tests.rules.forms.paper import asked, text_of

BAR = 20
ROUNDS = 5
OURS, THEIRS = 2_000, 20
"""Judgements of a round."""
WARM_UP = 30
LIST = [{"list_name": "l", "name": name} for name in ("x", "y", "z")]
KINDS = ("text", "integer", "decimal", "select_one l", "select_multiple l")
OTHERWISE = ("Budi", "1", "0.5", "y", "z")
SAID = ("Sari", "7", "2.5", "x", "x y")


def paper() -> Form:
    """Return ten groups of ten questions; in each, three hang on an answer and one is limited."""
    rows: list[dict[str, str]] = []
    for group in range(10):
        rows.append(asked("begin_group", f"g{group}"))
        names = [f"q{group * 10 + n}" for n in range(10)]
        for n, name in enumerate(names):
            cells = {"required": "yes"} if n < 5 else {}
            if n in {6, 7, 8}:
                cells["relevant"] = f"${{{names[1]}}} > {n - 4} and ${{{names[3]}}} = 'x'"
            if n == 1:
                cells["constraint"] = ". >= 0 and . < 100"
            rows.append(asked(KINDS[n % 5], name, **cells))
        rows.append(asked("end_group", ""))
    return read_markdown(text_of(rows, LIST))


def answered(form: Form, *, other: bool = False) -> dict[str, str]:
    """Return an answer to every question; every third group breaks its limit, or none does."""
    said = OTHERWISE if other else SAID
    answers = {path: said[n % 5] for n, path in enumerate(form.questions)}
    if other:
        return answers
    for group in range(0, 10, 3):
        answers[f"g{group}/q{group * 10 + 1}"] = "500"
    return answers


def measure() -> list[Row]:
    """Measure by turns, so that what else the machine does falls on both."""
    form = paper()
    assert len(form.questions) == 100
    assert sum(node.relevant is not None for node in form.nodes) == 30
    answers, others = answered(form), answered(form, other=True)
    instance = to_instance(form, answers, instance_id="uuid:0")
    turns = []
    with Engine() as engine:
        engine.load(form)
        _check(form, answers, engine.times(form, answers, others, WARM_UP))
        _ours(form, answers, OURS)
        for _ in range(ROUNDS):
            theirs = engine.times(form, answers, others, THEIRS)
            turns.append((_ours(form, answers, OURS), theirs))
    ours = median(rate for rate, _ in turns)
    ways = {
        way: median(1_000 / median(theirs.ways[way]) for _, theirs in turns)
        for way in ("restored", "begun", "kept")
    }
    floor = median(_walk(instance) for _ in range(ROUNDS))
    whole = median(_whole(form, instance) for _ in range(ROUNDS))
    named, unit = "judge 100 questions with 30 conditions", "judgements/s"
    arrived = max(ways["restored"], ways["begun"])
    return [
        Row(f"{named}, beside ODK's engine", ours, unit, arrived, BAR, 0),
        Row(f"{named}, beside an instance it keeps", ours, unit, ways["kept"], None, 0),
        Row(f"{named}, from XML, beside reading the XML", whole, unit, floor, None, 0),
    ]


def _check(form: Form, answers: dict[str, str], theirs: Times) -> None:
    """Nobody is faster by saying something else."""
    verdict = judge(form, answers, now=datetime.now(WIB))
    assert theirs.relevant == {path for path in form.questions if path in verdict.relevant}
    assert theirs.violated == {error.path: error.reason for error in verdict.errors}
    assert len(verdict.errors) == 4


def _ours(form: Form, answers: dict[str, str], count: int) -> float:
    now = datetime.now(WIB)
    start = time.perf_counter()
    for _ in range(count):
        judge(form, answers, now=now)
    return count / (time.perf_counter() - start)


def _whole(form: Form, instance: bytes) -> float:
    now = datetime.now(WIB)
    start = time.perf_counter()
    for _ in range(OURS):
        judge(form, from_instance(form, instance), now=now)
    return OURS / (time.perf_counter() - start)


def _walk(instance: bytes) -> float:
    start = time.perf_counter()
    for _ in range(OURS):
        {element.tag: element.text for element in etree.fromstring(instance).iter()}
    return OURS / (time.perf_counter() - start)
