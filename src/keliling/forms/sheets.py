"""The sheets of an XLSForm as rows, and what their authors may write in them.

XLSForm ignores columns and sheets it does not know. An author who misspelt ``relevant``
would never learn of it, so here everything that has no effect is refused.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from keliling.forms.parameters import check_parameters
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
_CHOOSING = ("select_one", "select_multiple", "rank")
_PLACES = ("geopoint", "geotrace", "geoshape")
ONLY_FOR: Mapping[str, tuple[str, ...]] = {
    "rows": ("text",),
    "body::accuracyThreshold": _PLACES,
    "choice_filter": (*_CHOOSING, "select_one_from_file", "select_multiple_from_file"),
}
"""Columns that have an effect on some types alone."""
_ASKED_ALONE = {
    "hint",
    "guidance_hint",
    "required",
    "required_message",
    "constraint",
    "constraint_message",
    "autoplay",
}
_UNSEEN = frozenset(_ASKED_ALONE | {"image", "big-image", "audio", "video"})
NOT_FOR: Mapping[str, frozenset[str]] = {
    "begin_group": frozenset(
        _ASKED_ALONE | {"calculation", "default", "trigger", "parameters", "read_only"}
    ),
    "end_group": frozenset(SURVEY_COLUMNS.values()) - {"type", "name", "label"},
    **dict.fromkeys(("calculate", "hidden", "start", "end", "today"), _UNSEEN),
    **dict.fromkeys(("deviceid", "username", "phonenumber", "email"), _UNSEEN),
}
"""Columns that have no effect on a type."""
MEDIA_COLUMNS = frozenset({"image", "big-image", "audio", "video"})
TRANSLATED = MEDIA_COLUMNS | {
    "label",
    "hint",
    "guidance_hint",
    "constraint_message",
    "required_message",
}
SHEETS = ("survey", "choices", "settings")

_REFERENCE = re.compile(r"\$\{\s*([^}]*?)\s*\}")
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
    problems += [
        Problem(name, 1, "", f"this sheet is not supported: {why}")
        for name, why in REFUSED_SHEETS.items()
        if name in book and book[name].rows
    ]
    problems += _check_columns(book)
    problems += _check_survey(survey)
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
        columns = [heading(column, known) for column in sheet.columns]
        rows = [
            {heading(column, known): _standard_cell(name, column, cell) for column, cell in row}
            for row in (row.items() for row in sheet.rows)
        ]
        sheets[name] = Sheet(name, columns, rows)
    return sheets


def _standard_cell(sheet: str, column: str, cell: str) -> str:
    name = canonical(column, TABLES.get(sheet, {}))
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
    for number, row in survey.cells():
        types = (cell for column, cell in row.items() if columns[column] == "type")
        kind = kind_of(next(types, ""))[0] or ""
        for column, cell in row.items():
            if columns[column] == "type":
                yield from _check_type(number, column, cell)
            elif kind and columns[column]:
                yield from _check_effect(number, column, columns[column], cell, kind)
            for missing in sorted(set(_REFERENCE.findall(cell)) - names):
                yield Problem("survey", number, column, f"there is no question “{missing}”")


def _check_effect(number: int, column: str, name: str, cell: str, kind: str) -> Iterator[Problem]:
    if name == "parameters":
        yield from check_parameters(number, column, cell, kind)
    kinds = ONLY_FOR.get(name)
    if kinds is not None and kind not in kinds:
        message = f"it has no effect on “{kind}”, only on {', '.join(kinds)}"
        yield Problem("survey", number, column, message)
    elif name in NOT_FOR.get(kind, ()):
        yield Problem("survey", number, column, f"it has no effect on “{kind}”")


def _check_media(book: Book) -> Iterator[Problem]:
    for sheet in ("survey", "choices"):
        for number, row in book.get(sheet, Sheet(sheet)).cells():
            for column, cell in row.items():
                if canonical(column, TABLES[sheet]) not in MEDIA_COLUMNS:
                    continue
                if not FILE_NAME.match(cell.strip()):
                    message = f"“{cell}” is not the name of a file"
                    yield Problem(sheet, number, column, message)


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
