"""The sheets of an XLSForm as rows, and what their authors may write in them.

XLSForm ignores columns and sheets it does not know. An author who misspelt ``relevant``
would never learn of it, so here everything that has no effect is refused.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from keliling.forms.problems import FormProblem, Problem

Row = Mapping[str, str]

TYPES: Mapping[str, str] = {
    "begin_group": "begin_group",
    "begin group": "begin_group",
    "end_group": "end_group",
    "end group": "end_group",
    "begin_repeat": "begin_repeat",
    "begin repeat": "begin_repeat",
    "end_repeat": "end_repeat",
    "end repeat": "end_repeat",
    "text": "text",
    "integer": "integer",
    "int": "integer",
    "decimal": "decimal",
    "date": "date",
    "time": "time",
    "datetime": "dateTime",
    "geopoint": "geopoint",
    "gps": "geopoint",
    "geotrace": "geotrace",
    "geoshape": "geoshape",
    "range": "range",
    "barcode": "barcode",
    "acknowledge": "acknowledge",
    "trigger": "acknowledge",
    "select_one": "select_one",
    "select one": "select_one",
    "select_one_from_file": "select_one_from_file",
    "select one from file": "select_one_from_file",
    "select_multiple_from_file": "select_multiple_from_file",
    "select multiple from file": "select_multiple_from_file",
    "csv-external": "csv-external",
    "xml-external": "xml-external",
    "select_multiple": "select_multiple",
    "select multiple": "select_multiple",
    "rank": "rank",
    "image": "image",
    "audio": "audio",
    "video": "video",
    "hidden": "hidden",
    "start": "start",
    "end": "end",
    "today": "today",
    "deviceid": "deviceid",
    "username": "username",
    "phonenumber": "phonenumber",
    "email": "email",
    "photo": "image",
    "file": "file",
    "calculate": "calculate",
    "note": "note",
}
"""What may stand in ``type``, and the name under which it is documented."""

SURVEY_COLUMNS: Mapping[str, str] = {
    "type": "type",
    "name": "name",
    "label": "label",
    "hint": "hint",
    "required": "required",
    "required_message": "required_message",
    "required message": "required_message",
    "relevant": "relevant",
    "relevance": "relevant",
    "constraint": "constraint",
    "constraint_message": "constraint_message",
    "constraint message": "constraint_message",
    "calculation": "calculation",
    "calculate": "calculation",
    "appearance": "appearance",
    "default": "default",
    "choice_filter": "choice_filter",
    "parameters": "parameters",
    "trigger": "trigger",
    "repeat_count": "repeat_count",
    "read_only": "read_only",
    "readonly": "read_only",
    "read only": "read_only",
}
CHOICE_COLUMNS: Mapping[str, str] = {
    "list_name": "list_name",
    "list name": "list_name",
    "name": "name",
    "value": "name",
    "label": "label",
}
SETTINGS: Mapping[str, str] = {
    "form_id": "form_id",
    "id_string": "form_id",
    "form_title": "form_title",
    "title": "form_title",
    "version": "version",
    "default_language": "default_language",
}
TRANSLATED = frozenset({"label", "hint", "constraint_message", "required_message"})
EXPRESSIONS = ("required", "relevant", "constraint", "calculation", "choice_filter")
OTHER_SHEETS = frozenset({"external_choices", "entities", "osm"})
SHEETS = ("survey", "choices", "settings")

_HEADING = re.compile(r"#+\s*(\S+)\s*\Z")
_RULER = re.compile(r"[|\s:-]+\Z")
_PIPE = re.compile(r"(?<!\\)\|")
_REFERENCE = re.compile(r"\$\{\s*([^}]*?)\s*\}")
_FILTER_COLUMN = re.compile(r"[^\W\d][\w.-]*\Z")


@dataclass(slots=True)
class Sheet:
    """A heading row and the rows below it; row 2 is the first below."""

    name: str
    columns: list[str] = field(default_factory=list)
    rows: list[dict[str, str]] = field(default_factory=list)

    def cells(self) -> Iterator[tuple[int, Row]]:
        """Yield each row with its number as a spreadsheet shows it."""
        yield from enumerate(self.rows, 2)


Book = Mapping[str, Sheet]


def read_tables(text: str) -> dict[str, Sheet]:
    """Return the pipe tables under ``## survey`` and so on; raises ``FormProblem``."""
    book: dict[str, Sheet] = {}
    sheet: Sheet | None = None
    problems: list[Problem] = []
    for line in text.splitlines():
        stripped = line.strip()
        if heading := _HEADING.match(stripped):
            name = heading[1].lower()
            if name in book or name not in SHEETS:
                word = "is there twice" if name in book else "is not a sheet of a form"
                problems.append(Problem(name, 0, "", f"“{name}” {word}"))
            sheet = book[name] = Sheet(name)
        elif stripped.startswith("|") and sheet is not None:
            _read_line(stripped, sheet, problems)
    if problems:
        raise FormProblem(tuple(problems))
    return book


