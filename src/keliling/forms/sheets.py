"""The sheets of an XLSForm as rows, and what their authors may write in them.

XLSForm ignores columns and sheets it does not know. An author who misspelt ``relevant``
would never learn of it, so here everything that has no effect is refused.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from keliling.forms.bounds import check_bounds, check_depth, check_paths
from keliling.forms.effects import check_effect
from keliling.forms.problems import Problem
from keliling.forms.refused import (
    REFUSED_COLUMNS,
    REFUSED_SETTINGS,
    REFUSED_SHEETS,
    REFUSED_TYPES,
    reason,
)

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
    "string": "text",
    "location": "geopoint",
    "date time": "dateTime",
    "select1": "select_one",
    "select one from": "select_one",
    "select all that apply": "select_multiple",
    "select all that apply from": "select_multiple",
    "select multiple from": "select_multiple",
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
    "guidance_hint": "guidance_hint",
    "guidance hint": "guidance_hint",
    "image": "image",
    "big-image": "big-image",
    "audio": "audio",
    "video": "video",
    "autoplay": "autoplay",
    "rows": "rows",
    "body::accuracythreshold": "body::accuracyThreshold",
    "caption": "label",
    "command": "type",
    "tag": "name",
    "value": "name",
    "requiredmsg": "required_message",
    "constraining_message": "constraint_message",
    "constraining message": "constraint_message",
    "bind::jr:constraintmsg": "constraint_message",
    "bind::jr:requiredmsg": "required_message",
    "bind::relevant": "relevant",
    "bind::constraint": "constraint",
    "bind::calculate": "calculation",
    "bind::required": "required",
    "bind::readonly": "read_only",
}
CHOICE_COLUMNS: Mapping[str, str] = {
    "list_name": "list_name",
    "list name": "list_name",
    "name": "name",
    "value": "name",
    "label": "label",
    "caption": "label",
    "image": "image",
    "big-image": "big-image",
    "audio": "audio",
    "video": "video",
}
SETTINGS: Mapping[str, str] = {
    "form_id": "form_id",
    "id_string": "form_id",
    "set form id": "form_id",
    "form_title": "form_title",
    "title": "form_title",
    "set form title": "form_title",
    "version": "version",
    "default_language": "default_language",
    "instance_name": "instance_name",
    "style": "style",
    "auto_send": "auto_send",
    "auto_delete": "auto_delete",
    "allow_choice_duplicates": "allow_choice_duplicates",
    "name": "name",
    "clean_text_values": "clean_text_values",
}
TABLES: Mapping[str, Mapping[str, str]] = {
    "survey": SURVEY_COLUMNS,
    "choices": CHOICE_COLUMNS,
    "settings": SETTINGS,
}
"""The columns of each sheet: every spelling, and the one that is documented."""
YES_OR_NO = frozenset({"auto_send", "auto_delete", "allow_choice_duplicates", "clean_text_values"})
"""Settings that are yes or no."""
MEDIA_COLUMNS = frozenset({"image", "big-image", "audio", "video"})
TRANSLATED = MEDIA_COLUMNS | {
    "label",
    "hint",
    "guidance_hint",
    "constraint_message",
    "required_message",
}
SHEETS = ("survey", "choices", "settings")

_REFERENCE = re.compile(r"\$\{\s*([^\s{}$]+)\s*\}")
_FILTER_COLUMN = re.compile(r"[^\W\d][\w.-]*\Z")
FILE_NAME = re.compile(r"[^\s./\\:*?\"<>|${}][^/\\:*?\"<>|${}\r\n\t]{0,199}\Z")
"""What a file that stands beside a form may be called."""


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


def check(book: Book) -> list[Problem]:
    """Return everything in the sheets that would have no effect or is not supported."""
    problems: list[Problem] = []
    survey = book.get("survey")
    if survey is None or not survey.rows:
        return [Problem("survey", 0, "", "there are no questions")]
    problems += check_bounds({name: list(sheet.rows) for name, sheet in book.items()})
    if problems:
        return problems
    problems += [
        Problem(name, 1, "", f"this sheet is not supported: {why}")
        for name, why in REFUSED_SHEETS.items()
        if name in book and book[name].rows
    ]
    problems += _check_columns(book)
    problems += _check_survey(survey)
    problems += _check_choices(book.get("choices", Sheet("choices")))
    problems += _check_media(book)
    problems += _check_settings(book.get("settings", Sheet("settings")))
    return problems


def canonical(column: str, known: Mapping[str, str]) -> str | None:
    """Return the documented name of a column, none if it is not known."""
    return _split(column, known)[0]


def _split(column: str, known: Mapping[str, str]) -> tuple[str | None, str]:
    """Return the documented name and the language behind it."""
    whole = " ".join(column.split()).lower()
    for spelling in (whole, whole.replace(":", "::", 1)):
        if spelling in known:
            return known[spelling], ""
    parts = [part.strip() for part in column.split("::" if "::" in column else ":")]
    if parts[0].lower() == "media":
        del parts[0]
    name = known.get(" ".join(parts[0].split()).lower()) if parts else None
    language = "::".join(parts[1:])
    if name is None or (language and name not in TRANSLATED):
        return None, ""
    return name, language


def heading(column: str, known: Mapping[str, str]) -> str:
    """Return a column as the reference page writes it; one that is not known stays."""
    name, language = _split(column, known)
    if name is None:
        return column
    return f"{name}::{language}" if language else name


def standard(book: Book) -> dict[str, Sheet]:
    """Return the same sheets in the words of the reference page: no other spelling is left."""
    sheets = {}
    for name, sheet in book.items():
        known = TABLES.get(name, {})
        names = {column: canonical(column, known) for column in sheet.columns}
        headings = {column: heading(column, known) for column in sheet.columns}
        rows = [
            {headings[column]: _standard_cell(name, names[column], row[column]) for column in row}
            for row in sheet.rows
        ]
        sheets[name] = Sheet(name, list(headings.values()), rows)
    return sheets


def _standard_cell(sheet: str, name: str | None, cell: str) -> str:
    if sheet == "survey" and name == "type":
        kind, rest = kind_of(cell)
        return " ".join([kind or cell, *(rest if kind else [])])
    if sheet == "settings" and name in YES_OR_NO:
        return {"yes": "true", "no": "false"}.get(cell.lower(), cell.lower())
    return cell


def kind_of(cell: str) -> tuple[str | None, list[str]]:
    """Return the documented type in a cell and the words behind it, none if it is not known."""
    words = cell.split()
    for length in (5, 4, 3, 2, 1):
        kind = TYPES.get(" ".join(words[:length]).lower())
        if kind is not None:
            rest = words[length:]
            other = rest[1:] in (["or", "specify", "other"], ["or_other"])
            return kind, [rest[0], "or_other"] if other else rest
    return None, []


def _check_columns(book: Book) -> Iterator[Problem]:
    reasons = {"survey": REFUSED_COLUMNS, "settings": REFUSED_SETTINGS}
    for name, known in TABLES.items():
        sheet = book.get(name, Sheet(name))
        seen: set[str] = set()
        for column in filter(None, sheet.columns):
            written = heading(column, known)
            if written in seen:
                yield Problem(name, 1, column, "this column is there twice")
            seen.add(written)
            if canonical(column, known) is not None:
                continue
            if name == "choices" and _FILTER_COLUMN.match(column):
                continue
            why = reason(column, reasons.get(name, {}))
            yield Problem(name, 1, column, f"this column is not supported{why}")


def _check_survey(survey: Sheet) -> Iterator[Problem]:
    columns = {column: canonical(column, SURVEY_COLUMNS) or "" for column in survey.columns}
    names = {
        cell for row in survey.rows for column, cell in row.items() if columns[column] == "name"
    }
    rows = [(number, *_asked(row, columns)) for number, row in survey.cells()]
    yield from check_depth(rows)
    yield from check_paths(rows, sum(map(_count_references, survey.rows)))
    for (number, kind, _), row in zip(rows, survey.rows, strict=True):
        if row and not kind and "type" not in {columns[column] for column in row}:
            yield Problem("survey", number, "type", "there is no type in this row")
        for column, cell in row.items():
            if columns[column] == "type":
                yield from _check_type(number, column, cell)
            elif kind and columns[column]:
                yield from check_effect(number, column, columns[column], cell, kind)
            yield from _check_references(number, column, cell, names)


def _check_references(
    number: int, column: str, cell: str, names: Collection[str]
) -> Iterator[Problem]:
    named = _REFERENCE.findall(cell)
    if cell.count("${") > len(named):
        message = "“${” is followed by the name of a question and “}”"
        yield Problem("survey", number, column, message)
    for missing in sorted(set(named).difference(names)):
        yield Problem("survey", number, column, f"there is no question “{missing}”")


def _asked(row: Row, columns: Mapping[str, str]) -> tuple[str, str]:
    """Return the type and the name in a row."""
    cells = {columns[column]: cell for column, cell in row.items()}
    return kind_of(cells.get("type", ""))[0] or "", cells.get("name", "")


def _count_references(row: Row) -> int:
    return sum(cell.count("${") for cell in row.values())


def _check_choices(choices: Sheet) -> Iterator[Problem]:
    columns = {column: canonical(column, CHOICE_COLUMNS) for column in choices.columns}
    for number, row in choices.cells():
        there = {columns[column] for column in row}
        for name in ("list_name", "name"):
            if row and name not in there:
                yield Problem("choices", number, name, f"there is no {name} in this row")


def _check_media(book: Book) -> Iterator[Problem]:
    for name in ("survey", "choices"):
        sheet = book.get(name, Sheet(name))
        media = {c for c in sheet.columns if canonical(c, TABLES[name]) in MEDIA_COLUMNS}
        for number, row in sheet.cells() if media else ():
            for column in media.intersection(row):
                if not FILE_NAME.match(row[column].strip()):
                    message = f"“{row[column]}” is not the name of a file"
                    yield Problem(name, number, column, message)


def _check_settings(settings: Sheet) -> Iterator[Problem]:
    for number, row in settings.cells():
        if row and number > 2:
            yield Problem("settings", number, "", "the settings are one row")
        for column, cell in row.items():
            name = canonical(column, SETTINGS)
            if name in YES_OR_NO and cell.lower() not in {"yes", "no", "true", "false"}:
                yield Problem("settings", number, column, "write yes or no")


def _check_type(number: int, column: str, cell: str) -> Iterator[Problem]:
    kind, rest = kind_of(cell)
    if kind is None:
        why = reason(cell, REFUSED_TYPES)
        yield Problem(
            "survey", number, column, f"the type “{cell}” is not supported{why or ' yet'}"
        )
        return
    selects = kind.startswith("select") or kind == "rank"
    if selects and kind != "rank" and rest[1:] == ["or_other"]:
        del rest[1:]
    if len(rest) != (1 if selects else 0):
        wanted = "the name of its list" if selects else "nothing"
        message = f"“{kind}” is followed by {wanted}, not by “{' '.join(rest)}”"
        yield Problem("survey", number, column, message)
    elif selects and kind != "select_one" and rest[0].startswith("${"):
        message = "only select_one takes its choices from answers"
        yield Problem("survey", number, column, message)
