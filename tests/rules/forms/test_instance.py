"""Answers as XML, there and back, and what is not let in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from keliling.forms import InstanceProblem, from_instance, read_markdown, to_instance
from keliling.forms.lexical import storable
from tests.rules.forms.paper import asked, form, ruled, text_of

FORM = form(
    asked("text", "t"),
    asked("integer", "n"),
    asked("image", "p"),
    asked("text", "u", relevant="${n} > 1"),
)


def wrapped(inside: str, attributes: str = 'id="trial" version="1"') -> bytes:
    return f"<data {attributes}>{inside}</data>".encode()


def refused(xml: bytes) -> str:
    with pytest.raises(InstanceProblem) as problem:
        from_instance(FORM, xml)
    return str(problem.value)


ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=[]), max_size=30)


@given(st.dictionaries(st.sampled_from([*FORM.questions]), ANY_TEXT))
def test_answers_come_back_as_they_went(told: dict[str, str]) -> None:
    xml = to_instance(FORM, told, instance_id="uuid:1")
    kept = {path: storable(text) for path, text in told.items() if text}
    assert from_instance(FORM, xml) == kept
    assert to_instance(FORM, kept, instance_id="uuid:1") == xml


@pytest.mark.parametrize(
    "text", ["<b>&amp;]]></b>", " \r\n\t ", "a\rb", "'\"", "𝄞 é", "<!--", "&#0;", "]]>"]
)
def test_hostile_text_stays_text(text: str) -> None:
    assert from_instance(FORM, to_instance(FORM, {"g/t": text}, instance_id="x")) == {"g/t": text}


def test_what_xml_cannot_hold_is_kept_as_a_sign_that_is_judged_wrong() -> None:
    kept = from_instance(FORM, to_instance(FORM, {"g/t": "a\x00b\ud800"}, instance_id="x"))
    assert kept == {"g/t": "a\ufffdb\ufffd"}
    (error,) = ruled(FORM, t=kept["g/t"]).errors
    assert error.reason == "type"


def test_an_instance_names_its_form_version_and_itself() -> None:
    root = etree.fromstring(to_instance(FORM, {"g/n": "2"}, instance_id="uuid:7"))
    assert (root.tag, root.get("id"), root.get("version")) == ("data", "trial", "1")
    assert root.findtext("meta/instanceID") == "uuid:7"
    assert root.findtext("g/n") == "2"


def test_a_draft_has_every_node_and_a_submission_the_relevant_ones() -> None:
    told = {"g/n": "1", "g/u": "hidden"}
    draft = etree.fromstring(to_instance(FORM, told, instance_id="x"))
    verdict = ruled(FORM, n="1", u="hidden")
    sent = etree.fromstring(
        to_instance(FORM, verdict.answers, instance_id="x", relevant=verdict.relevant)
    )
    assert [node.tag for node in draft[0]] == ["t", "n", "p", "u"]
    assert [node.tag for node in sent[0]] == ["t", "n", "p"]


def test_an_irrelevant_group_is_left_out_with_what_is_in_it() -> None:
    rows = [
        asked("text", "a"),
        asked("begin_group", "box", relevant="${a} = 'x'"),
        asked("text", "b"),
        asked("end_group", ""),
    ]
    source = read_markdown(text_of(rows))
    xml = to_instance(source, {"a": "w", "box/b": "1"}, instance_id="x", relevant={"a"})
    assert from_instance(source, xml) == {"a": "w"}


def test_an_unknown_path_cannot_be_written() -> None:
    with pytest.raises(InstanceProblem, match="g/zzz"):
        to_instance(FORM, {"g/zzz": "1"}, instance_id="x")


def test_an_unknown_node_is_read_so_that_it_can_be_judged() -> None:
    told = from_instance(FORM, wrapped("<g><t>1</t><zzz>2</zzz></g><stray>3</stray>"))
    assert told == {"g/t": "1", "g/zzz": "2", "stray": "3"}


def test_metadata_namespaces_and_comments_do_not_matter() -> None:
    xml = wrapped(
        "<!-- c --><g><t>a<!-- b -->c</t></g>"
        '<o:meta xmlns:o="http://openrosa.org/xforms"><o:instanceID>u</o:instanceID></o:meta>',
        'xmlns="http://www.w3.org/2002/xforms" id="trial" version="1"',
    )
    assert from_instance(FORM, xml) == {"g/t": "ac"}


HOSTILE = {
    "nothing": b"",
    "no xml": b"hello",
    "unfinished": wrapped("<g>")[:-3],
    "a document type": b"<!DOCTYPE data><data id='trial' version='1'/>",
    "an entity": b"<!DOCTYPE d [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"
    b"<data id='trial' version='1'><g><t>&e;</t></g></data>",
    "an expanding entity": b"<!DOCTYPE d [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]>"
    b"<data id='trial' version='1'><g><t>&b;</t></g></data>",
    "a document type in UTF-16": (
        "<?xml version='1.0' encoding='UTF-16'?><!DOCTYPE d [<!ENTITY e 'x'>]>"
        "<data id='trial' version='1'><g><t>&e;</t></g></data>"
    ).encode("utf-16"),
    "a document type in UTF-7": b"<?xml version='1.0' encoding='UTF-7'?>"
    b"+ADwAIQ-DOCTYPE d [+ADwAIQ-ENTITY e 'x'+AD4]+AD4"
    b"<data id='trial' version='1'><g><t>&e;</t></g></data>",
    "an undefined entity": wrapped("<g><t>&e;</t></g>"),
    "ten thousand levels": wrapped("<g>" * 10_000 + "</g>" * 10_000),
    "another form": wrapped("", 'id="other" version="1"'),
    "another version": wrapped("", 'id="trial" version="2"'),
    "no version": wrapped("", 'id="trial"'),
    "another root": b'<form id="trial" version="1"/>',
    "a node twice": wrapped("<g><t>1</t><t>2</t></g>"),
    "text beside nodes": wrapped("<g>loose<t>1</t></g>"),
    "text behind nodes": wrapped("<g><t>1</t>loose</g>"),
    "too much": wrapped("<g><t>" + "a" * 4_000_000 + "</t></g>"),
    "broken UTF-8": wrapped("<g><t>\u00e9</t></g>").replace(b"\xc3\xa9", b"\xe9"),
}


@pytest.mark.parametrize("xml", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_xml_is_refused_in_words(xml: bytes) -> None:
    assert refused(xml)


@given(st.binary(max_size=200))
def test_any_bytes_at_all_are_read_or_refused(xml: bytes) -> None:
    refused(xml)
