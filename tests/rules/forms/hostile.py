"""Input that nobody honest sends, by the parser it is meant for."""

import struct
from collections.abc import Callable, Mapping
from functools import partial
from io import BytesIO
from zipfile import ZIP_LZMA, ZipFile

from tests.rules.forms import books
from tests.rules.forms.books import HEAD, SOUND, book, packed, parts, rows, sheet

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha" * 10}">' for n in range(12))
BODY = "<h:head><model><instance><data id='x'><q/></data></instance></model></h:head><h:body/>"
NAMES = 'xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"'


def xform(inside: str = BODY, before: str = "") -> bytes:
    """Write an XForm around a body."""
    return f"{before}<h:html {NAMES}>{inside}</h:html>".encode()


def instance(inside: str, before: str = "", about: str = 'id="trial" version="1"') -> bytes:
    """Write an instance of the form that ``bounded`` knows."""
    return f"{before}<data {about}>{inside}</data>".encode()


def table(*lines: str) -> bytes:
    """Write a survey sheet in Markdown."""
    return "\n".join(["## survey", *lines]).encode()


def _deep_groups(depth: int) -> bytes:
    begins = [f"| begin_group | g{n} | G |" for n in range(depth)]
    return table("| type | name | label |", *begins, "| text | q | Q |", *["| end_group |"] * depth)


def _many_references() -> bytes:
    names = [f"| begin_group | {'g' * 90}{n} | G |" for n in range(15)]
    label = "${q} " * 6_000
    notes = [f"| note | n{n} | {label} |" for n in range(60)]
    ends = ["| end_group |"] * 15
    return table("| type | name | label |", *names, "| text | q | Q |", *notes, *ends)


def _many_choices() -> bytes:
    choices = "".join(f"<item><name>c{n}</name><label>C</label></item>" for n in range(5_000))
    selects = "".join(
        f'<select1 ref="/data/q{n}"><label>Q</label><itemset nodeset="instance(\'l\')/root/item">'
        '<value ref="name"/><label ref="label"/></itemset></select1>'
        for n in range(5_000)
    )
    nodes = "".join(f"<q{n}/>" for n in range(5_000))
    inside = (
        f"<h:head><model><instance><data id='x'>{nodes}</data></instance>"
        f"<instance id='l'><root>{choices}</root></instance></model></h:head>"
        f"<h:body>{selects}</h:body>"
    )
    return xform(inside)


def _ruled(count: int, rule: str) -> bytes:
    """Return an XForm of so many questions, each with a rule."""
    nodes = "".join(f"<q{n}/>" for n in range(count))
    binds = "".join(
        f'<bind nodeset="/data/q{n}" type="string" constraint="{rule}"/>' for n in range(count)
    )
    asked = "".join(f'<input ref="/data/q{n}"><label>Q</label></input>' for n in range(count))
    inside = f"<h:head><model><instance><data id='x'>{nodes}</data></instance>{binds}</model>"
    return xform(f"{inside}</h:head><h:body>{asked}</h:body>")


def _long_chain() -> bytes:
    names = [f"| calculate | c{n} | ${{c{n - 1}}} + 1 |" for n in range(1, 2_500)]
    return table("| type | name | calculation |", "| calculate | c0 | 1 |", *names)


def _bomb() -> bytes:
    return packed(parts({"survey": sheet(rows(SOUND)) + " " * 200_000_000}))


def _lying() -> bytes:
    """The directory says 100 bytes, the part unpacks to 200 million."""
    data = bytearray(packed(parts({"survey": sheet(rows(SOUND)) + " " * 200_000_000})))
    honest = struct.pack("<I", len(sheet(rows(SOUND))) + 200_000_000)
    return bytes(data.replace(honest, struct.pack("<I", 100)))


def _lzma() -> bytes:
    return packed(parts({"survey": sheet(rows(SOUND)) + " " * 30_000_000}), ZIP_LZMA)


def _nested_zip() -> bytes:
    inside = packed({f"xl/worksheets/{n}.xml": "0" * 1_000_000 for n in range(50)})
    return packed({"xl/workbook.xml": inside})


