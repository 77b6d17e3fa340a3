"""Workbooks made part by part, honest and not."""

import struct
from collections.abc import Mapping, Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
HEAD = ("type", "name", "label")
SOUND = (HEAD, ("integer", "age", "Umur"), ("text", "why", "Mengapa"))
Cell = str | tuple[str, str]
"""A text, or the attributes and the inside of a ``c``."""


def cell(reference: str, said: Cell) -> str:
    """Write one cell."""
    if isinstance(said, tuple):
        return f'<c r="{reference}" {said[0]}>{said[1]}</c>'
    return f'<c r="{reference}" t="inlineStr"><is><t>{said}</t></is></c>'


def rows(table: Sequence[Sequence[Cell]]) -> str:
    """Write rows from A1."""
    told = []
    for number, row in enumerate(table, 1):
        cells = "".join(cell(f"{chr(65 + n)}{number}", said) for n, said in enumerate(row) if said)
        told.append(f'<row r="{number}">{cells}</row>')
    return "".join(told)


def sheet(inside: str, after: str = "", before: str = "") -> str:
    """Write a worksheet."""
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{inside}</sheetData>{after}</worksheet>'


def parts(sheets: Mapping[str, str], **others: str) -> dict[str, str]:
    """Return the parts of a workbook by their names."""
    named = list(enumerate(sheets, 1))
    listed = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="s{n}"/>' for n, name in named)
    targets = "".join(
        f'<Relationship Id="s{n}" Type="{REL}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n, _ in named
    )
    targets += "".join(
        f'<Relationship Id="{name}" Type="{REL}/{name}" Target="{name}.xml"/>' for name in others
    )
    found = {
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="w" '
        f'Type="{REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets>{listed}</sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{targets}</Relationships>',
    }
    found |= {f"xl/worksheets/sheet{n}.xml": sheets[name] for n, name in named}
    return found | {f"xl/{name}.xml": text for name, text in others.items()}


def packed(named: Mapping[str, str | bytes], compression: int = ZIP_DEFLATED) -> bytes:
    """Return the archive."""
    data = BytesIO()
    with ZipFile(data, "w", compression) as archive:
        for name, text in named.items():
            archive.writestr(name, text)
    return data.getvalue()


def xlsx(**sheets: str) -> bytes:
    """Return a workbook of sheets."""
    return packed(parts(sheets))


def book(*table: Sequence[Cell]) -> bytes:
    """Return a workbook with one sheet."""
    return xlsx(survey=sheet(rows(table)))


def xls(*records: bytes, name: str = "survey") -> bytes:
    """Return an ``.xls`` workbook with the records of one sheet, in the smallest container."""
    bound = struct.pack("<IBBBB", 0, 0, 0, len(name), 0) + name.encode()
    head = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
    start = len(head) + 4 + len(bound) + 4
    bound = struct.pack("<I", start) + bound[4:]
    inside = record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0)) + b"".join(records)
    stream = head + record(0x85, bound) + record(0x0A, b"") + inside + record(0x0A, b"")
    stream += b"\0" * (-max(len(stream), 1) % 512)
    stream += b"\0" * max(0, 4096 - len(stream))
    return _container(stream)


def record(code: int, inside: bytes) -> bytes:
    """Return a record."""
    return struct.pack("<HH", code, len(inside)) + inside


def said(row: int, column: int, text: str) -> bytes:
    """Return a record of a text."""
    chars = text.encode("utf-16-le")
    return record(0x204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + chars)


def counted(row: int, column: int, value: float) -> bytes:
    """Return a record of a number."""
    return record(0x203, struct.pack("<HHHd", row, column, 0, value))


def formula(row: int, column: int, tokens: bytes) -> bytes:
    """Return a record of a formula whose last value was 2."""
    told = struct.pack("<HHHdHIH", row, column, 0, 2.0, 0, 0, len(tokens))
    return record(0x06, told + tokens)


def _container(stream: bytes) -> bytes:
    sectors = len(stream) // 512
    tables = -(-(sectors + 2 + sectors // 100) // 128)
    chain = [-3] * tables + [-2] + [*range(tables + 2, tables + 1 + sectors), -2]
    chain += [-1] * (tables * 128 - len(chain))
    head = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 16
        + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6)
    )
    head += b"\0" * 10 + struct.pack("<iiiiiiii", tables, tables, 0, 4096, -2, 0, -2, 0)
    head += struct.pack("<109i", *range(tables), *[-1] * (109 - tables))
    entries = _entry("Root Entry", 5, 1, -2, 0)
    entries += _entry("Workbook", 2, -1, tables + 1, len(stream)) + _entry("", 0, -1, 0, 0) * 2
    return head + struct.pack(f"<{tables * 128}i", *chain) + entries + stream


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le")
    length = len(text) + 2 if name else 0
    told = text.ljust(64, b"\0") + struct.pack("<HBBiii", length, kind, 1, -1, -1, child)
    return told + b"\0" * 36 + struct.pack("<iii", start, size, 0)
