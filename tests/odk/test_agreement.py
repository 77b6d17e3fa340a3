"""The same forms and answers given to both engines: relevance, values, validity, what is sent."""

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from keliling.forms import compiler, read_markdown
from keliling.forms.functions import PURE, Function
from tests.odk.answers import drawn
from tests.odk.corpus import DIFFERENCES, EXAMPLES, FILES, corpus, working_out
from tests.odk.engine import Engine, EngineError, ours
from tests.rules.forms.paper import asked, text_of

INSTANCES = 20_000 if os.environ.get("KELILING_FULL") else 1_200
SEED = os.environ.get("KELILING_SEED", "0")
MODULES = Path(__file__).parents[2] / "node_modules" / "@getodk"
PAGE = Path(__file__).parents[2] / "docs" / "reference" / "forms.md"
TOLD = {
    "g/a": "7",
    "g/b": "x",
    "g/c": "x y",
    "g/d": "2024-02-29",
    "g/t": "Hello",
    "g/r": "2",
    "g/r[1]/m": "4",
    "g/r[2]/m": "5",
}
pytestmark = pytest.mark.skipif(
    not MODULES.is_dir(), reason="ODK's engine is not set up (scripts/setup.sh test)"
)


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine() as started:
        yield started


@pytest.mark.filterwarnings("ignore:Unknown extension:UserWarning:openpyxl")
def test_both_engines_say_the_same(engine: Engine) -> None:
    forms = list(corpus())
    each = -(-INSTANCES // len(forms))
    wrong: list[str] = []
    for name, form in forms:
        engine.load(form, FILES.get(name, {}))
        for n in range(each):
            answers = drawn(form, random.Random(f"{SEED}/{name}/{n}"))  # noqa: S311
            found = ours(form, answers).against(engine.opinion(form, answers))
            wrong += [f"{name}, instance {n}: {one} ({answers})" for one in found]
    assert wrong == [], "\n".join(wrong[:20])
    assert len(forms) >= 60
    assert len(forms) * each >= INSTANCES


def test_one_function_broken_on_purpose_is_found(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = dict(PURE) | {"contains": Function(2, 2, lambda values: values[0] != values[1])}
    monkeypatch.setattr(compiler, "PURE", broken)
    form = working_out(list(EXAMPLES["contains"]))
    engine.load(form)
    assert ours(form, TOLD).against(engine.opinion(form, TOLD)) != []


@pytest.mark.parametrize("expression", DIFFERENCES)
def test_a_difference_that_is_listed_is_one_and_stands_on_the_page(
    engine: Engine, expression: str
) -> None:
    assert f"| {DIFFERENCES[expression]} |" in PAGE.read_text("utf-8")
    form = working_out([expression])
    engine.load(form)
    differs = False
    for answers in (TOLD, {}, {"g/a": "1", "g/b": "Srengseng Sawah"}):
        try:
            differs |= ours(form, answers).against(engine.opinion(form, answers)) != []
        except EngineError:
            differs = True
    assert differs


def test_an_absolute_path_inside_a_repeat_is_a_listed_difference(engine: Engine) -> None:
    assert "| an absolute path inside a repeat |" in PAGE.read_text("utf-8")
    rows = [
        asked("begin_repeat", "r"),
        asked("integer", "a"),
        asked("calculate", "c", calculation="sum(/data/r/a)"),
        asked("end_repeat", ""),
    ]
    form = read_markdown(text_of(rows))
    engine.load(form)
    answers = {"r": "2", "r[1]/a": "1", "r[2]/a": "2"}
    assert len(ours(form, answers).against(engine.opinion(form, answers))) == 2
