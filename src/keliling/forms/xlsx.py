"""Cells of an ``.xlsx`` file (ECMA-376), read without unpacking more than it may hold."""

import posixpath
import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils import coordinate_to_tuple, range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel
from openpyxl.utils.escape import unescape

from keliling.forms.cells import (
    CONSTANTS,
    ERROR,
    FORMULA,
    MERGED,
    UNREADABLE,
    Filling,
    Grid,
    of_moment,
    of_number,
    unreadable,
)
from keliling.forms.safe_xml import Element, HostileXml, inner_text, local, read_xml

MOST_PARTS = 1_000
LARGEST = 40_000_000
"""Bytes of all parts together, unpacked."""
LARGEST_PART = 20_000_000

_NUMBER = re.compile(r"-?[0-9]{1,400}(\.[0-9]{0,400})?([eE][-+]?[0-9]{1,3})?\Z")
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_REL = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


def read_xlsx(data: bytes) -> list[Grid]:
    """Return the sheets; raises ``FormProblem`` when the file is none or not an honest one."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise unreadable("this is an .xls workbook, or one that is locked with a password")
    try:
        with ZipFile(BytesIO(data)) as archive:
            _check(archive)
            return _Workbook(archive).grids()
    except HostileXml as problem:
        raise unreadable(f"the workbook cannot be read: {problem}") from None
    except (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError):
        raise unreadable("this is not an .xlsx workbook, or it is damaged") from None
    except (KeyError, ValueError, IndexError, OverflowError, TypeError) as problem:
        raise unreadable(f"the workbook is damaged: {problem}") from None


def _check(archive: ZipFile) -> None:
    """Add up what the directory says; a lie is found out by the checksum when it is read."""
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST:
        raise unreadable("the workbook would be too large when it is unpacked")
    if any(part.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for part in parts):
        raise unreadable("the workbook is packed in a way that no spreadsheet writes")
    if len({part.filename for part in parts}) < len(parts):
        raise unreadable("the workbook has two parts of one name")
    if any(part.flag_bits & 1 for part in parts):
        raise unreadable("the workbook is locked with a password")


class _Workbook:
    """One archive with its strings and its formats of dates."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._filling = Filling()
        main = self._related("").get("officeDocument", ["xl/workbook.xml"])[0]
        self._main = self._part(main)
        self._related_ids = dict(self._relations(main))
        related = self._related(main)
        self._strings = [_string(item) for item in self._items(related, "sharedStrings")]
        self._dates = self._date_styles(related)
        self._epoch = self._first_day()

    def grids(self) -> list[Grid]:
        sheets = [element for element in self._main.iter() if _is(element, "sheet")]
        return [grid for sheet in sheets if (grid := self._grid(sheet)) is not None]

    def _part(self, name: str) -> Element:
        part = self._archive.getinfo(name)
        with self._archive.open(part) as opened:
            # asked for so many bytes, zipfile unpacks no more, whatever the part holds
            return read_xml(opened.read(part.file_size), limit=LARGEST_PART)

    def _relations(self, of: str) -> Iterator[tuple[str, tuple[str, str]]]:
        folder, name = posixpath.split(of)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        if path not in self._archive.namelist():
            return
        for one in self._part(path):
            target = posixpath.normpath(posixpath.join("/", folder, one.get("Target", "")))
            kind = (one.get("Type") or "").rpartition("/")[2]
            yield one.get("Id", ""), (kind, target.lstrip("/"))

    def _related(self, of: str) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for _, (kind, target) in self._relations(of):
            found.setdefault(kind, []).append(target)
        return found

    def _items(self, related: dict[str, list[str]], kind: str) -> Sequence[Element]:
        return [item for name in related.get(kind, [])[:1] for item in self._part(name)]

    def _first_day(self) -> datetime:
        properties = [element for element in self._main.iter() if _is(element, "workbookPr")]
        late = any(element.get("date1904") in {"1", "true"} for element in properties)
        day: datetime = CALENDAR_MAC_1904 if late else CALENDAR_WINDOWS_1900
        return day

    def _date_styles(self, related: dict[str, list[str]]) -> frozenset[int]:
        formats = dict(BUILTIN_FORMATS)
        styles: list[str] = []
        for group in self._items(related, "styles"):
            if _is(group, "numFmts"):
                formats |= {int(f.get("numFmtId", "0")): f.get("formatCode", "") for f in group}
            if _is(group, "cellXfs"):
                styles = [style.get("numFmtId", "0") for style in group]
        dated = {number for number, code in formats.items() if is_date_format(code)}
        return frozenset(n for n, style in enumerate(styles) if int(style) in dated)

    def _grid(self, sheet: Element) -> Grid | None:
        kind, target = self._related_ids[sheet.get(_REL) or sheet.get(_STRICT_REL) or ""]
        if kind != "worksheet":
            return None
        grid = Grid(sheet.get("name", ""))
        root, row, column = self._part(target), 0, 0
        for element in root.iter():
            name = local(element)
            if name == "row":
                row, column = int(element.get("r") or row + 1), 0
            elif name == "c":
                if reference := element.get("r"):
                    row, column = coordinate_to_tuple(reference)
                else:
                    column += 1
                self._cell(grid, element, row, column)
            elif name == "mergeCell":
                left, top, right, bottom = range_boundaries(element.get("ref", ""))
                if (left, top) != (right, bottom) and (top, left) in grid.cells:
                    self._filling.refuse(grid, int(top or 1), int(left or 1), MERGED)
        return grid

    def _cell(self, grid: Grid, cell: Element, row: int, column: int) -> None:
        parts = {local(part): part for part in cell}
        formula = inner_text(parts["f"]) if "f" in parts else None
        if formula is not None:
            if formula.strip().upper() in CONSTANTS:
                self._filling.put(grid, row, column, CONSTANTS[formula.strip().upper()])
            else:
                self._filling.refuse(grid, row, column, FORMULA)
            return
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            self._filling.put(grid, row, column, _string(parts.get("is")))
            return
        raw = (parts["v"].text or "") if "v" in parts else ""
        if not raw:
            return
        if kind == "e":
            self._filling.refuse(grid, row, column, ERROR)
            return
        style = int(cell.get("s", "0"))
        try:
            text = self._said(kind, raw, style)
        except (KeyError, ValueError, IndexError, OverflowError):
            self._filling.refuse(grid, row, column, UNREADABLE)
        else:
            self._filling.put(grid, row, column, text)

    def _said(self, kind: str, raw: str, style: int) -> str:
        readers: dict[str, Callable[[], str]] = {
            "s": lambda: self._strings[int(raw)],
            "str": lambda: str(unescape(raw)),
            "b": lambda: "TRUE" if raw.strip() in {"1", "true"} else "FALSE",
            "d": lambda: of_moment(datetime.fromisoformat(raw.removesuffix("Z"))),
            "n": lambda: self._number(raw.strip(), style),
        }
        return readers[kind]()

    def _number(self, raw: str, style: int) -> str:
        if not _NUMBER.match(raw):
            raise ValueError(f"“{raw[:20]}” is no number")
        value = float(raw)
        if style not in self._dates:
            return of_number(value)
        return of_moment(from_excel(value, self._epoch))


def _string(item: Element | None) -> str:
    """Join the runs of a text; how it is pronounced (``rPh``) is not part of it."""
    if item is None:
        return ""
    runs = [part for part in item.iter() if _is(part, "t")]
    spoken = [run for run in runs if not any(_is(above, "rPh") for above in run.iterancestors())]
    return str(unescape("".join(run.text or "" for run in spoken)))


def _is(element: Element, name: str) -> bool:
    return local(element) == name
