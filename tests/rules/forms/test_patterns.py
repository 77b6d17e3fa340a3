"""Patterns: as quick as the text is long, and otherwise what every reading of the parts says."""

import re
from time import process_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from keliling.forms.patterns import read_pattern
from keliling.forms.problems import ExpressionProblem

ATOMS = st.sampled_from(
    ["a", "b", ".", "[ab]", "[^a]", "[a-c1]", r"\d", r"\W", r"\.", r"[\d-]", r"\x61", "é"]
)
LETTERS = str.maketrans("01", "ab")
COUNTS = {
    "": (1, 1),
    "*": (0, 99),
    "+": (1, 99),
    "?": (0, 1),
    "{2}": (2, 2),
    "{0}": (0, 0),
    "{1,3}": (1, 3),
    "{2,}": (2, 99),
    "{0,2}": (0, 2),
}

Part = tuple["str | list[list[Part]]", str]
"""An atom, or rows of parts between bars, and how often it stands there."""


def _counted(
    what: st.SearchStrategy[str] | st.SearchStrategy[list[list[Part]]],
) -> st.SearchStrategy[Part]:
    return st.tuples(what, st.sampled_from(list(COUNTS)))


def _in_brackets(parts: st.SearchStrategy[Part]) -> st.SearchStrategy[Part]:
    return _counted(st.lists(st.lists(parts, max_size=3), min_size=1, max_size=3))


PARTS = st.recursive(_counted(ATOMS), _in_brackets, max_leaves=4)


def _written(row: list[Part]) -> str:
    return "".join(
        (what if isinstance(what, str) else f"({'|'.join(map(_written, what))})") + count
        for what, count in row
    )


def _ends(row: list[Part], text: str, starts: set[int]) -> set[int]:
    """Return where a row may end: all places at once, so that no pattern runs for ever."""
    for what, count in row:
        least, most = COUNTS[count]
        reached = set(starts) if least == 0 else set()
        for turn in range(1, most + 1):
            starts = _once(what, text, starts)
            if turn >= least:
                if starts <= reached:
                    break
                reached |= starts
        starts = reached
    return starts


def _once(what: str | list[list[Part]], text: str, starts: set[int]) -> set[int]:
    if isinstance(what, str):
        letter = re.compile(what, re.ASCII)
        return {at + 1 for at in starts if letter.match(text[at : at + 1])}
    return set().union(*(_ends(row, text, starts) for row in what))


@given(st.lists(PARTS, max_size=5), st.text(alphabet="abc1.-é\n_", max_size=7))
@example([([[("a", "")], [("b", "")]], "*")], "abba")
@example([([[("a", "{0}")], []], "+")], "")
def test_a_pattern_fits_where_its_parts_lead_to_the_end(row: list[Part], text: str) -> None:
    fits = len(text) in _ends(row, text, {0})
    assert read_pattern(f"^{_written(row)}$").fits(text) == fits


def _work(pattern: str, length: int) -> float:
    """Return the processor's time for two hard texts, the best of three tries."""
    hard = "".join(format(n, "b") for n in range(length)).translate(LETTERS)[:length]
    tries = []
    for _ in range(3):
        reader, started = read_pattern(pattern), process_time()
        reader.fits(hard)
        reader.fits("a" * length + "!")
        tries.append(process_time() - started)
    return min(tries)


@pytest.mark.parametrize(
    "pattern",
    [
        "^(a+)+$",
        "^(a|aa)+$",
        "^(a|a)*b$",
        "^a*a*a*a*a*b$",
        "^((a{1,7}){1,7}){1,7}$",
        "^[ab]*a[ab]{500}$",
    ],
)
def test_no_pattern_can_be_made_to_run_for_ever(pattern: str) -> None:
    """Four times the text is about four times the work; squared it would be sixteen."""
    assert _work(pattern, 4_000) < 9 * _work(pattern, 1_000)


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "^",
        "a",
        "^a",
        "a$",
        r"^a\$",
        "^a|b$",
        "^(a$",
        "^a)$",
        "^[a$",
        "^[]$",
        "^[b-a]$",
        "^[[a]]$",
        "^[a&&b]$",
        "^a**$",
        "^a++$",
        "^a{2$",
        "^a{3,2}$",
        "^*$",
        "^(?=a)a$",
        "^(?i)a$",
        r"^\p{L}$",
        r"^(a)\1$",
        r"^\bA$",
        r"^a\Z$",
        "^a$b$",
        "^((((a{99}){99}){99}){99})$",
        "^" + "(" * 30 + "a" + ")" * 30 + "$",
    ],
)
def test_what_engines_read_differently_is_refused(pattern: str) -> None:
    with pytest.raises(ExpressionProblem):
        read_pattern(pattern)


def test_the_end_is_the_end_and_not_the_last_line() -> None:
    assert not read_pattern("^[0-9]{16}$").fits("3171010101800001\n")


def test_digits_are_those_of_the_latin_script() -> None:
    assert not read_pattern(r"^\d+$").fits("٣")


@given(st.text(alphabet="^$()[]{}|*+?\\.-,ab19&:=!", max_size=15))
def test_any_text_is_a_pattern_or_is_refused_as_one(source: str) -> None:
    try:
        pattern = read_pattern(f"^{source}$")
    except ExpressionProblem:
        return
    pattern.fits("ab19")
