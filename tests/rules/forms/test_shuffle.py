"""Choices in an order of chance come in the same order to everybody."""

from math import inf, nan

import pytest

from keliling.forms import judge, read_xform
from keliling.forms.shuffle import shuffled
from tests.rules.forms.paper import NOW, asked, form

LIST = [{"list_name": "l", "name": name, "odd": str(n % 2)} for n, name in enumerate("ABCDEF")]

KNOWN = {42.0: "AFCBDE", 1.0: "BFEACD", -3.0: "FACBED", 11.1: "DAFCEB"}


@pytest.mark.parametrize(("seed", "order"), KNOWN.items())
def test_a_seed_gives_the_order_of_the_specification(seed: float, order: str) -> None:
    assert "".join(shuffled("ABCDEF", seed)) == order


def test_what_is_no_number_is_the_seed_zero() -> None:
    orders = [shuffled("ABCDEF", seed) for seed in (nan, 0.0, 0.9, "", "0")]
    assert orders == [orders[0]] * 5


def test_a_text_is_a_seed_by_its_hash() -> None:
    assert shuffled("ABCDEF", "Sari") != shuffled("ABCDEF", "Budi")
    assert shuffled("ABCDEF", "42") == shuffled("ABCDEF", 42.0)


@pytest.mark.parametrize("seed", [inf, -inf, 2.0**63, -(2.0**63), 2.0**31 - 1, 1 - 2.0**31, 0.0])
def test_every_seed_shuffles_and_loses_nothing(seed: float) -> None:
    assert sorted(shuffled(range(100), seed)) == list(range(100))
    assert shuffled("", seed) == []


def test_the_choices_are_offered_in_the_order_of_the_seed() -> None:
    cells = {"parameters": "randomize=true seed=42"}
    source = form(asked("select_one l", "q", **cells), choices=LIST)
    assert judge(source, {}, now=NOW).offered["g/q"] == tuple("AFCBDE")
    again = read_xform(source.xform)
    assert judge(again, {"g/q": "C"}, now=NOW).offered["g/q"] == tuple("AFCBDE")


def test_a_seed_may_be_an_answer() -> None:
    cells = {"parameters": "randomize=true seed=${s}"}
    source = form(asked("integer", "s"), asked("rank l", "q", **cells), choices=LIST)
    for seed in (1, 42):
        offered = judge(source, {"g/s": str(seed)}, now=NOW).offered["g/q"]
        assert offered == tuple(shuffled("ABCDEF", float(seed)))


def test_a_filter_comes_before_the_order() -> None:
    cells = {"parameters": "randomize=true seed=42", "choice_filter": "odd = 1"}
    source = form(asked("select_one l", "q", **cells), choices=LIST)
    verdict = judge(source, {"g/q": "A"}, now=NOW)
    assert verdict.offered["g/q"] == tuple(shuffled("BDF", 42.0))
    assert [error.reason for error in verdict.errors] == ["choice"]


def test_without_a_seed_it_is_the_seed_of_judging() -> None:
    source = form(asked("select_multiple l", "q", parameters="randomize=true"), choices=LIST)
    orders = {judge(source, {}, now=NOW, seed=seed).offered["g/q"] for seed in range(20)}
    assert len(orders) > 5
    assert all(sorted(order) == list("ABCDEF") for order in orders)
    first = judge(source, {}, now=NOW, seed=7).offered
    assert judge(source, {"g/q": "A"}, now=NOW, seed=7).offered == first
