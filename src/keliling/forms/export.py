"""A form's sheets as a workbook again: numbered anew, and written out to be handed on."""

from dataclasses import replace
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from keliling.forms.sheets import SETTINGS, Book, Sheet, canonical

WIDEST = 48
"""Characters that a column is wide at most; longer cells are wrapped."""


def numbered(book: Book, *, form_id: str, version: str) -> dict[str, Sheet]:
    """Return the sheets with this id and version, whatever they said of themselves."""
    settings = book.get("settings", Sheet("settings"))
    kept = [c for c in settings.columns if canonical(c, SETTINGS) not in {"form_id", "version"}]
    row = {c: cell for c, cell in (settings.rows[:1] or [{}])[0].items() if c in kept}
    row = {"form_id": form_id, "version": version} | row
    fresh = replace(settings, columns=["form_id", "version", *kept], rows=[row])
    return {**book, "settings": fresh}


def form_id_of(book: Book) -> str:
    """Return the id that the settings give; empty where they give none."""
    rows = book["settings"].rows[:1] if "settings" in book else []
    cells = [cell for row in rows for column, cell in row.items() if _is_form_id(column)]
    return cells[0] if cells else ""


def to_xlsx(book: Book) -> bytes:
    """Return the sheets as an ``.xlsx`` file. Every cell is text: none of them can compute."""
    workbook = Workbook()
    del workbook[workbook.active.title]
    for sheet in book.values():
        page = workbook.create_sheet(sheet.name)
        rows = [sheet.columns, *([row.get(c, "") for c in sheet.columns] for row in sheet.rows)]
        for number, cells in enumerate(rows, 1):
            for place, text in enumerate(cells, 1):
                if text:
                    _write(page.cell(number, place), text, heading=number == 1)
        page.freeze_panes = "A2"
        for place in range(1, len(sheet.columns) + 1):
            longest = max(len(row[place - 1]) for row in rows)
            page.column_dimensions[get_column_letter(place)].width = min(longest + 2, WIDEST)
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


def _write(cell: Cell, text: str, *, heading: bool) -> None:
    cell.value = text
    # openpyxl takes a text that begins with = for a formula
    cell.data_type = "s"
    cell.number_format = "@"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.font = Font(bold=heading)


def _is_form_id(column: str) -> bool:
    return canonical(column, SETTINGS) == "form_id"
