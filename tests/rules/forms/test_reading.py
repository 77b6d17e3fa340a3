"""An XLSForm becomes a form, or its author learns what to mend and where."""

import pytest

from keliling.forms import FormProblem, Kind, Problem, read_markdown, read_xform
from tests.rules.forms.paper import asked, form, ruled, text_of

LIST = [
    {"list_name": "l", "name": "yes", "kota": "a"},
    {"list_name": "l", "name": "no", "kota": "b"},
]
KINDS = {
    "text": Kind.TEXT,
    "integer": Kind.INTEGER,
    "decimal": Kind.DECIMAL,
    "date": Kind.DATE,
    "select_one l": Kind.SELECT_ONE,
    "select_multiple l": Kind.SELECT_MULTIPLE,
    "image": Kind.IMAGE,
    "file": Kind.FILE,
    "note": Kind.NOTE,
}


def problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(FormProblem) as raised:
        read_markdown(text)
    return raised.value.problems


def one_problem(*rows: dict[str, str]) -> Problem:
    found = problems(text_of(rows, LIST))
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(("kind", "read"), KINDS.items())
def test_each_kind_of_question_is_read(kind: str, read: Kind) -> None:
    assert form(asked(kind, "q"), choices=LIST).question("g/q").kind is read


def test_a_calculation_is_a_question_that_is_not_asked() -> None:
    source = form(asked("text", "a"), asked("calculate", "c", calculation="${a}"))
    question = source.question("g/c")
    assert question.kind is Kind.CALCULATE
    assert question.calculated


def test_words_are_found_by_the_code_of_their_language() -> None:
    source = form(asked("text", "q", hint="petunjuk"))
    label = source.question("g/q").label
    assert (label.in_("id"), label.in_("en")) == ("q bahasa", "q english")
    assert source.languages == ("id", "en")
    assert source.default_language == "id"


def test_a_language_without_words_falls_back_to_the_default() -> None:
    source = form({"type": "text", "name": "q", "label::English (en)": ""})
    assert source.question("g/q").label.in_("en") == "q bahasa"
    assert source.question("g/q").label.in_("fr") == "q bahasa"


def test_a_missing_hint_is_false() -> None:
    assert not form(asked("text", "q")).question("g/q").hint


def test_an_answer_can_be_named_inside_a_sentence() -> None:
    words = {"label::Indonesia (id)": "Nama ${who} benar?"}
    label = form(asked("text", "who"), asked("note", "n", **words)).question("g/n").label
    assert label.in_("id") == "Nama … benar?"
    assert label.in_("id", {"g/who": "Sari"}) == "Nama Sari benar?"


def test_groups_keep_their_questions_in_order() -> None:
    rows = [
        asked("begin_group", "one", appearance="field-list"),
        asked("text", "b"),
        asked("text", "a"),
        asked("end_group", ""),
        asked("begin_group", "two"),
        asked("date", "c", required="yes", **{"hint::English (en)": "when"}),
        asked("end_group", ""),
    ]
    source = read_markdown(text_of(rows))
    listed = [(group.path, [q.path for q in group.questions]) for group in source.groups]
    assert listed == [("one", ["one/b", "one/a"]), ("two", ["two/c"])]
    assert source.group("one").appearance == "field-list"
    assert source.group("two").label.in_("en") == "two english"
    assert list(source.questions) == ["one/b", "one/a", "two/c"]
    assert source.question("two/c").required is True
    assert source.question("two/c").hint.in_("en") == "when"


def test_a_requirement_may_hang_on_an_answer() -> None:
    source = form(asked("text", "a"), asked("text", "b", required="${a} = 'x'"))
    required = source.question("g/b").required
    assert not isinstance(required, bool)
    assert required.reads == {"g/a"}


def test_choices_keep_order_words_and_columns() -> None:
    choices = form(asked("select_one l", "q"), choices=LIST).question("g/q").choices
    assert [choice.name for choice in choices] == ["yes", "no"]
    assert choices[0].label.in_("en") == "yes english"
    assert choices[0].columns["kota"] == "a"


def test_defaults_are_what_a_new_instance_starts_with() -> None:
    source = form(asked("integer", "n", default="3"), asked("text", "t"))
    assert source.blank() == {"g/n": "3"}


