"""What a form says of answers."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keliling.forms import judge, read_markdown
from keliling.forms.judge import LIMIT
from tests.rules.forms.paper import NOW, asked, form, reasons, ruled, text_of

LIST = [
    {"list_name": "l", "name": "x", "kota": "a"},
    {"list_name": "l", "name": "y", "kota": "b"},
    {"list_name": "l", "name": "z", "kota": "b"},
]


def test_a_sound_answer_of_each_kind_becomes_a_value() -> None:
    source = form(
        asked("text", "t"),
        asked("integer", "i"),
        asked("decimal", "d"),
        asked("date", "b"),
        asked("select_one l", "o"),
        asked("select_multiple l", "m"),
        asked("image", "p"),
        asked("file", "f"),
        choices=LIST,
    )
    told = {
        "t": "Sari",
        "i": " 007 ",
        "d": "1.50",
        "b": "2024-02-29",
        "o": "x",
        "m": "y  x y",
        "p": "ktp.jpg",
        "f": "surat.pdf",
    }
    verdict = ruled(source, **told, files="ktp.jpg surat.pdf")
    assert verdict.sound
    assert verdict.values == {
        "g/t": "Sari",
        "g/i": 7,
        "g/d": Decimal("1.50"),
        "g/b": date(2024, 2, 29),
        "g/o": "x",
        "g/m": ("y", "x"),
        "g/p": "ktp.jpg",
        "g/f": "surat.pdf",
    }
    assert verdict.answers["g/i"] == "7"
    assert verdict.answers["g/m"] == "y x"


@pytest.mark.parametrize(
    ("kind", "answer", "reason"),
    [
        ("integer", "1.5", "type"),
        ("integer", "1e3", "type"),
        ("integer", "2147483648", "type"),
        ("integer", "٣", "type"),
        ("integer", "tiga", "type"),
        ("decimal", "1,5", "type"),
        ("decimal", "1e3", "type"),
        ("decimal", ".", "type"),
        ("decimal", "NaN", "type"),
        ("date", "2026-02-29", "type"),
        ("date", "20260101", "type"),
        ("date", "01-02-2026", "type"),
        ("date", "2026-01-01T00:00", "type"),
        ("text", "a\x00b", "type"),
        ("text", "a\x1bb", "type"),
        ("text", "a\u202eb", "type"),
        ("text", "a\ud800b", "type"),
        ("text", "a" * 10_001, "type"),
        ("select_one l", "w", "choice"),
        ("select_one l", "x y", "choice"),
        ("select_multiple l", "x w", "choice"),
        ("image", "absent.jpg", "attachment"),
        ("image", "../ktp.jpg", "attachment"),
        ("file", "C:\\ktp.pdf", "attachment"),
    ],
)
def test_an_answer_that_is_not_of_its_kind_is_named(kind: str, answer: str, reason: str) -> None:
    source = form(asked(kind, "q"), choices=LIST)
    verdict = ruled(source, q=answer)
    assert reasons(verdict) == {"g/q": reason}
    assert verdict.answers == {"g/q": answer}
    assert verdict.values == {}
    for language in ("id", "en"):
        assert verdict.errors[0].message.in_(language).endswith(".")


def test_a_text_has_its_limit_and_the_sentence_names_it() -> None:
    source = form(asked("text", "q"))
    verdict = ruled(source, q="a" * (LIMIT + 1))
    assert reasons(verdict) == {"g/q": "type"}
    assert str(LIMIT) in verdict.errors[0].message.in_("id")
    assert ruled(source, q="a" * LIMIT).sound


def test_a_moment_without_a_zone_is_no_moment() -> None:
    with pytest.raises(ValueError, match="zone"):
        judge(form(asked("text", "q")), {}, now=NOW.replace(tzinfo=None))


def test_lines_and_tabs_may_stand_in_a_text() -> None:
    assert ruled(form(asked("text", "q")), q="Jl. Satu\r\n\tRT 01").sound


@pytest.mark.parametrize("blank", ["", " ", "\n\t"])
def test_a_required_question_wants_more_than_space(blank: str) -> None:
    source = form(asked("text", "q", required="yes"))
    assert reasons(ruled(source, q=blank)) == {"g/q": "required"}


def test_a_requirement_may_hang_on_another_answer() -> None:
    source = form(asked("text", "a"), asked("text", "b", required="${a} = 'x'"))
    assert ruled(source, a="w").sound
    assert reasons(ruled(source, a="x")) == {"g/b": "required"}


def test_a_constraint_is_asked_only_where_there_is_an_answer() -> None:
    source = form(asked("integer", "n", constraint=". > 5"))
    assert ruled(source).sound
    assert ruled(source, n="6").sound
    assert reasons(ruled(source, n="5")) == {"g/n": "constraint"}


def test_the_forms_own_messages_are_told_in_both_languages() -> None:
    own = {
        "constraint_message::Indonesia (id)": "terlalu kecil",
        "constraint_message::English (en)": "too small",
        "required_message::Indonesia (id)": "isi dulu",
        "required_message::English (en)": "fill it first",
    }
    source = form(asked("integer", "n", constraint=". > 5", required="yes", **own))
    (small,) = ruled(source, n="1").errors
    (none,) = ruled(source).errors
    assert (small.message.in_("id"), small.message.in_("en")) == (
        "terlalu kecil",
        "too small",
    )
    assert (none.message.in_("id"), none.message.in_("en")) == (
        "isi dulu",
        "fill it first",
    )


def test_an_irrelevant_question_is_neither_kept_nor_missed() -> None:
    source = form(asked("text", "a"), asked("integer", "b", relevant="${a} = 'x'", required="yes"))
    verdict = ruled(source, a="w", b="not a number")
    assert verdict.sound
    assert verdict.answers == {"g/a": "w"}
    assert verdict.relevant == {"g", "g/a"}


def test_an_irrelevant_group_takes_its_questions_with_it() -> None:
    rows = [
        asked("text", "a"),
        asked("begin_group", "box", relevant="${a} = 'x'"),
        asked("text", "b", required="yes"),
        asked("end_group", ""),
    ]
    source = read_markdown(text_of(rows))
    assert judge(source, {"a": "w", "box/b": "kept?"}, now=NOW).answers == {"a": "w"}
    assert reasons(judge(source, {"a": "x"}, now=NOW)) == {"box/b": "required"}


def test_an_irrelevant_answer_reads_as_empty_to_the_rules() -> None:
    source = form(
        asked("text", "c", relevant="${b} = 'seen'"),
        asked("text", "b", relevant="${a} = 'x'"),
        asked("text", "a"),
    )
    assert ruled(source, a="x", b="seen", c="1").relevant == {"g", "g/a", "g/b", "g/c"}
    assert ruled(source, a="w", b="seen", c="1").answers == {"g/a": "w"}


def test_a_wrong_answer_reads_as_empty_to_the_rules() -> None:
    source = form(asked("integer", "n"), asked("text", "t", relevant="${n} != ''"))
    assert "g/t" not in ruled(source, n="x").relevant
    assert "g/t" in ruled(source, n="1").relevant


def test_calculations_run_in_the_order_of_what_they_look_at() -> None:
    source = form(
        asked("calculate", "c", calculation="${b} + 1"),
        asked("calculate", "b", calculation="${a} * 2"),
        asked("integer", "a"),
    )
    assert ruled(source, a="5").answers == {"g/a": "5", "g/b": "10", "g/c": "11"}


def test_a_sent_calculation_is_worked_out_again() -> None:
    source = form(asked("integer", "a"), asked("calculate", "fee", calculation="${a} * 100"))
    assert ruled(source, a="2", fee="1").answers["g/fee"] == "200"


def test_a_calculation_that_comes_to_no_number_is_empty() -> None:
    source = form(asked("integer", "a"), asked("calculate", "c", calculation="${a} * 2"))
    assert ruled(source).answers == {}


def test_a_whole_number_question_cuts_the_fraction_of_its_calculation() -> None:
    source = form(asked("integer", "a"), asked("integer", "b", calculation="${a} div 2"))
    assert ruled(source, a="-7").values["g/b"] == -3


def test_a_read_only_answer_is_the_forms_own() -> None:
    source = form(asked("text", "fee", read_only="yes", default="100000"))
    assert ruled(source).answers == {"g/fee": "100000"}
    tampered = ruled(source, fee="1")
    assert tampered.answers == {"g/fee": "100000"}
    assert reasons(tampered) == {"g/fee": "unknown"}


def test_an_unknown_path_is_named_and_never_dropped_in_silence() -> None:
    source = form(asked("text", "a"))
    told = {"g/a": "1", "g/b": "2", "c": "", "g": "3"}
    verdict = judge(source, told, now=NOW)
    assert reasons(verdict) == {"g/b": "unknown", "c": "unknown", "g": "unknown"}
    assert verdict.answers == {"g/a": "1"}


def test_a_choice_filter_leaves_what_fits() -> None:
    source = form(
        asked("select_one l", "first"),
        asked("select_one l", "q", choice_filter="kota = 'b' and name != ${first}"),
        choices=LIST,
    )
    verdict = ruled(source, first="y", q="y")
    assert verdict.offered == {"g/q": ("z",)}
    assert reasons(verdict) == {"g/q": "choice"}
    assert ruled(source, first="y", q="z").sound


def test_only_limits_the_errors_and_nothing_else() -> None:
    rows = [
        asked("begin_group", "one"),
        asked("text", "a", required="yes"),
        asked("end_group", ""),
        asked("begin_group", "two"),
        asked("text", "b", required="yes"),
        asked("calculate", "c", calculation="concat(${a}, '!')"),
        asked("end_group", ""),
    ]
    source = read_markdown(text_of(rows))
    told = {"one/x": "1", "two/y": "2"}
    whole = judge(source, told, now=NOW)
    page = judge(source, told, now=NOW, only="two")
    assert set(reasons(whole)) == {"one/a", "two/b", "one/x", "two/y"}
    assert set(reasons(page)) == {"two/b", "two/y"}
    assert (page.answers, page.relevant) == (whole.answers, whole.relevant)
    with pytest.raises(KeyError):
        judge(source, {}, now=NOW, only="three")


def test_today_is_the_day_that_is_given() -> None:
    source = form(asked("date", "d", constraint=". <= today()"))
    told = {"g/d": "2026-11-24"}
    assert judge(source, told, now=NOW).sound
    assert not judge(source, told, now=NOW - timedelta(days=1)).sound


WORDS = st.sampled_from(["", "x", "y", "1", "7", "2026-11-24", "a\x00", "w w", " ", "999"])
MIXED = form(
    asked("integer", "n", constraint=". < 100", required="yes"),
    asked("text", "t", relevant="${n} > 1 or ${s} = 'x'"),
    asked("select_one l", "s", choice_filter="kota = 'a' or ${m} = ''"),
    asked("select_multiple l", "m", relevant="${d} != ''"),
    asked("date", "d"),
    asked("calculate", "c", calculation="concat(${t}, count-selected(${m}))"),
    asked("text", "u", relevant="selected(${m}, 'y') and ${c} != '0'", required="yes"),
    asked("text", "r", read_only="yes", default="fixed"),
    choices=LIST,
)


@given(st.dictionaries(st.sampled_from([*MIXED.questions, "g/nope"]), WORDS))
def test_judging_what_was_judged_changes_nothing(told: dict[str, str]) -> None:
    first = judge(MIXED, told, now=NOW)
    again = judge(MIXED, first.answers, now=NOW)
    assert again.answers == first.answers
    assert again.relevant == first.relevant
    assert again.values == first.values
    assert again.offered == first.offered
    kept = [error for error in first.errors if error.reason != "unknown"]
    assert list(again.errors) == kept


@given(st.dictionaries(st.sampled_from([*MIXED.questions]), st.text(max_size=40)))
def test_any_text_at_all_is_judged_without_an_accident(told: dict[str, str]) -> None:
    verdict = judge(MIXED, told, now=NOW)
    assert set(verdict.answers) <= verdict.relevant
    wrong = {error.path for error in verdict.errors if error.reason != "unknown"}
    assert wrong.isdisjoint(verdict.values)
