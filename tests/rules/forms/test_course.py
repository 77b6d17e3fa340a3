"""From the first page to the last: what a form fills in by itself, and when."""

from datetime import timedelta

from keliling.forms import begin, carry_on, finish, read_xform
from tests.rules.forms.paper import NOW, asked, form

FORM = form(
    asked("start", "started"),
    asked("end", "ended"),
    asked("today", "day"),
    asked("username", "who"),
    asked("text", "fixed", default="pagi"),
    asked("date", "due", default="date(today() + 3)"),
    asked("text", "again", default="concat(${fixed}, '!')"),
    asked("integer", "a"),
    asked("integer", "double", trigger="${a}", calculation="${a} * 2"),
    asked("integer", "fourfold", trigger="${double}", calculation="${double} * 2"),
    asked("text", "apart"),
)
LATER = NOW + timedelta(hours=1)


def step(before: dict[str, str], **changes: str) -> dict[str, str]:
    """Change answers by hand, and let the form go on."""
    after = before | {f"g/{name}": answer for name, answer in changes.items()}
    return carry_on(FORM, before, after, now=LATER)


def test_an_instance_begins_with_its_defaults_and_the_moment() -> None:
    assert begin(FORM, now=NOW, known={"username": "relawan"}) == {
        "g/started": "2026-11-24T12:00:00.000+07:00",
        "g/day": "2026-11-24",
        "g/who": "relawan",
        "g/fixed": "pagi",
        "g/due": "2026-11-27",
        "g/again": "pagi!",
    }
    assert "g/who" not in begin(FORM, now=NOW)


def test_a_change_is_followed_as_far_as_it_leads() -> None:
    after = step(begin(FORM, now=NOW), a="3")
    assert (after["g/double"], after["g/fourfold"]) == ("6", "12")
    assert after["g/started"] == "2026-11-24T12:00:00.000+07:00"


def test_what_was_typed_over_stays_until_its_trigger_changes() -> None:
    after = step(step(begin(FORM, now=NOW), a="3"), double="7")
    assert (after["g/double"], after["g/fourfold"]) == ("7", "14")
    other = step(after, apart="x")
    assert other["g/double"] == "7"
    assert step(other, a="4")["g/double"] == "8"


def test_what_the_same_step_changed_by_hand_stays() -> None:
    assert step({}, a="3", double="1")["g/double"] == "1"


def test_an_answer_that_goes_takes_what_followed_along() -> None:
    after = step(begin(FORM, now=NOW), a="3")
    assert "g/double" not in step(after, a="")


def test_the_end_is_the_moment_of_sending() -> None:
    assert finish(FORM, {}, now=LATER) == {"g/ended": "2026-11-24T13:00:00.000+07:00"}


def test_all_of_it_survives_the_xform() -> None:
    again = read_xform(FORM.xform)
    assert again.settings == FORM.settings
    assert begin(again, now=NOW) == begin(FORM, now=NOW)