def test_a_form_is_the_same_when_it_is_read_again_from_its_xform() -> None:
    source = form(
        asked("integer", "n", constraint=". > 2", required="yes"),
        asked("select_one l", "s", relevant="${n} > 3", choice_filter="kota = 'a'"),
        choices=LIST,
    )
    again = read_xform(source.xform)
    assert again.questions == source.questions
    assert again.groups == source.groups
    for answers in ({"n": "1"}, {"n": "5", "s": "no"}, {"n": "5", "s": "yes"}, {}):
        assert ruled(again, **answers) == ruled(source, **answers)


SPOTS = {
    "an unknown type": (asked("osm", "q"), "type", "geopoint"),
    "a file that is not there": (asked("csv-external", "q"), "name", "q.csv"),
    "choices from a file that is not there": (
        asked("select_one_from_file k.csv", "q"),
        "type",
        "k.csv",
    ),
    "a list that is not named": (asked("select_one", "q"), "type", "name of its list"),
    "several choices from answers": (asked("rank ${before}", "q"), "type", "only select_one"),
    "a word behind the list": (asked("select_one l or_else", "q"), "type", "or_else"),
    "a parameter of what takes none": (
        asked("text", "q", parameters="randomize=true"),
        "parameters",
        "“text” takes rows",
    ),
    "a parameter that a range has not": (
        asked("range", "q", parameters="start=1 end=5 step=1 tick=2"),
        "parameters",
        "tick",
    ),
    "a range without steps": (
        asked("range", "q", parameters="start=1 end=5 step=0"),
        "parameters",
        "step",
    ),
    "an unknown question": (asked("text", "q", relevant="${x} = 1"), "relevant", "“x”"),
    "an unknown function": (
        asked("text", "q", constraint="fun(.)"),
        "constraint",
        "fun()",
    ),
    "a function that shuffles": (
        asked("calculate", "q", calculation="randomize(.)"),
        "calculation",
        "order",
    ),
    "a data file": (
        asked("calculate", "q", calculation="pulldata('f', 'a', 'b', 'c')"),
        "calculation",
        "f.csv",
    ),
    "a broken expression": (asked("text", "q", relevant="1 +"), "relevant", "too early"),
    "too few arguments": (
        asked("text", "q", constraint="regex(.)"),
        "constraint",
        "takes 2",
    ),
    "a pattern without ends": (
        asked("text", "q", constraint="regex(., '[0-9]+')"),
        "constraint",
        "begin the pattern",
    ),
    "a required note": (asked("note", "q", required="yes"), "required", "note"),
    "a required calculation": (
        asked("calculate", "q", calculation="1", required="yes"),
        "required",
        "no effect",
    ),
    "a default that cannot be worked out": (
        asked("date", "q", default="today(1)"),
        "default",
        "today()",
    ),
    "a filter on what has no choices": (
        asked("text", "q", choice_filter="kota = 'a'"),
        "choice_filter",
        "no effect on “text”",
    ),
    "a hint that nobody would see": (
        asked("calculate", "q", calculation="1", **{"hint::English (en)": "x"}),
        "hint::English (en)",
        "no effect on “calculate”",
    ),
    "a quality of a film": (
        asked("video", "q", parameters="quality=low"),
        "parameters",
        "takes none",
    ),
    "another program": (
        asked("image", "q", parameters="app=org.example.draw"),
        "parameters",
        "another program",
    ),
    "a seed that is no question": (
        asked("select_one l", "q", parameters="randomize=true seed=x"),
        "parameters",
        "number",
    ),
    "a log of every step": (asked("audit", "audit"), "type", "more of people"),
    "a recording unasked": (asked("background-audio", "q"), "type", "unasked"),
    "a place unasked": (asked("start-geopoint", "q"), "type", "unasked"),
    "choices elsewhere": (asked("select_one_external l", "q"), "type", "choice_filter"),
    "a loop": (asked("begin loop over l", "q"), "type", "for each"),
    "a picture sent beforehand": (
        asked("image", "q", default="a.png"),
        "default",
        "before somebody",
    ),
    "a column that the choices do not have": (
        asked("select_one l", "q", choice_filter="desa = 1"),
        "choice_filter",
        "“desa”",
    ),
}


@pytest.mark.parametrize(("row", "column", "words"), SPOTS.values(), ids=SPOTS.keys())
def test_a_problem_names_sheet_row_and_column(row: dict[str, str], column: str, words: str) -> None:
    found = one_problem(asked("text", "before"), row)
    assert (found.sheet, found.row, found.column) == ("survey", 3, column)
    assert words in found.message


