"""Repeats: instances that are added, counted, looked across, sent and read again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keliling.forms import (
    Form,
    FormProblem,
    InstanceProblem,
    begin,
    carry_on,
    counts_of,
    from_instance,
    generic,
    judge,
    one_less,
    one_more,
    read_markdown,
    read_xform,
    to_instance,
)
from keliling.forms.paths import MOST_INSTANCES, here_of, number_of, placed
from tests.rules.forms.paper import NOW, asked, reasons, text_of

HOUSEHOLD = [
    asked("integer", "how_many"),
    asked("begin_repeat", "member"),
    asked("text", "name", required="yes", default="Warga"),
    asked("integer", "age", constraint=". < 150"),
    asked("text", "school", relevant="${age} < 18", required="yes"),
    asked("calculate", "number", calculation="position(..)"),
    asked("calculate", "so_far", calculation="coalesce(${age}, 0) + coalesce(PREVIOUS, 0)"),
    asked("begin_repeat", "pet"),
    asked("text", "kind"),
    asked("calculate", "of", calculation="concat(${name}, '/', ${kind})"),
    asked("end_repeat", ""),
    asked("end_repeat", ""),
    asked("calculate", "ages", calculation="if(count(${age}) > 0, sum(${age}), 0)"),
    asked("calculate", "pets", calculation="count(${pet})"),
]
PREVIOUS = "indexed-repeat(${so_far}, ${member}, position(..) - 1)"


def household() -> Form:
    rows = [
        {name: cell.replace("PREVIOUS", PREVIOUS) for name, cell in row.items()}
        for row in HOUSEHOLD
    ]
    return read_markdown(text_of(rows))


TOLD = {
    "member": "3",
    "member[1]/name": "Ani",
    "member[1]/age": "40",
    "member[2]/name": "Budi",
    "member[2]/age": "10",
    "member[2]/school": "SDN 1",
    "member[2]/pet": "2",
    "member[2]/pet[1]/kind": "kucing",
    "member[2]/pet[2]/kind": "ayam",
    "member[3]/name": "Citra",
    "member[3]/age": "5",
    "member[3]/school": "TK",
}


def test_each_instance_is_judged_by_itself() -> None:
    verdict = judge(household(), TOLD, now=NOW)
    assert verdict.sound
    assert "member[1]/school" not in verdict.relevant
    assert "member[2]/school" in verdict.relevant
    assert verdict.answers["member[2]/pet[2]/of"] == "Budi/ayam"
    assert [verdict.answers[f"member[{n}]/number"] for n in (1, 2, 3)] == ["1", "2", "3"]
    assert verdict.values["member[3]/age"] == 5
    assert (verdict.answers["ages"], verdict.answers["pets"]) == ("55", "2")


def test_a_value_may_look_at_the_instance_before_its_own() -> None:
    verdict = judge(household(), TOLD, now=NOW)
    assert [verdict.answers[f"member[{n}]/so_far"] for n in (1, 2, 3)] == ["40", "50", "55"]


def test_errors_name_the_instance() -> None:
    told = TOLD | {"member[2]/name": "", "member[3]/age": "150"}
    del told["member[3]/school"]
    verdict = judge(household(), told, now=NOW)
    assert reasons(verdict) == {"member[2]/name": "required", "member[3]/age": "constraint"}
    inside = judge(household(), told, now=NOW, only="member[3]")
    assert reasons(inside) == {"member[3]/age": "constraint"}


def test_an_instance_travels_and_comes_back() -> None:
    form = household()
    verdict = judge(form, TOLD, now=NOW)
    for relevant in (None, verdict.relevant):
        sent = to_instance(form, verdict.answers, instance_id="uuid:1", relevant=relevant)
        assert from_instance(form, sent) == verdict.answers
    assert judge(read_xform(form.xform), TOLD, now=NOW) == verdict


def test_words_are_filled_from_the_same_instance() -> None:
    rows = [
        asked("begin_repeat", "r"),
        asked("text", "a"),
        {"type": "text", "name": "b", "label::Indonesia (id)": "Umur ${a}?"},
        asked("end_repeat", ""),
    ]
    form = read_markdown(text_of(rows))
    answers = {"r": "2", "r[1]/a": "Ani", "r[2]/a": "Budi"}
    label = form.question("r[2]/b").label
    assert label.in_("id", answers, at="r[2]/b") == "Umur Budi?"


def test_a_form_begins_with_one_instance_and_its_defaults() -> None:
    answers = begin(household(), now=NOW)
    assert answers == {"member": "1", "member[1]/name": "Warga", "member[1]/pet": "1"}


def test_one_more_gets_its_defaults_and_one_less_moves_the_others_up() -> None:
    form = household()
    more = carry_on(form, TOLD, one_more(form, TOLD, "member"), now=NOW)
    assert more["member"] == "4"
    assert more["member[4]/name"] == "Warga"
    less = one_less(TOLD, "member[2]")
    assert less["member"] == "2"
    assert less["member[2]/name"] == "Citra"
    assert not any("ayam" in text for text in less.values())


def test_a_count_makes_and_drops_instances() -> None:
    rows = [
        asked("integer", "n"),
        asked("begin_repeat", "r", repeat_count="${n}"),
        asked("text", "a", default="x"),
        asked("dateTime", "b", default="now()"),
        asked("end_repeat", ""),
    ]
    form = read_markdown(text_of(rows))
    first = begin(form, now=NOW)
    assert "r[1]/a" not in judge(form, first, now=NOW).relevant
    three = carry_on(form, first, first | {"n": "3"}, now=NOW)
    assert [three.get(f"r[{n}]/b", "")[:10] for n in (1, 2, 3)] == ["2026-11-24"] * 3
    assert three["r[3]/a"] == "x"
    fewer = carry_on(form, three, three | {"n": "1"}, now=NOW)
    verdict = judge(form, fewer, now=NOW)
    assert verdict.sound
    assert {path for path in verdict.answers if path.startswith("r")} == {"r", "r[1]/a", "r[1]/b"}


def test_a_count_beyond_all_measure_is_named_and_bounded() -> None:
    rows = [
        asked("integer", "n"),
        asked("begin_repeat", "r", repeat_count="${n}"),
        asked("text", "a"),
        asked("end_repeat", ""),
    ]
    form = read_markdown(text_of(rows))
    assert reasons(judge(form, {"n": "2000000000"}, now=NOW)) == {"r": "many"}
    assert judge(form, {"n": str(MOST_INSTANCES)}, now=NOW).sound
    free = judge(household(), {"member": "2000000000"}, now=NOW)
    assert reasons(free) == {"member": "many"}


def test_what_stands_behind_the_count_is_a_stranger_where_people_count() -> None:
    verdict = judge(household(), TOLD | {"member": "2"}, now=NOW)
    assert {error.path: error.reason for error in verdict.errors}["member[3]/name"] == "unknown"
    odd = judge(household(), TOLD | {"member": "many"}, now=NOW)
    assert reasons(odd) == {"member": "unknown"}


def test_a_trigger_sets_the_value_beside_it() -> None:
    rows = [
        asked("begin_repeat", "r"),
        asked("text", "a"),
        asked("text", "b", trigger="${a}", calculation="concat(${a}, '!')"),
        asked("end_repeat", ""),
    ]
    form = read_markdown(text_of(rows))
    before = {"r": "2", "r[1]/a": "x", "r[2]/a": "y"}
    after = carry_on(form, before, before | {"r[2]/a": "z"}, now=NOW)
    assert after == before | {"r[2]/a": "z", "r[2]/b": "z!"}


def test_values_that_look_far_ahead_are_worked_out_without_end_of_stack() -> None:
    following = "/data/r[position() = position(current()/..) + 1]/c"
    rows = [
        asked("begin_repeat", "r"),
        asked("integer", "a"),
        asked("calculate", "c", calculation=f"${{a}} + coalesce({following}, 0)"),
        asked("end_repeat", ""),
    ]
    form = read_markdown(text_of(rows))
    assert form.ahead
    told = {"r": "500"} | {f"r[{n}]/a": "1" for n in range(1, 501)}
    verdict = judge(form, told, now=NOW)
    assert (verdict.answers["r[1]/c"], verdict.answers["r[500]/c"]) == ("500", "1")


def test_values_that_wait_for_each_other_stay_empty() -> None:
    rows = [
        asked("begin_repeat", "r"),
        asked("integer", "a"),
        asked("calculate", "c", calculation="1 + sum(/data/r[a > 0]/c)"),
        asked("end_repeat", ""),
    ]
    verdict = judge(read_markdown(text_of(rows)), {"r": "2", "r[1]/a": "1", "r[2]/a": "1"}, now=NOW)
    assert set(verdict.answers) >= {"r[1]/a", "r[2]/a"}


def test_choices_come_from_a_repeat() -> None:
    rows = [
        asked("begin_repeat", "r"),
        asked("text", "name"),
        asked("integer", "age"),
        asked("end_repeat", ""),
        asked("select_one ${name}", "head", choice_filter="${age} > 17"),
    ]
    form = read_markdown(text_of(rows))
    told = {
        "r": "3",
        "r[1]/name": "Ani",
        "r[1]/age": "40",
        "r[2]/name": "Budi",
        "r[2]/age": "9",
    }
    verdict = judge(form, told | {"head": "Ani"}, now=NOW)
    assert verdict.sound
    assert [one.name for one in verdict.options(form.question("head"), "head")] == ["Ani"]
    assert reasons(judge(form, told | {"head": "Budi"}, now=NOW)) == {"head": "choice"}


def test_a_filter_looks_at_its_own_instance() -> None:
    rows = [
        asked("begin_repeat", "r"),
        asked("text", "area"),
        asked("select_one l", "pick", choice_filter="area = ${area}"),
        asked("end_repeat", ""),
    ]
    choices = [
        {"list_name": "l", "name": "x", "area": "east"},
        {"list_name": "l", "name": "y", "area": "west"},
    ]
    form = read_markdown(text_of(rows, choices))
    told = {"r": "2", "r[1]/area": "east", "r[2]/area": "west"}
    verdict = judge(form, told | {"r[1]/pick": "x", "r[2]/pick": "x"}, now=NOW)
    assert reasons(verdict) == {"r[2]/pick": "choice"}
    assert verdict.offered == {"r[1]/pick": ("x",), "r[2]/pick": ("y",)}


def test_rules_that_go_in_a_circle_through_an_instance_are_refused() -> None:
    rows = [
        asked("begin_repeat", "r"),
        asked("calculate", "a", calculation="${b} + 1"),
        asked("calculate", "b", calculation="${a} + 1"),
        asked("end_repeat", ""),
    ]
    with pytest.raises(FormProblem, match="circle"):
        read_markdown(text_of(rows))


def test_a_node_that_is_there_twice_and_is_no_repeat_is_refused() -> None:
    form = household()
    sent = to_instance(form, TOLD, instance_id="uuid:1").replace(
        b"<how_many/>", b"<how_many/><how_many/>"
    )
    with pytest.raises(InstanceProblem, match="twice"):
        from_instance(form, sent)


def test_paths_know_their_instances() -> None:
    path = "a[2]/b[11]/c"
    assert generic(path) == "a/b/c"
    assert here_of(path) == ("a[2]", "a[2]/b[11]")
    assert number_of("a[2]/b[11]") == 11
    assert placed("a/d", path) == "a[2]/d"
    assert placed("z", path) == "z"
    assert counts_of({"a[3]/x": "1", "b": "2"}, {"a", "b"}) == {"a": 3, "b": 2}


def test_a_form_has_its_questions_and_the_numbers_of_its_repeats() -> None:
    form = household()
    assert all(form.has(path) for path in ("ages", "member", "member[2]/pet", "member[9]/name"))
    assert not any(form.has(path) for path in ("nope", "member/nope", ""))


NUMBERS = st.lists(st.integers(0, 3), min_size=0, max_size=4)


@given(NUMBERS, st.data())
def test_adding_and_removing_keeps_every_other_answer(pets: list[int], data: st.DataObject) -> None:
    form = household()
    told = {"member": str(len(pets))}
    for n, count in enumerate(pets, 1):
        told |= {f"member[{n}]/name": f"w{n}", f"member[{n}]/pet": str(count)}
        told |= {f"member[{n}]/pet[{k}]/kind": f"k{n}.{k}" for k in range(1, count + 1)}
    assert one_less(one_more(form, told, "member"), f"member[{len(pets) + 1}]") == told
    if pets:
        gone = data.draw(st.integers(1, len(pets)))
        less = one_less(told, f"member[{gone}]")
        names = [less[f"member[{n}]/name"] for n in range(1, len(pets))]
        assert names == [f"w{n}" for n in range(1, len(pets) + 1) if n != gone]
