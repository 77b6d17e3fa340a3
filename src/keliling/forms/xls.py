"""Cells of an ``.xls`` file ([MS-XLS]), read by xlrd after a look at its records.

xlrd tells neither formulas nor merged cells, and fills each row up to its last cell.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO

import xlrd
from xlrd.compdoc import CompDoc
from xlrd.xldate import xldate_as_datetime

from keliling.forms.cells import (
    ERROR,
    FORMULA,
    MERGED,
    Filling,
    Grid,
    of_moment,
    of_number,
    unreadable,
)
from keliling.forms.problems import FormProblem

MOST_FILLED = 400_000
"""Cells with those that xlrd fills up."""

_BOF, _BOUNDSHEET, _MERGED, _MULTIPLE = 0x0809, 0x0085, 0x00E5, 0x00BD
_EOF = 0x000A
_FORMULAS = frozenset({0x0006, 0x0206, 0x0406})
_CELLS = _FORMULAS | {0x0203, 0x0204, 0x0205, 0x027E, 0x00FD, 0x00D6, _MULTIPLE}
CONSTANTS = frozenset(
    bytes([token, number, 0]) for token in (0x21, 0x41, 0x61) for number in (0x22, 0x23)
) | {b"\x1d\x00", b"\x1d\x01"}
"""What LibreOffice writes for a truth value: TRUE() or FALSE(), no formula at all."""


@dataclass(slots=True)
class _Trace:
    """What the records say of one sheet."""

    widths: dict[int, int] = field(default_factory=dict)
    refused: dict[tuple[int, int], str] = field(default_factory=dict)


def read_xls(data: bytes) -> list[Grid]:
    """Return the sheets; raises ``FormProblem`` when the file is none."""
    if not data.startswith(b"\xd0\xcf\x11\xe0"):
        raise unreadable("this is not an .xls workbook")
    # xlrd raises whatever it likes on a broken file
    try:
        traces = list(_traces(_stream(data)))
        _check(traces)
        book = xlrd.open_workbook(file_contents=data, ragged_rows=True, logfile=StringIO())
        return list(_grids(book, traces))
    except (FormProblem, MemoryError):
        raise
    except Exception as problem:
        raise unreadable(f"the workbook cannot be read: {problem}") from problem


def _check(traces: list[_Trace]) -> None:
    if sum(sum(trace.widths.values()) for trace in traces) > MOST_FILLED:
        raise unreadable("the workbook has too many cells")


def _stream(data: bytes) -> bytes:
    document = CompDoc(data, logfile=StringIO())
    stream = document.get_named_stream("Workbook") or document.get_named_stream("Book")
    if stream is None:
        raise unreadable("this is not an .xls workbook")
    return bytes(stream)


def _traces(stream: bytes) -> Iterator[_Trace]:
    """Yield what the records say of each sheet, in the order of the workbook."""
    starts = []
    for code, at, length in _records(stream, 0):
        if code == _BOUNDSHEET and length >= 4:
            starts.append(struct.unpack_from("<I", stream, at)[0])
    for start in starts:
        trace = _Trace()
        for code, at, length in _records(stream, start):
            if code in _CELLS and length >= 4:
                _trace_cell(stream, code, at, length, trace)
            elif code == _MERGED and length >= 2:
                _trace_merged(stream, at, length, trace)
        yield trace


def _records(stream: bytes, start: int) -> Iterator[tuple[int, int, int]]:
    """Yield code, place and length of the records up to the end of a part of the stream."""
    at, depth = start, 0
    while at + 4 <= len(stream):
        code, length = struct.unpack_from("<HH", stream, at)
        at += 4
        if at + length > len(stream):
            return
        yield code, at, length
        at += length
        depth += {_BOF: 1, _EOF: -1}.get(code, 0)
        if depth <= 0:
            return


def _trace_cell(stream: bytes, code: int, at: int, length: int, trace: _Trace) -> None:
    row, column = struct.unpack_from("<HH", stream, at)
    last = struct.unpack_from("<H", stream, at + length - 2)[0] if code == _MULTIPLE else column
    trace.widths[row] = max(trace.widths.get(row, 0), last + 1)
    if code in _FORMULAS and bytes(stream[at + 22 : at + length]) not in CONSTANTS:
        trace.refused[row + 1, column + 1] = FORMULA


def _trace_merged(stream: bytes, at: int, length: int, trace: _Trace) -> None:
    count = struct.unpack_from("<H", stream, at)[0]
    for n in range(min(count, (length - 2) // 8)):
        top, bottom, left, right = struct.unpack_from("<HHHH", stream, at + 2 + n * 8)
        if (top, left) != (bottom, right):
            trace.refused[top + 1, left + 1] = MERGED


def _grids(book: xlrd.Book, traces: list[_Trace]) -> Iterator[Grid]:
    filling = Filling()
    for sheet, trace in zip(book.sheets(), traces, strict=True):
        grid = Grid(sheet.name)
        for row in range(sheet.nrows):
            for column, cell in enumerate(sheet.row(row)):
                if cell.ctype == xlrd.XL_CELL_ERROR:
                    filling.refuse(grid, row + 1, column + 1, ERROR)
                else:
                    filling.put(grid, row + 1, column + 1, _said(cell, book.datemode))
        for (row, column), why in trace.refused.items():
            if why == FORMULA or (row, column) in grid.cells:
                filling.refuse(grid, row, column, why)
        yield grid


def _said(cell: xlrd.sheet.Cell, epoch: int) -> str:
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        return of_number(cell.value)
    if cell.ctype == xlrd.XL_CELL_DATE:
        moment = xldate_as_datetime(cell.value, epoch)
        return of_moment(moment.time() if cell.value < 1 else moment)
    return str(cell.value)