def test_what_an_old_column_holds_is_refused_with_its_reason() -> None:
    found = one_problem(asked("text", "q", save_to="name"))
    assert (found.sheet, found.row, found.column) == ("survey", 1, "save_to")
    assert "entities" in found.message


def test_two_spellings_of_one_column_are_refused() -> None:
    found = one_problem(asked("text", "q", relevant="1 = 1", relevance="1 = 2"))
    assert (found.sheet, found.row, found.column) == ("survey", 1, "relevance")


def test_every_spelling_comes_to_the_same_form() -> None:
    plain = text_of([asked("select_one l", "q", constraint=". != 'no'", read_only="yes")], LIST)
    other = plain.replace("select_one l", "Select one from  l")
    other = other.replace("| constraint |", "| bind:constraint |").replace(
        "| label::", "| Caption::"
    )
    assert read_markdown(other).xform == read_markdown(plain).xform


def test_a_column_without_effect_is_refused() -> None:
    found = one_problem(asked("text", "q", relevent="1 = 1"))
    assert (found.sheet, found.row, found.column) == ("survey", 1, "relevent")


def test_a_setting_without_effect_is_refused() -> None:
    (found,) = problems(text_of([asked("text", "q")], settings={"public_key": "MIIB"}))
    assert (found.sheet, found.column) == ("settings", "public_key")
    assert "could not be judged" in found.message


@pytest.mark.parametrize("name", ["../a.png", "a/b.png", "${q}", ".png", "jr://images/a.png"])
def test_a_picture_that_is_no_file_name_is_refused(name: str) -> None:
    choices = [{"list_name": "l", "name": "a", "media::image": name}]
    (found,) = problems(text_of([asked("select_one l", "q")], choices))
    assert (found.sheet, found.row, found.column) == ("choices", 2, "media::image")


def test_all_problems_are_told_at_once() -> None:
    rows = [
        asked("osm", "a"),
        asked("text", "b", relevant="${nope}"),
        asked("osm", "c"),
    ]
    assert [found.row for found in problems(text_of(rows))] == [2, 3, 4]


def test_a_circle_of_rules_is_refused_and_told_in_full() -> None:
    found = one_problem(
        asked("text", "a", relevant="${b} = ''"), asked("text", "b", relevant="${a} = ''")
    )
    assert "circle" in found.message
    assert {"a", "b"} <= set(found.message.replace("→", " ").split())


def test_a_calculation_that_looks_at_itself_is_a_circle() -> None:
    assert "circle" in one_problem(asked("calculate", "c", calculation="${c} + 1")).message


def test_a_group_that_hangs_on_its_own_question_is_a_circle() -> None:
    found = one_problem(
        asked("begin_group", "box", relevant="${inside} = ''"),
        asked("text", "inside"),
        asked("end_group", ""),
    )
    assert "circle" in found.message


@pytest.mark.parametrize(
    "text",
    [
        "",
        "## survey\n",
        "## survey\n| type | name |\n",
        "nothing",
        "## surveys\n| a |\n| b |",
    ],
)
def test_a_text_without_questions_is_refused(text: str) -> None:
    assert problems(text)


def test_a_row_with_too_many_cells_is_refused() -> None:
    (found,) = problems("## survey\n| type | name |\n|---|---|\n| text | a | b |\n")
    assert (found.row, found.message) == (2, "the row has 3 cells, the heading 2")


def test_a_group_that_is_not_closed_is_refused() -> None:
    assert problems(text_of([asked("begin_group", "g"), asked("text", "a")]))


@pytest.mark.parametrize(
    "xml",
    [
        "",
        "<a/>",
        "not xml",
        "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
        "<h:html xmlns:h='http://www.w3.org/1999/xhtml'><h:head/><h:body/></h:html>",
    ],
)
def test_what_is_no_xform_is_refused(xml: str) -> None:
    with pytest.raises(FormProblem):
        read_xform(xml)


def test_a_path_that_is_too_long_to_be_kept_is_refused_at_its_row() -> None:
    names = [f"{'g' * 60}{n}" for n in range(3)]
    rows = [asked("begin_group", name) for name in names]
    rows += [asked("text", "q"), *(asked("end_group", "") for _ in names)]
    with pytest.raises(FormProblem) as refused:
        read_markdown(text_of(rows))
    assert [(one.row, one.column) for one in refused.value.problems] == [(5, "name")]
