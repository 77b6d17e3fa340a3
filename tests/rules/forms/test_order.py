"""The fast order against a slow oracle: work every rule out again until nothing moves."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from keliling.forms import Form, judge, read_markdown
from keliling.forms.model import Node, State
from keliling.forms.values import boolean, string
from tests.rules.forms.paper import NOW, asked, text_of


@dataclass(frozen=True)
class Row:
    name: str
    group: int
    relevant: str
    calculation: str


@st.composite
def trial(draw: st.DrawFn) -> tuple[Form, dict[str, str]]:
    """Draw a form whose rules look at what a hidden ranking puts before them."""
    size = draw(st.integers(2, 7))
    ranking = draw(st.permutations(range(size)))
    rows: list[Row] = [Row("", 0, "", "")] * size
    for rank, place in enumerate(ranking):
        seen = [f"q{other}" for other in ranking[:rank]]
        rule = st.sampled_from([f"${{{name}}} {sign} '1'" for name in seen for sign in "=<"])
        sums = st.sampled_from([f"${{{name}}} + 1" for name in seen])
        relevant = draw(st.just("") | rule) if seen else ""
        calculation = draw(st.just("") | sums) if seen else ""
        rows[place] = Row(f"q{place}", place % 2, relevant, calculation)
    told = {row.name: draw(st.sampled_from(["", "0", "1", "2"])) for row in rows}
    return _written(rows), {
        f"box{row.group}/{row.name}": told[row.name] for row in rows if told[row.name]
    }


def _written(rows: list[Row]) -> Form:
    lines = []
    for box in (0, 1):
        lines.append(asked("begin_group", f"box{box}"))
        for row in rows:
            if row.group == box:
                cells = {"relevant": row.relevant, "calculation": row.calculation}
                kept = {key: cell for key, cell in cells.items() if cell}
                lines.append(asked("text", row.name, **kept))
        lines.append(asked("end_group", ""))
    return read_markdown(text_of(lines))


def slowly(form: Form, told: dict[str, str]) -> tuple[dict[str, str], set[str]]:
    """Sweep over the instance in its own order, as often as it takes."""
    state, relevant = State({}, NOW, NOW.date().isoformat(), 0, told), set[str]()
    for _ in range(2 * len(form.nodes) + 2):
        for node in form.nodes:
            _sweep(node, state, relevant, told)
    return {path: text for path, text in state.answers.items() if text}, relevant


def _sweep(node: Node, state: State, relevant: set[str], told: dict[str, str]) -> None:
    above = not node.parent or node.parent in relevant
    if above and (node.relevant is None or boolean(node.relevant.run(state))):
        relevant.add(node.path)
        raw = told.get(node.path, "")
        if node.calculate:
            value = node.calculate.run(state)
            raw = "" if value != value else string(value)
        state.answers[node.path] = raw if node.question else ""
    else:
        relevant.discard(node.path)
        state.answers[node.path] = ""


@given(trial())
def test_one_pass_in_the_right_order_comes_to_what_many_passes_come_to(
    drawn: tuple[Form, dict[str, str]],
) -> None:
    form, told = drawn
    answers, relevant = slowly(form, told)
    verdict = judge(form, told, now=NOW)
    assert verdict.answers == answers
    assert verdict.relevant == relevant