def _read_line(line: str, sheet: Sheet, problems: list[Problem]) -> None:
    if _RULER.match(line) and "-" in line:
        return
    inner = line[1:].removesuffix("|") if not line.endswith(r"\|") else line[1:]
    cells = [cell.strip().replace(r"\|", "|") for cell in _PIPE.split(inner)]
    if not sheet.columns:
        sheet.columns = cells
        return
    row = len(sheet.rows) + 2
    if len(cells) > len(sheet.columns):
        message = f"the row has {len(cells)} cells, the heading {len(sheet.columns)}"
        problems.append(Problem(sheet.name, row, "", message))
    pairs = zip(sheet.columns, cells, strict=False)
    sheet.rows.append({column: cell for column, cell in pairs if cell})


def check(book: Book) -> list[Problem]:
    """Return everything in the sheets that would have no effect or is not supported."""
    problems: list[Problem] = []
    survey = book.get("survey")
    if survey is None or not survey.rows:
        return [Problem("survey", 0, "", "there are no questions")]
    problems += [
        Problem(name, 1, "", "this sheet is not supported yet")
        for name in sorted(OTHER_SHEETS & set(book))
        if book[name].rows
    ]
    problems += _check_columns(book)
    problems += _check_survey(survey)
    return problems


def canonical(column: str, known: Mapping[str, str]) -> str | None:
    """Return the documented name of a column, none if it is not known."""
    head, _, language = column.partition("::")
    if not language:
        head, _, language = column.partition(":")
    name = known.get(head.strip().lower())
    if name is None or (language and name not in TRANSLATED):
        return None
    return name


def _check_columns(book: Book) -> Iterator[Problem]:
    tables: Sequence[tuple[str, Mapping[str, str]]] = (
        ("survey", SURVEY_COLUMNS),
        ("choices", CHOICE_COLUMNS),
        ("settings", SETTINGS),
    )
    for name, known in tables:
        sheet = book.get(name, Sheet(name))
        twice = {column for column in sheet.columns if sheet.columns.count(column) > 1}
        for column in sorted(twice - {""}):
            yield Problem(name, 1, column, "this column is there twice")
        for column in sheet.columns:
            if not column or canonical(column, known) is not None:
                continue
            if name == "choices" and _is_filter_column(column):
                continue
            yield Problem(name, 1, column, "this column is not supported")


def _is_filter_column(column: str) -> bool:
    media = {"image", "big-image", "audio", "video", "media"}
    return _FILTER_COLUMN.match(column) is not None and column not in media


def _check_survey(survey: Sheet) -> Iterator[Problem]:
    columns = {column: canonical(column, SURVEY_COLUMNS) for column in survey.columns}
    names = {
        cell for row in survey.rows for column, cell in row.items() if columns.get(column) == "name"
    }
    for number, row in survey.cells():
        for column, cell in row.items():
            if columns.get(column) == "type":
                yield from _check_type(number, column, cell)
            if columns.get(column) == "parameters":
                yield from _check_parameters(number, column, cell, _type_of(row, columns))
            for name in _REFERENCE.findall(cell):
                if name not in names:
                    message = f"there is no question “{name}”"
                    yield Problem("survey", number, column, message)


def _type_of(row: Row, columns: Mapping[str, str | None]) -> str:
    return next((cell for column, cell in row.items() if columns.get(column) == "type"), "")


def _check_parameters(number: int, column: str, cell: str, kind: str) -> Iterator[Problem]:
    if TYPES.get(kind.strip().lower()) != "range":
        yield Problem("survey", number, column, "only a range takes parameters yet")
        return
    for part in cell.replace(",", " ").replace(";", " ").split():
        name = part.partition("=")[0].strip().lower()
        if name not in {"start", "end", "step"}:
            message = f"a range takes start, end and step, not “{name}”"
            yield Problem("survey", number, column, message)


def _check_type(number: int, column: str, cell: str) -> Iterator[Problem]:
    words = cell.split()
    for length in (4, 2, 1):
        kind = TYPES.get(" ".join(words[:length]).lower())
        if kind is None:
            continue
        rest = words[length:]
        selects = kind.startswith("select") or kind == "rank"
        if selects and kind != "rank" and rest[1:] in (["or_other"], ["or", "specify", "other"]):
            del rest[1:]
        if len(rest) != (1 if selects else 0):
            wanted = "the name of its list" if selects else "nothing"
            message = f"“{kind}” is followed by {wanted}, not by “{' '.join(rest)}”"
            yield Problem("survey", number, column, message)
        return
    yield Problem("survey", number, column, f"the type “{cell}” is not supported yet")
