"""Every parser is fed what its grammar draws and what comes of breaking it.

Thirty seconds in all, or ten minutes each with KELILING_FULL. What failed is found again
with the KELILING_SEED and the round that the failure names.
"""

import os
import time
from collections.abc import Callable, Mapping
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from keliling.forms import (
    FormProblem,
    InstanceProblem,
    Kind,
    begin,
    carry_on,
    from_instance,
    generic,
    judge,
    read_bytes,
    read_markdown,
    read_xform,
    to_instance,
)
from keliling.forms.compiler import compile_expression
from keliling.forms.datafiles import DataFileProblem, read_rows
from keliling.forms.dates import dated
from keliling.forms.lexical import Mistake, read_answer
from keliling.forms.model import Choice, State, Text
from keliling.forms.moments import told as told_moment
from keliling.forms.patterns import read_pattern
from keliling.forms.problems import ExpressionProblem
from keliling.forms.scope import Scope
from keliling.forms.values import boolean, day_after, number, string
from tests.rules.forms import drawn
from tests.rules.forms.paper import NOW

FULL = bool(os.environ.get("KELILING_FULL"))
SEED = os.environ.get("KELILING_SEED", "0")
ROUND = int(os.environ.get("KELILING_ROUND", "0"))
EXAMPLES = 100
"""Of one round."""
SECONDS = 6
"""Three times what is promised for one input, as this machine does other things as well."""
REFUSALS = (FormProblem, InstanceProblem, ExpressionProblem, DataFileProblem, Mistake)

LIST = tuple(Choice(name, Text({"en": (name,)}, "en"), {"kota": "x"}) for name in "xyz")
SCOPE = Scope(
    root="data",
    leaves=frozenset({"a", "b", "c", "g/q1", "l", "rep/m", "rep/n", "rep/s/k"}),
    groups=frozenset({"g", "rep", "rep/s"}),
    repeats=frozenset({"rep", "rep/s"}),
    choices={"l": LIST},
    lists={"l": [{"name": name, "kota": "x"} for name in "xyz"]},
    language="en",
)
COUNTS = {"rep": 3, "rep[1]/s": 2, "rep[2]/s": 0, "rep[3]/s": 1}
INSIDE = {"rep[1]/m": "4", "rep[3]/m": "x", "rep[1]/s[2]/k": "2024-02-29", "rep[3]/s[1]/k": "7"}
PLACES: Mapping[str, tuple[str, ...]] = {"a": (), "rep/n": ("rep[1]",)}
"""Where a rule stands, and in which repeat instance it is looked at."""


def _judged(answers: Mapping[str, str]) -> None:
    form = drawn.sample()
    verdict = judge(form, answers, now=NOW)
    names = form.questions.keys() | form.repeats.keys()
    assert {generic(path) for path in verdict.answers} <= names
    known = {path: text for path, text in answers.items() if generic(path) in names}
    carried = carry_on(form, {}, known, now=NOW)
    raw = to_instance(form, carried, instance_id="uuid:1", name=verdict.name)
    assert {generic(path) for path in from_instance(form, raw)} <= names


def _form(text: str) -> None:
    form = read_markdown(text)
    judge(form, begin(form, now=NOW), now=NOW)
    assert read_xform(form.xform).questions == form.questions


def _xform(text: str) -> None:
    form = read_xform(text)
    judge(form, begin(form, now=NOW), now=NOW)


def _instance(text: str) -> None:
    _judged(from_instance(drawn.sample(), text.encode("utf-8", "replace")))


def _expression(drawn_one: tuple[str, str, str]) -> None:
    source, first, second = drawn_one
    source = source.replace("${", "/data/").replace("}", "")
    answers = {"a": first, "b": second, "rep[2]/m": first} | INSIDE
    for place, here in PLACES.items():
        expression = compile_expression(source, SCOPE.at(place))
        state = State(answers, NOW, NOW.date().isoformat(), 0, {}, counts=COUNTS)
        state.stand(here)
        value = expression.run(state)
        assert isinstance(string(value), str)
        assert isinstance(boolean(value), bool)
        assert isinstance(number(value), float)
        assert (state.home, state.here) == (here, here)


def _pattern(drawn_one: tuple[str, str]) -> None:
    read_pattern(drawn_one[0]).fits(drawn_one[1])


def _answer(drawn_one: tuple[Kind, str]) -> None:
    kind, raw = drawn_one
    text, _ = read_answer(kind, raw)
    assert read_answer(kind, text)[0] == text


def _date(drawn_one: tuple[str, float, str]) -> None:
    text, days, form = drawn_one
    state = State({}, NOW, NOW.date().isoformat(), 0, {})
    for value in (text, days, day_after(days)):
        assert isinstance(dated(value, form, "en"), str)
        assert isinstance(told_moment(value, form, "en", state), str)
        assert isinstance(number(value), float)


def _strategies() -> Mapping[str, tuple[st.SearchStrategy[object], Callable[..., None]]]:
    answer = drawn.ANSWERS
    forms = st.lists(st.sampled_from(["%Y", "%b", "%a", "%3", "%", "%%", "x", "%H"])).map("".join)
    return {
        "markdown": (drawn.tables(), _form),
        "xform": (drawn.xforms(), _xform),
        "instance": (drawn.instances(), _instance),
        "xlsx": (drawn.workbooks(), lambda data: read_bytes(data, ".xlsx")),
        "xls": (drawn.older_workbooks(), lambda data: read_bytes(data, ".xls")),
        "expression": (st.tuples(drawn.EXPRESSIONS, answer, answer), _expression),
        "pattern": (st.tuples(drawn.PATTERNS, answer), _pattern),
        "answer": (st.tuples(st.sampled_from(Kind), answer), _answer),
        "date": (st.tuples(answer, st.floats(), forms), _date),
        "data file": (
            drawn.data_files(),
            lambda told: read_rows(f"a{told[0]}", told[1].encode("utf-8", "replace")),
        ),
        "answers to a form": (drawn.answered(), _judged),
    }


PARSERS = _strategies()
BUDGET = 600.0 if FULL else 30.0 / len(PARSERS)


@pytest.mark.parametrize("parser", PARSERS)
def test_nothing_but_a_refusal_comes_out(parser: str) -> None:
    strategy, check = PARSERS[parser]

    def once(value: object) -> None:
        start = time.process_time()
        with suppress(*REFUSALS):
            check(value)
        used = time.process_time() - start
        assert used < SECONDS, f"{used:.1f} s for {drawn.told(value)}"

    until, turn = time.monotonic() + BUDGET, ROUND
    while turn == ROUND or time.monotonic() < until:
        trial = given(strategy)(once)
        trial = settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        )(trial)
        try:
            seed(f"{SEED}/{parser}/{turn}")(trial)()
        except BaseException as found:
            found.add_note(f"KELILING_SEED={SEED} KELILING_ROUND={turn}, parser {parser}")
            raise
        turn += 1


def test_a_parser_that_breaks_is_found() -> None:
    """The same search finds a defect that was put there."""

    def careless(value: object) -> None:
        if "9" in str(value):
            raise ZeroDivisionError

    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(PARSERS, "answer", (PARSERS["answer"][0], careless))  # type: ignore[index]
        with pytest.raises(ZeroDivisionError) as found:
            test_nothing_but_a_refusal_comes_out("answer")
    assert any("KELILING_ROUND=" in note for note in found.value.__notes__)
