"""What each kind of question takes for an answer, and what it says of everything else."""

from datetime import UTC, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

from keliling.forms import Form, from_instance, to_instance
from keliling.forms.words import sentence
from tests.rules.forms.paper import asked, form, reasons, ruled

LIST = [{"list_name": "l", "name": name} for name in ("a", "b", "c")]
WIB = timezone(timedelta(hours=7))
SPAN = {"parameters": "start=1 end=2 step=0.5"}
GOOD: list[tuple[str, dict[str, str], str, Any]] = [
    ("time", {}, "08:30:00", time(8, 30)),
    ("time", {}, "23:59:59.999+07:00", time(23, 59, 59, 999_000, WIB)),
    ("dateTime", {}, "2026-01-31T08:30:00.000+07:00", datetime(2026, 1, 31, 8, 30, tzinfo=WIB)),
    ("dateTime", {}, "2026-01-31T08:30:00Z", datetime(2026, 1, 31, 8, 30, tzinfo=UTC)),
    ("geopoint", {}, "-6.34 106.83", (-6.34, 106.83)),
    ("geopoint", {}, "-6.34 106.83 12.5 4", (-6.34, 106.83, 12.5, 4.0)),
    ("geotrace", {}, "-6.3 106.8 0 0;-6.4 106.9 0 0", ((-6.3, 106.8, 0, 0), (-6.4, 106.9, 0, 0))),
    ("geoshape", {}, "0 0;0 1;1 1;0 0", ((0, 0), (0, 1), (1, 1), (0, 0))),
    ("range", SPAN, "1.5", Decimal("1.5")),
    ("range", SPAN, "2", Decimal(2)),
    ("barcode", {}, " 899 1234 ", " 899 1234 "),
    ("acknowledge", {}, "OK", "OK"),
    ("rank l", {}, "c a b", ("c", "a", "b")),
    ("select_one l or_other", {}, "other", "other"),
    ("audio", {}, "a.m4a", "a.m4a"),
    ("video", {}, "a.mp4", "a.mp4"),
]
BAD: list[tuple[str, dict[str, str], list[str], str]] = [
    ("time", {}, ["8:30", "08:30", "24:00:00", "08:60:00", "noon"], "time"),
    (
        "dateTime",
        {},
        [
            "2026-01-31",
            "2026-01-31T08:30:00",
            "2026-02-30T08:30:00Z",
            "2026-01-31 08:30:00+07:00",
            "2026-01-31T08:30:00+0700",
        ],
        "moment",
    ),
    (
        "geopoint",
        {},
        ["-6.34", "91 0", "0 181", "0 0 0 -1", "0,0", "0 0 0 0 0", "1e1 2"],
        "geopoint",
    ),
    ("geotrace", {}, ["0 0", "0 0;x", "0 0;0 1;0 0", ";", "0 0;;0 1"], "geotrace"),
    ("geoshape", {}, ["0 0;0 1;1 1", "0 0;0 0", "0 0;91 0;0 0"], "geoshape"),
    ("range", SPAN, ["0.5", "2.5", "1.25"], "range"),
    ("acknowledge", {}, ["ok", "yes", "1"], "acknowledge"),
    ("rank l", {}, ["a b", "a b d", "a b c d"], "rank"),
]


def only(kind: str, more: dict[str, str]) -> Form:
    return form(asked(kind, "q", **more), choices=LIST)


@pytest.mark.parametrize(("kind", "more", "answer", "value"), GOOD)
def test_a_fitting_answer_becomes_a_value_and_travels(
    kind: str, more: dict[str, str], answer: str, value: object
) -> None:
    source = only(kind, more)
    others = {"q_other": "Contoh"} if "or_other" in kind else {}
    verdict = ruled(source, q=answer, files=answer if "." in answer else "", **others)
    assert reasons(verdict) == {}
    assert verdict.values["g/q"] == value
    sent = to_instance(source, verdict.answers, instance_id="uuid:1", relevant=verdict.relevant)
    assert from_instance(source, sent) == verdict.answers


@pytest.mark.parametrize(("kind", "more", "answers", "key"), BAD)
def test_another_answer_is_named_and_kept_as_it_was(
    kind: str, more: dict[str, str], answers: list[str], key: str
) -> None:
    source = only(kind, more)
    for answer in answers:
        verdict = ruled(source, q=answer)
        (error,) = verdict.errors
        assert error.message == sentence(key), answer
        assert verdict.answers["g/q"] == answer
        assert "g/q" not in verdict.values


def test_the_choice_of_ones_own_asks_for_it() -> None:
    source = only("select_one l or_other", {})
    assert "g/q_other" in ruled(source, q="other").relevant
    assert "g/q_other" not in ruled(source, q="a").relevant


def test_what_is_hidden_is_asked_of_nobody_and_kept() -> None:
    source = form(
        asked("hidden", "h", default="pagi"), asked("text", "q", relevant="${h} = 'sore'")
    )
    assert source.blank() == {"g/h": "pagi"}
    assert "g/q" not in ruled(source, h="pagi").relevant
    assert "g/q" in ruled(source, h="sore").relevant


def test_a_range_may_run_downwards() -> None:
    source = only("range", {"parameters": "start=5 end=1 step=-2"})
    assert [n for n in "12345" if not ruled(source, q=n).errors] == ["1", "3", "5"]