def _two_of_a_name() -> bytes:
    data = BytesIO(packed(parts({"survey": sheet(rows(SOUND))})))
    with ZipFile(data, "a") as archive:
        import warnings

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            archive.writestr("xl/worksheets/sheet1.xml", sheet(""))
    return data.getvalue()


def _with_strings(count: int, text: str, used: int) -> bytes:
    strings = f'<sst xmlns="{books.MAIN}">' + f"<si><t>{text}</t></si>" * count + "</sst>"
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(2, used))
    return packed(parts({"survey": sheet(rows([HEAD]) + cells)}, sharedStrings=strings))


def _styles(count: int) -> bytes:
    styles = f'<styleSheet xmlns="{books.MAIN}"><cellXfs>' + "<xf/>" * count
    return packed(parts({"survey": sheet(rows(SOUND))}, styles=styles + "</cellXfs></styleSheet>"))


def _far(reference: str) -> bytes:
    row = reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    far = f'<row r="{row}">{books.cell(reference, "x")}</row>'
    return books.xlsx(survey=sheet(rows(SOUND) + far))


def _dimension() -> bytes:
    return books.xlsx(survey=sheet(rows(SOUND), before='<dimension ref="A1:XFD1048576"/>'))


def _blank_rows() -> bytes:
    blank = "".join(f'<row r="{n}"/>' for n in range(10, 900_000))
    return books.xlsx(survey=sheet(rows(SOUND) + blank))


def _xls_wide() -> bytes:
    cells = [books.counted(row, 255, 1.0) for row in range(60_000)]
    return books.xls(*cells)


def _doctype(part: str) -> bytes:
    named = parts({"survey": sheet(rows(SOUND))})
    named[part] = f"<!DOCTYPE x [{LAUGHS}]>" + named[part].replace("<sheetData>", "<sheetData>&l9;")
    return packed(named)


def _utf16() -> bytes:
    named: dict[str, str | bytes] = dict(parts({"survey": sheet(rows(SOUND))}))
    text = f'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [{LAUGHS}]><x>&l9;</x>'
    return packed(named | {"xl/workbook.xml": text.encode("utf-16")})


def _largest(languages: int, questions: int, choices: int) -> bytes:
    """A form at the bounds."""
    words = [f"label::L{n} (l{n})" for n in range(languages)]
    told = " | ".join(["q"] * languages)
    asked = [f"| integer | q1 | {told} | . < 5 | 1 = 1 |"]
    asked += [
        f"| integer | q{n} | {told} | . < 5 | ${{q{n - 1}}} = 1 |" for n in range(2, questions)
    ]
    listed = [f"| l | c{n} | {n % 7} | {told} |" for n in range(choices)]
    lines = [
        "## survey",
        f"| type | name | {' | '.join(words)} | constraint | relevant |",
        *asked,
        f"| select_one l | s | {told} |",
        "## choices",
        f"| list_name | name | seven | {' | '.join(words)} |",
        *listed,
    ]
    return "\n".join(lines).encode()


def _full_sheet() -> bytes:
    table = "".join(
        f'<row r="{n}"><c t="inlineStr"><is><t>l</t></is></c><c><v>{n}</v></c>'
        f'<c t="inlineStr"><is><t>Desa {n}</t></is></c><c><v>{n % 7}</v></c></row>'
        for n in range(2, 9_900)
    )
    choices = rows([("list_name", "name", "label", "seven")]) + table
    return books.xlsx(survey=sheet(rows(SOUND)), choices=sheet(choices))


