"""What each parser is fuzzed with: drawn by its grammar, then broken."""

import json
from collections.abc import Sequence
from functools import cache

from hypothesis import strategies as st

from keliling.forms import Form, Kind, begin, read_markdown, to_instance
from keliling.forms.compiler import PLACED
from keliling.forms.functions import PURE, REFUSED
from keliling.forms.parameters import PARAMETERS
from keliling.forms.sheets import CHOICE_COLUMNS, SETTINGS, SURVEY_COLUMNS, TYPES
from tests.rules.forms import books
from tests.rules.forms.paper import NOW, asked, text_of

ANY = st.text(max_size=20)
NAMES = st.sampled_from(["a", "b", "c", "g", "q1", "l", "data", "meta", "Ä", "a.b", "a-b"])
NUMBERS = st.sampled_from(["0", "1", "-1", ".5", "1.", "1e9", "2147483648", "9" * 40, "NaN", "-0"])
MOMENTS = st.sampled_from(
    [
        "2024-02-29",
        "2023-02-29",
        "0000-00-00",
        "0001-01-01",
        "9999-12-31",
        "2024-02-29T23:59:60Z",
        "2024-02-29T08:30:00.123+07:00",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "08:30:00",
        "24:00:00",
        "24:00:00.000Z",
    ]
)
SIGNS = st.sampled_from(
    [*"()[]{}.,/*+-=<>!|'\"$@: \t\n", "::", "//", "..", "!=", "${", "div", "mod", "and"]
)


def _joined(parts: Sequence[str]) -> str:
    return "".join(parts)


def _called(name: str, arguments: list[str]) -> str:
    return f"{name}({', '.join(arguments)})"


def _nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    operators = st.sampled_from(
        [" + ", " - ", " * ", " div ", " mod ", " = ", " != ", " < ", " and ", " or "]
    )
    functions = st.sampled_from([*PURE, *PLACED, *REFUSED, "nothing"])
    return st.one_of(
        st.builds(_called, functions, st.lists(inner, max_size=4)),
        st.builds(lambda a, o, b: f"{a}{o}{b}", inner, operators, inner),
        st.builds("({})".format, inner),
        st.builds("-{}".format, inner),
        st.builds("{}[{}]".format, inner, inner),
        st.builds("{}/{}".format, inner, NAMES),
    )


LEAVES = st.one_of(
    NUMBERS,
    st.builds(
        "'{}'".format, st.one_of(ANY, MOMENTS, NUMBERS).map(lambda text: text.replace("'", ""))
    ),
    st.builds("${{{}}}".format, NAMES),
    st.sampled_from(
        [
            ".",
            "..",
            "/data/a",
            "../b",
            "/data",
            "instance('l')/root/item",
            "instance('l')/root/item[name = 'x']/kota",
            "current()",
            "current()/../m",
            "/data/rep",
            "/data/rep/m",
            "/data/rep[position() = last()]/m",
            "indexed-repeat(/data/rep/m, /data/rep, 1)",
            "../../rep/s/k",
        ]
    ),
)
EXPRESSIONS = st.one_of(
    st.recursive(LEAVES, _nested, max_leaves=12),
    st.lists(st.one_of(SIGNS, LEAVES, NAMES), max_size=15).map(_joined),
    ANY,
)
PIECES = ["^", "$", "(", ")", "(?:", "[", "]", "[^", "a", "b-", "-", "|", "*", "+", "?", "{1,3}"]
PIECES += [
    "{2}",
    "{,}",
    "{999}",
    r"\d",
    r"\w",
    r"\S",
    r"\1",
    "\\",
    ".",
    "é",
    "😀",
    r"\u0041",
    r"\b",
]
PATTERNS = st.one_of(
    st.lists(
        st.sampled_from(PIECES),
        max_size=20,
    ).map(lambda parts: "^" + "".join(parts) + "$"),
    ANY,
)
FILE_NAMES = st.sampled_from(["a.png", "../a", "a b.mp3", "jr://images/a.png", "${a}", "-"])
PAIRS = st.builds(
    "{}={}".format, st.sampled_from([*PARAMETERS, "x"]), st.one_of(NUMBERS, NAMES, ANY)
)
CELLS = st.one_of(
    EXPRESSIONS,
    NAMES,
    ANY,
    FILE_NAMES,
    st.sampled_from(
        ["yes", "no", "TRUE", "false", "pages", "field-list", "${", "}", "${a", "${ a }", "-"]
    ),
    st.lists(PAIRS, max_size=3).map(" ".join),
)
KINDS = st.builds(
    "{}{}".format,
    st.sampled_from(
        [*TYPES, *TYPES, "begin group", "end group", "begin repeat", "end repeat", "Text"]
    ),
    st.sampled_from(["", "", "", " l", " l or_other", " m", " l x"]),
)
LANGUAGES = st.sampled_from(["", "", "::Indonesia (id)", "::English (en)", ":x", "::"])


