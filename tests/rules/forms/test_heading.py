"""What an instance says of itself, before anybody knows its form."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keliling.forms import InstanceProblem, leaves, read_heading

META = "<meta><instanceID>uuid:1</instanceID><deprecatedID>uuid:0</deprecatedID></meta>"
OTHER = (
    '<orx:meta xmlns:orx="http://openrosa.org/xforms"><orx:instanceID> uuid:1 '
    "</orx:instanceID><orx:deprecatedID>uuid:0</orx:deprecatedID></orx:meta>"
)


@pytest.mark.parametrize("meta", [META, OTHER])
def test_it_is_read_in_the_namespace_of_openrosa_or_in_none(meta: str) -> None:
    head = read_heading(f'<data id="a" version="2">{meta}<name>b</name></data>'.encode())
    assert (head.form, head.version) == ("a", "2")
    assert (head.instance_id, head.deprecated_id) == ("uuid:1", "uuid:0")


def test_an_instance_without_a_version_has_an_empty_one() -> None:
    head = read_heading(b'<data id="a"><meta><instanceID>u</instanceID></meta></data>')
    assert (head.version, head.deprecated_id) == ("", "")


def test_what_an_unknown_form_holds_is_read_by_path() -> None:
    xml = f"<data id='a'>{META}<g><name> b </name><empty/></g><age>7</age></data>"
    assert leaves(xml.encode()) == {"g/name": "b", "age": "7"}


@pytest.mark.parametrize(
    "xml",
    [
        b"<a>" * 10_000 + b"</a>" * 10_000,
        b"<data id='a'>" + b"<r/>" * 900_000 + b"</data>",
        b"<data id='" + b"a" * 3_000_000 + b"'/>",
        b'<!DOCTYPE d [<!ENTITY a "1"><!ENTITY b "&a;&a;">]><d id="&b;"/>',
        b'<?xml version="1.0"?><!DOCTYPE d SYSTEM "file:///etc/passwd"><d/>',
        b"\xff\xfe<\x00d\x00/\x00>\x00",
    ],
)
def test_hostile_instances_are_refused_in_time(xml: bytes) -> None:
    began = time.monotonic()
    with pytest.raises(InstanceProblem):
        read_heading(xml)
    assert time.monotonic() - began < 2


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_no_bytes_break_it(xml: bytes) -> None:
    for reader in (read_heading, leaves):
        try:
            reader(xml)
        except InstanceProblem:
            continue
