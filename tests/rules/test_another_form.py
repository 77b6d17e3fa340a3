"""What a draft would lose under another form: by path, kind, rule and number of times."""

from collections.abc import Mapping

import pytest

from keliling.deliver.rules.another_form import carried, lost_by_moving
from keliling.forms import Form, judge, read_markdown
from tests.rules.forms.paper import NOW, asked, text_of

GIVEN = {
    "home/street": "Jalan Contoh",
    "home/member": "2",
    "home/member[1]/name": "Siti",
    "home/member[2]/name": "Budi",
    "home/member[2]/age": "7",
}


def household(*members: Mapping[str, str], repeat: str = "repeat", **street: str) -> Form:
    """A street, and members as often as there are."""
    rows = [
        {"type": "begin_group", "name": "home"},
        asked("text", "street", **street),
        {"type": f"begin_{repeat}", "name": "member"},
        *members,
        {"type": f"end_{repeat}", "name": ""},
        asked("calculate", "label", calculation="concat(${street}, '.')"),
        {"type": "end_group", "name": ""},
    ]
    return read_markdown(text_of(rows))


NAME, AGE = asked("text", "name"), asked("integer", "age")
BEFORE = household(NAME, AGE)


def lost(after: Form) -> set[str]:
    """Return what the household would lose."""
    kept = carried(BEFORE, after, GIVEN, {})
    verdicts = (judge(BEFORE, GIVEN, now=NOW), judge(after, kept, now=NOW))
    return set(lost_by_moving(BEFORE, after, GIVEN, verdicts))


def test_the_same_form_loses_nothing() -> None:
    assert lost(household(NAME, AGE)) == set()


def test_more_questions_and_other_calculations_lose_nothing() -> None:
    assert lost(household(NAME, AGE, asked("text", "work"))) == set()


@pytest.mark.parametrize(
    ("after", "gone"),
    [
        (household(NAME), {"home/member[2]/age"}),
        (household(NAME, asked("text", "age")), {"home/member[2]/age"}),
        (household(NAME, asked("integer", "age", constraint=". > 17")), {"home/member[2]/age"}),
        (household(NAME, asked("integer", "age", relevant="${name} = ''")), {"home/member[2]/age"}),
        (
            household(NAME, AGE, repeat="group"),
            {path for path in GIVEN if path.startswith("home/member")},
        ),
        (household(NAME, AGE, constraint="string-length(.) < 3"), {"home/street"}),
    ],
)
def test_what_would_be_gone_otherwise_or_wrong_is_named(after: Form, gone: set[str]) -> None:
    assert lost(after) == gone


def test_what_was_wrong_before_is_no_reason_to_stay() -> None:
    before = household(NAME, AGE, constraint="string-length(.) < 3")
    after = household(NAME, AGE, constraint="string-length(.) < 4")
    verdicts = (judge(before, GIVEN, now=NOW), judge(after, GIVEN, now=NOW))
    assert lost_by_moving(before, after, GIVEN, verdicts) == ()


def test_what_is_new_begins_as_in_a_new_form_and_nothing_else_is_touched() -> None:
    after = household(NAME, AGE, asked("text", "work"))
    fresh = {"home/street": "elsewhere", "home/member[1]/work": "none"}
    assert carried(BEFORE, after, GIVEN, fresh) == GIVEN | {"home/member[1]/work": "none"}