def _columns(known: Sequence[str], always: Sequence[str]) -> st.SearchStrategy[list[str]]:
    others = st.builds("{}{}".format, st.one_of(st.sampled_from(list(known)), ANY), LANGUAGES)
    return st.lists(others, max_size=4).map(lambda found: [*always, *found])


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())


@st.composite
def tables(draw: st.DrawFn) -> str:
    """Draw a form in Markdown: mostly rows that make sense, with cells that may not."""
    told = ["## survey"]
    columns = draw(_columns([*SURVEY_COLUMNS], ["type", "name", "label"]))
    told.append("| " + " | ".join(map(_cell, columns)) + " |")
    for _ in range(draw(st.integers(0, 6))):
        cells = [draw(KINDS), draw(NAMES), draw(CELLS), *(draw(CELLS) for _ in columns[3:])]
        told.append("| " + " | ".join(map(_cell, cells)) + " |")
    for name, known, always in (
        ("choices", CHOICE_COLUMNS, ["list_name", "name", "label"]),
        ("settings", SETTINGS, ["form_id"]),
    ):
        if draw(st.booleans()):
            columns = draw(_columns([*known], always))
            told += [f"## {name}", "| " + " | ".join(map(_cell, columns)) + " |"]
            for _ in range(draw(st.integers(0, 3))):
                cells = [draw(NAMES), draw(NAMES), *(draw(CELLS) for _ in columns[2:])]
                told.append("| " + " | ".join(map(_cell, cells[: len(columns)])) + " |")
    return "\n".join(told)


BEFORE = "indexed-repeat(${sum}, ${rep}, position(..) - 1)"
CHOICES = [{"list_name": "l", "name": name, "kota": "x"} for name in "xyz"]


@cache
def sample() -> Form:
    """Return a form with one question of each kind, groups, repeats, filters and settings."""
    rows = [
        asked("text", "a"),
        asked("decimal", "b"),
        asked("date", "c", constraint=". <= today()"),
    ]
    rows.append(asked("begin_group", "g", relevant="${b} > 1"))
    for n, kind in enumerate(Kind):
        if kind in {Kind.CALCULATE, Kind.NOTE, Kind.RANGE}:
            continue
        listed = " l" if kind in {Kind.SELECT_ONE, Kind.SELECT_MULTIPLE, Kind.RANK} else ""
        cells = {} if kind is Kind.HIDDEN else {"constraint": ". != ${a}", "required": "${b} < 5"}
        rows.append(asked(f"{kind}{listed}", f"k{n}", **cells))
    rows += [
        asked("range", "r", parameters="start=1 end=9 step=2"),
        asked(
            "select_one l", "f", choice_filter="kota = ${a}", parameters="randomize=true seed=${b}"
        ),
        asked("note", "n", **{"hint::English (en)": "of ${a}", "image::English (en)": "n.png"}),
        asked("calculate", "w", calculation="if(${b} > 1, date(${c}), round(${b}, 2))"),
        asked("text", "d", default="concat('x', uuid())"),
        asked("end_group", ""),
        asked("begin_repeat", "rep", relevant="${a} != 'x'"),
        asked("integer", "m", constraint=". < 9", default="1"),
        asked("calculate", "sum", calculation=f"${{m}} + coalesce({BEFORE}, 0)"),
        asked("begin_repeat", "s", repeat_count="${m}"),
        asked("text", "k", required="yes", default="uuid()"),
        asked("end_repeat", ""),
        asked("end_repeat", ""),
        asked("select_one ${k}", "one", choice_filter="${k} != ${a}"),
        asked("calculate", "all", calculation="concat(sum(${m}), join('', ${k}), count(${rep}))"),
    ]
    return read_markdown(text_of(rows, CHOICES, settings={"instance_name": "concat(${a}, ${b})"}))


ANSWERS = st.one_of(
    ANY,
    NUMBERS,
    MOMENTS,
    st.lists(NUMBERS, max_size=9).map(" ".join),
    st.lists(
        st.sampled_from([" ", ";", "1", "-6.5", "106.8", "x", "y", "z", "OK"]), max_size=12
    ).map(_joined),
)


@st.composite
def answered(draw: st.DrawFn) -> dict[str, str]:
    """Draw answers of any kind to any question of the sample, and to none of it."""
    paths = [*sample().questions, *sample().repeats, "g", "nowhere", "g/a[1]/b", ""]
    paths += [f"rep[{n}]/{name}" for n in (0, 1, 2, 9, 1001, 10**12) for name in ("m", "s")]
    paths += [f"rep[1]/s[{n}]/k" for n in (1, 2, 1000)] + ["rep[1]", "rep[x]/m", "rep[1", "a[2]"]
    return draw(st.dictionaries(st.sampled_from(paths), ANSWERS, max_size=12))