Make = Callable[[], bytes]
REFUSED: Mapping[str, Mapping[str, Make]] = {
    "xform": {
        "entity expansion": partial(xform, before=f"<!DOCTYPE x [{LAUGHS}]>"),
        "an external entity": partial(
            xform, before='<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
        ),
        "nested 10,000 deep": partial(xform, "<g>" * 10_000 + "</g>" * 10_000),
        "a million nodes": partial(xform, "<g/>" * 1_500_000),
        "a million attributes": lambda: (
            b"<a " + b"".join(b'a%d="" ' % n for n in range(700_000)) + b"/>"
        ),
        "600,000 attributes": lambda: (
            b"<a " + b"".join(b'a%d="" ' % n for n in range(590_000)) + b"/>"
        ),
        "600,000 nodes": partial(xform, "<g/>" * 590_000),
        "more bytes than are read": partial(xform, " " * 9_000_000),
        "many questions on many choices": _many_choices,
        "40,000 questions": partial(_ruled, 40_000, "1"),
        "expressions of four million characters": partial(_ruled, 400, "0" + " or . = 1" * 1_000),
        "3,000 patterns": partial(_ruled, 3_000, "regex(., '^(a{1,30}b){1,10}$')"),
        "no XML": lambda: b"MZ\x90",
        "zeros": lambda: b"\0" * 1_000_000,
    },
    "instance": {
        "entity expansion": partial(instance, "<g>&l9;</g>", f"<!DOCTYPE x [{LAUGHS}]>"),
        "an external entity": partial(
            instance, "<g>&e;</g>", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
        ),
        "an entity of another encoding": lambda: (
            instance("<g/>", f'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [{LAUGHS}]>')
            .decode()
            .encode("utf-16")
        ),
        "nested 10,000 deep": partial(instance, "<g>" * 10_000 + "</g>" * 10_000),
        "a million repeats": partial(instance, "<g/>" * 999_000),
        "a million repeats with answers": partial(instance, "<g>1</g>" * 1_000_000),
        "200 MB": partial(instance, " " * 200_000_000),
        "an unknown form": partial(instance, "", "", 'id="other" version="1"'),
        "an unknown version": partial(instance, "", "", 'id="trial" version="2"'),
        "no form": partial(instance, "", "", ""),
    },
    "markdown": {
        "groups nested 10,000 deep": partial(_deep_groups, 10_000),
        "groups nested 21 deep": partial(_deep_groups, 21),
        "a million rows": lambda: table("| type | name |", *["| text | q |"] * 1_000_000),
        "a million columns": lambda: table("|" + " a |" * 1_000_000),
        "a cell of a million characters": lambda: table(
            "| type | name | label |", "| text | q | " + "x" * 1_000_000
        ),
        "many references to a deep question": _many_references,
        "an expression nested 10,000 deep": lambda: table(
            "| type | name | label | relevant |",
            f"| text | q | Q | {'(' * 10_000}1{')' * 10_000} |",
        ),
        "a sum of 30,000": lambda: table(
            "| type | name | label | relevant |", f"| text | q | Q | {'1+' * 15_000}1 |"
        ),
        "a heading of a million signs": lambda: table("#" * 1_000_000 + " a b"),
        "a cell of a million signs": lambda: table(
            "| type | name |", "|" + "-" * 1_000_000 + "x |"
        ),
        "references that are left open": lambda: table(
            "| type | name | label |", "| text | q | " + "${" * 16_000 + " |"
        ),
        "a long name": lambda: table("| type | name | label |", f"| text | {'q' * 5_000} | Q |"),
    },
    "expression": {
        "nested 10,000 deep": lambda: b"(" * 5_000 + b"1" + b")" * 5_000,
        "calls 2,000 deep": lambda: b"not(" * 2_000 + b"1" + b")" * 2_000,
        "minus 9,999 times": lambda: b"-" * 10_001 + b"1",
        "an operator 5,000 times": lambda: b"1" + b"+1" * 4_999,
        "predicates 2,000 deep": lambda: b"a[" * 2_000 + b"1" + b"]" * 2_000,
    },
    "pattern": {
        "brackets 10,000 deep": lambda: b"^" + b"(" * 10_000 + b"a" + b")" * 10_000 + b"$",
        "repeats of repeats": lambda: b"^(((((a{1,99}){1,99}){1,99}){1,99}){1,99})$",
        "a count without end": lambda: b"^a{999999999}$",
        "a reference back": lambda: b"^(a+)\\1$",
    },
    "xlsx": {
        "a renamed executable": lambda: b"MZ\x90\x00" + bytes(range(256)) * 1_000,
        "an .xls": lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 10_000,
        "an empty file": lambda: b"",
        "the half of a workbook": lambda: book(*SOUND)[:600],
        "an archive of something else": lambda: packed({"mimetype": "x"}),
        "a bomb": _bomb,
        "a directory that lies": _lying,
        "another packing": _lzma,
        "an archive in an archive": _nested_zip,
        "a thousand parts": lambda: packed({f"{n}.xml": "" for n in range(1_001)}),
        "two parts of a name": _two_of_a_name,
        "a long string used often": partial(_with_strings, 1, "x" * 30_000, 15_000),
        "entity expansion": partial(_doctype, "xl/worksheets/sheet1.xml"),
        "entity expansion in the list of sheets": partial(_doctype, "xl/workbook.xml"),
        "entities in another encoding": _utf16,
        "a cell in row 1,048,576": partial(_far, "A1048576"),
        "a cell in column XFD": partial(_far, "XFD3"),
        "a million cells": lambda: books.xlsx(
            survey=sheet("<row>" + "<c><v>1</v></c>" * 1_000_000 + "</row>")
        ),
        "a million blank rows": _blank_rows,
        "a formula": lambda: book(HEAD, ("integer", "age", ("", "<f>1+1</f><v>2</v>"))),
        "an error": lambda: book(HEAD, ("integer", "age", ('t="e"', "<v>#REF!</v>"))),
        "merged cells": lambda: books.xlsx(
            survey=sheet(rows(SOUND), '<mergeCells><mergeCell ref="C2:C3"/></mergeCells>')
        ),
        "a string that is not there": lambda: book(HEAD, ("text", "q", ('t="s"', "<v>7</v>"))),
        "a number that is none": lambda: book(HEAD, ("text", "q", ("", "<v>nan</v>"))),
        "a date beyond time": lambda: book(HEAD, ("text", "q", ('t="d"', "<v>99999-01-01</v>"))),
        "a cell nowhere": lambda: books.xlsx(
            survey=sheet('<row r="1"><c r="1A"><v>1</v></c></row>')
        ),
    },
    "xls": {
        "a renamed executable": lambda: b"MZ\x90\x00" + bytes(range(256)) * 1_000,
        "a head and nothing": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 10_000,
        "an .xlsx": lambda: book(*SOUND),
        "a formula": lambda: books.xls(
            *[books.said(0, n, text) for n, text in enumerate(HEAD)],
            books.said(1, 0, "integer"),
            books.formula(1, 1, b"\x1e\x02\x00"),
        ),
        "merged cells": lambda: books.xls(
            *[books.said(r, c, t) for r, row in enumerate(SOUND) for c, t in enumerate(row)],
            books.record(0xE5, struct.pack("<HHHHH", 1, 1, 2, 2, 2)),
        ),
        "60,000 rows with a cell at the far end": _xls_wide,
    },
}
"""What each parser has to refuse, with a sentence."""

HELD: Mapping[str, Mapping[str, Make]] = {
    "markdown": {
        "a chain of 2,500 calculations": _long_chain,
        "the most questions": partial(_largest, 2, 2_900, 4_000),
        "the most choices": partial(_largest, 1, 300, 9_500),
        "groups nested 20 deep": partial(_deep_groups, 20),
    },
    "xform": {
        "500 patterns": partial(_ruled, 500, "regex(., '^(a{1,30}b){1,10}$')"),
        "5,900 questions": partial(_ruled, 5_900, ". &lt; 5 and /data/q0 != 'x'"),
    },
    "pattern": {
        "a repeat of repeats": lambda: b"^(a*)*b$",
        "alternatives that overlap": lambda: b"^(a|a|aa)+$",
    },
    "xlsx": {
        "a sheet that claims to be the largest": _dimension,
        "a list of 9,900 choices": _full_sheet,
        "styles without number": partial(_styles, 60_000),
    },
}
"""What is large or odd, and sound."""
