"""Data files beside a form: CSV, GeoJSON and XML as lists of choices and to look things up."""

import json

import pytest

from keliling.forms import Form, FormProblem, judge, read_markdown, read_xform
from keliling.forms.datafiles import DataFileProblem, read_rows
from tests.rules.forms.paper import NOW, asked, reasons, text_of

CSV = b"kode,nama,kec\nSS,Srengseng Sawah,Jagakarsa\nCP,Cipedak,Jagakarsa\nRG,Ragunan,\n"
GEOJSON = json.dumps(
    {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": "rptra",
                "properties": {"title": "RPTRA", "seats": 40, "open": True, "none": None},
                "geometry": {"type": "Point", "coordinates": [106.83, -6.34]},
            },
            {
                "type": "Feature",
                "properties": {"id": "path", "title": "Jalan"},
                "geometry": {"type": "LineString", "coordinates": [[106.8, -6.3], [106.9, -6.4]]},
            },
        ],
    }
).encode()


def villages() -> Form:
    rows = [
        asked("text", "kec"),
        asked(
            "select_one_from_file desa.csv",
            "desa",
            parameters="value=kode label=nama",
            choice_filter="kec = ${kec}",
        ),
        asked("select_multiple_from_file tempat.geojson", "tempat"),
        asked("calculate", "nama", calculation="pulldata('desa', 'nama', 'kode', ${desa})"),
        asked(
            "calculate",
            "kursi",
            calculation="instance('tempat')/root/item[id = 'rptra']/seats",
        ),
    ]
    return read_markdown(text_of(rows), {"desa.csv": CSV, "tempat.geojson": GEOJSON})


def test_choices_and_values_come_from_files() -> None:
    form = villages()
    told = {"kec": "Jagakarsa", "desa": "CP", "tempat": "rptra path"}
    verdict = judge(form, told, now=NOW)
    assert verdict.sound
    assert (verdict.answers["nama"], verdict.answers["kursi"]) == ("Cipedak", "40")
    assert verdict.offered["desa"] == ("SS", "CP")
    assert form.question("desa").choices[0].label.in_("id") == "Srengseng Sawah"
    assert reasons(judge(form, told | {"desa": "RG"}, now=NOW)) == {"desa": "choice"}


def test_a_kept_form_is_read_again_with_its_files() -> None:
    form = villages()
    files = {"desa.csv": CSV, "tempat.geojson": GEOJSON}
    assert read_xform(form.xform, files).questions == form.questions
    with pytest.raises(FormProblem, match=r"desa\.csv"):
        read_xform(form.xform)


def test_a_column_that_the_file_lacks_is_named() -> None:
    rows = [asked("calculate", "n", calculation="pulldata('desa', 'nope', 'kode', 'SS')")]
    with pytest.raises(FormProblem, match=r"row 2, column calculation: .*“nope”"):
        read_markdown(text_of(rows), {"desa.csv": CSV})


def test_geojson_becomes_what_odk_makes_of_it() -> None:
    first, second = read_rows("t.geojson", GEOJSON)
    assert first == {
        "title": "RPTRA",
        "seats": "40",
        "open": "true",
        "id": "rptra",
        "geometry": "-6.34 106.83 0 0",
    }
    assert second["geometry"] == "-6.3 106.8 0 0; -6.4 106.9 0 0"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (b"a;b\n1;2\n", [{"a": "1", "b": "2"}]),
        (b"a\tb\n1\t\n", [{"a": "1", "b": ""}]),
        (b'\xef\xbb\xbfa,b\r\n"x, ""y""",2\r\n', [{"a": 'x, "y"', "b": "2"}]),
        (b"a,b\n1\n", [{"a": "1", "b": ""}]),
    ],
)
def test_a_csv_may_be_written_in_several_ways(text: bytes, rows: list[dict[str, str]]) -> None:
    assert read_rows("t.csv", text) == rows


def test_an_xml_file_has_items_with_columns() -> None:
    assert read_rows("t.xml", b"<root><item><a>1</a><b/></item></root>") == [{"a": "1", "b": ""}]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("t.csv", b""),
        ("t.csv", b"a,a\n1,2\n"),
        ("t.csv", b"a\n1,2\n"),
        ("t.csv", b"\xff\xfe"),
        ("t.csv", b'a,b\n"x'),
        ("t.geojson", b"{"),
        ("t.geojson", b"[" * 100_000),
        ("t.geojson", b"[]"),
        ("t.geojson", b'{"type": "FeatureCollection", "features": [1]}'),
        ("t.geojson", b'{"type": "FeatureCollection", "features": [{"geometry": null}]}'),
        ("t.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"),
        ("t.xml", b"<root><item><a><b/></a></item></root>"),
        ("t.xlsx", b"PK"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(name: str, data: bytes) -> None:
    with pytest.raises(DataFileProblem):
        read_rows(name, data)


def test_a_form_says_which_data_files_it_reads() -> None:
    assert (villages().reads, villages().media) == ({"desa.csv", "tempat.geojson"}, frozenset())
    looked_up = asked("calculate", "nama", calculation="pulldata('rt', 'nama', 'kode', 'SS')")
    form = read_markdown(text_of([asked("text", "q"), looked_up]), {"rt.csv": CSV})
    assert form.reads == form.files == {"rt.csv"}