def broken(text: str, pieces: Sequence[str]) -> st.SearchStrategy[str]:
    """Draw a text with some of its parts taken out, doubled or replaced."""

    @st.composite
    def draws(draw: st.DrawFn) -> str:
        told = text
        for _ in range(draw(st.integers(1, 4))):
            start = draw(st.integers(0, max(len(told) - 1, 0)))
            end = min(len(told), start + draw(st.sampled_from([0, 1, 3, 10, 40, 200])))
            piece = draw(
                st.one_of(st.sampled_from(pieces), ANY, EXPRESSIONS, st.just(told[start:end] * 2))
            )
            told = told[:start] + piece + told[end:]
        return told

    return draws()


XML_PIECES = [
    "<",
    ">",
    "/>",
    '"',
    "&",
    "&amp;",
    "<a/>",
    "<!DOCTYPE x>",
    "<![CDATA[",
    "<?x?>",
    ' x=""',
    "\0",
]


def xforms() -> st.SearchStrategy[str]:
    """Draw an XForm: the sample's, broken."""
    pieces = [
        *XML_PIECES,
        "<repeat/>",
        'ref="/data/a"',
        "jr:itext('x')",
        "<setvalue/>",
        ' type="int"',
    ]
    return broken(sample().xform, pieces)


def instances() -> st.SearchStrategy[str]:
    """Draw an instance: one of the sample's, broken."""
    answers = begin(sample(), now=NOW)
    whole = to_instance(sample(), answers, instance_id="uuid:1").decode()
    return broken(
        whole,
        [
            *XML_PIECES,
            "<g>",
            "</g>",
            "<rep>",
            "</rep>",
            "<rep><m>3</m></rep>",
            "<m>999999999</m>",
            "<s><k/></s>",
            "<k1>x</k1>",
            "<meta/>",
        ],
    )


def _flipped(data: bytes) -> st.SearchStrategy[bytes]:
    @st.composite
    def draws(draw: st.DrawFn) -> bytes:
        told = bytearray(data)
        for _ in range(draw(st.integers(1, 6))):
            at = draw(st.integers(0, len(told) - 1))
            told[at : at + draw(st.integers(0, 4))] = draw(st.binary(max_size=4))
        return bytes(told)

    return draws()


SHEET = [
    (*books.HEAD, "default"),
    ("integer", "q", "Q", ("", "<v>1.5</v>")),
    ("date", "d", "D", ('s="1"', "<v>46053</v>")),
]


def workbooks() -> st.SearchStrategy[bytes]:
    """Draw an ``.xlsx``: one part broken and packed again, or bytes of the archive changed."""
    strings = f'<sst xmlns="{books.MAIN}"><si><t>x</t></si></sst>'
    formats = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    styles = f'<styleSheet xmlns="{books.MAIN}">{formats}</styleSheet>'
    named = books.parts(
        {"survey": books.sheet(books.rows(SHEET))}, sharedStrings=strings, styles=styles
    )
    pieces = [
        *XML_PIECES,
        '<c t="s"><v>9</v></c>',
        ' r="A1048577"',
        ' t="e"',
        "<f>1</f>",
        ' s="7"',
        ' r="ZZZZ1"',
    ]

    def with_part(name: str) -> st.SearchStrategy[bytes]:
        return broken(named[name], pieces).map(
            lambda text: books.packed({**named, name: text.encode("utf-8", "replace")})
        )

    return st.one_of(
        st.sampled_from(sorted(named)).flatmap(with_part), _flipped(books.packed(named))
    )


def older_workbooks() -> st.SearchStrategy[bytes]:
    """Draw an ``.xls`` with changed bytes."""
    cells = [books.said(0, n, text) for n, text in enumerate(books.HEAD)]
    cells += [books.said(1, 0, "text"), books.said(1, 1, "q"), books.counted(1, 2, 7.0)]
    return _flipped(books.xls(*cells, books.formula(2, 0, b"\x21\x22\x00")))


def told(value: object) -> str:
    """Show what was drawn, so that it can be given again."""
    return json.dumps(value) if isinstance(value, str | dict) else repr(value)


DATA_FILES = {
    ".csv": 'kode,nama\na,"b, c"\n',
    ".geojson": json.dumps(
        {
            "type": "FeatureCollection",
            "features": [
                {
                    "type": "Feature",
                    "id": 1,
                    "properties": {"a": True, "b": 1.5},
                    "geometry": {"type": "Polygon", "coordinates": [[[106, -6], [107, -7]]]},
                }
            ],
        }
    ),
    ".xml": "<root><item><a>1</a></item></root>",
}
"""A data file of each kind."""


def data_files() -> st.SearchStrategy[tuple[str, str]]:
    """Draw the ending of a data file, and one of that kind, broken."""
    pieces = [*XML_PIECES, "null", "[", "]", "{}", "1e999", "-0", "\n", ";", "\t", "Point"]
    return st.sampled_from(sorted(DATA_FILES)).flatmap(
        lambda ending: st.tuples(st.just(ending), broken(DATA_FILES[ending], pieces))
    )
