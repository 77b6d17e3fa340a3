"""What stands beside the words of a form: media, guidance, parameters, and its settings."""

import pytest

from keliling.forms import (
    FormProblem,
    What,
    changed_files,
    judge,
    read_markdown,
    read_xform,
    to_instance,
)
from tests.rules.forms.paper import NOW, asked, form, text_of

LIST = [
    {"list_name": "l", "name": "a", "image::English (en)": "a.png"},
    {"list_name": "l", "name": "b"},
    {"list_name": "l", "name": "c"},
]


def with_settings(**settings: str) -> str:
    rows = [asked("text", "who"), asked("integer", "age")]
    return text_of(rows, settings=settings)


def test_media_stand_beside_the_words_of_their_language() -> None:
    cells = {"image::Indonesia (id)": "id.png", "media::audio::English (en)": "en.mp3"}
    source = form(asked("text", "q", **cells))
    label = source.question("g/q").label
    assert label.media_in("id") == {"image": "id.png"}
    assert label.media_in("en") == {"audio": "en.mp3"}
    assert label.media_in("fr") == {"image": "id.png"}
    assert label.in_("en") == "q english"
    assert read_xform(source.xform).question("g/q").label == label


def test_a_form_says_which_files_it_needs() -> None:
    rows = [
        asked("begin_group", "box", **{"big-image::Indonesia (id)": "box.png"}),
        asked("select_one l", "q", **{"video::English (en)": "q.mp4"}),
        asked("end_group", ""),
    ]
    assert read_markdown(text_of(rows, LIST)).media == {"box.png", "q.mp4", "a.png"}
    assert form(asked("text", "q")).media == frozenset()


def test_guidance_is_apart_from_the_hint() -> None:
    cells = {"guidance_hint::Indonesia (id)": "untuk ${who}", "hint::English (en)": "help"}
    question = form(asked("text", "who"), asked("text", "q", **cells)).question("g/q")
    assert question.guidance.in_("id", {"g/who": "Sari"}) == "untuk Sari"
    assert question.hint.in_("en") == "help"
    assert not form(asked("text", "q")).question("g/q").guidance


@pytest.mark.parametrize(
    ("kind", "cells", "read"),
    [
        ("text", {"parameters": "rows=5"}, {"rows": "5"}),
        ("text", {"rows": "4", "autoplay": "audio"}, {"rows": "4", "autoplay": "audio"}),
        ("image", {"parameters": "max-pixels=1024"}, {"max-pixels": "1024"}),
        ("audio", {"parameters": "quality=voice-only"}, {"quality": "voice-only"}),
        (
            "geopoint",
            {"parameters": "capture-accuracy=10, warning-accuracy=50; allow-mock-accuracy=true"},
            {"capture-accuracy": "10", "warning-accuracy": "50", "allow-mock-accuracy": "true"},
        ),
        ("geotrace", {"body::accuracyThreshold": "7"}, {"capture-accuracy": "7"}),
        ("geoshape", {"parameters": "incremental=true"}, {"incremental": "true"}),
        (
            "range",
            {"parameters": "start=0 end=10 step=1 tick_interval=5 placeholder=5"},
            {"tick_interval": "5", "placeholder": "5"},
        ),
    ],
)
def test_parameters_are_passed_on(kind: str, cells: dict[str, str], read: dict[str, str]) -> None:
    source = form(asked(kind, "q", **cells))
    assert source.question("g/q").parameters == read
    assert read_xform(source.xform).question("g/q").parameters == read


def test_a_range_may_have_words_at_its_ticks() -> None:
    ticks = [{"list_name": "t", "name": "1"}, {"list_name": "t", "name": "5"}]
    parameters = "start=1 end=5 step=1 tick_labelset=t"
    source = form(asked("range", "q", parameters=parameters), choices=ticks)
    assert "instance('t')/root/item" in source.xform


def test_an_instance_is_called_what_the_form_says() -> None:
    source = read_markdown(with_settings(instance_name="concat(${who}, ' - ', ${age})"))
    verdict = judge(source, {"who": "Sari", "age": "30"}, now=NOW)
    assert verdict.name == "Sari - 30"
    xml = to_instance(source, verdict.answers, instance_id="uuid:1", name=verdict.name)
    assert b"<instanceName>Sari - 30</instanceName>" in xml
    assert read_markdown(with_settings()).naming is None


def test_a_name_that_cannot_be_worked_out_is_refused_in_the_settings() -> None:
    with pytest.raises(FormProblem) as refused:
        read_markdown(with_settings(instance_name="fun(1)"))
    (found,) = refused.value.problems
    assert (found.sheet, found.row, found.column) == ("settings", 2, "instance_name")


def test_what_collect_does_by_itself_is_passed_on() -> None:
    source = read_markdown(with_settings(auto_send="yes", auto_delete="No", style="pages"))
    assert 'orx:auto-send="true"' in source.xform
    assert 'orx:auto-delete="false"' in source.xform
    assert source.style == "pages"
    assert read_markdown(with_settings(name="visit")).root == "visit"


def test_a_setting_is_yes_or_no() -> None:
    with pytest.raises(FormProblem) as refused:
        read_markdown(with_settings(auto_send="perhaps"))
    (found,) = refused.value.problems
    assert (found.sheet, found.row, found.column) == ("settings", 2, "auto_send")


def test_an_xform_that_sends_its_answers_elsewhere_is_refused() -> None:
    xml = read_markdown(with_settings(auto_send="yes")).xform
    elsewhere = xml.replace("<submission ", '<submission action="http://contoh.example/" ')
    with pytest.raises(FormProblem, match="action"):
        read_xform(elsewhere)


@pytest.mark.parametrize("attribute", ['intent="org.example"', 'query="x"', 'class="y"'])
def test_an_attribute_that_no_page_reads_is_refused(attribute: str) -> None:
    xml = read_markdown(with_settings()).xform
    with pytest.raises(FormProblem, match="not supported here"):
        read_xform(xml.replace('<input ref="/data/who"', f'<input {attribute} ref="/data/who"'))


def test_choices_twice_are_refused_unless_that_is_meant() -> None:
    twice = [*LIST, {"list_name": "l", "name": "a"}]
    rows = [asked("select_one l", "q")]
    with pytest.raises(FormProblem):
        read_markdown(text_of(rows, twice))
    meant = read_markdown(text_of(rows, twice, settings={"allow_choice_duplicates": "yes"}))
    assert [choice.name for choice in meant.question("q").choices] == ["a", "b", "c", "a"]


def test_files_beside_a_form_are_compared_by_name_and_hash() -> None:
    before, after = {"a.png": "1", "b.csv": "1", "same.mp3": "1"}, {"b.csv": "2", "same.mp3": "1"}
    told = changed_files(before, after | {"d.png": "1", "c.png": "1"})
    assert [(change.what, [text.in_("id") for text in change.names]) for change in told] == [
        (What.FILES_ADDED, ["c.png", "d.png"]),
        (What.FILES_REMOVED, ["a.png"]),
        (What.FILES_CHANGED, ["b.csv"]),
    ]
    assert changed_files(before, before) == ()
