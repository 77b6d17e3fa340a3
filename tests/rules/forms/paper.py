"""Write small forms for tests: one group ``g``, one row a dictionary."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta, timezone

from keliling.forms import Form, Judgement, judge, read_markdown

WIB = timezone(timedelta(hours=7))
NOW = datetime(2026, 11, 24, 12, tzinfo=WIB)
COLUMNS = ("type", "name", "label::Indonesia (id)", "label::English (en)")


def table(rows: Iterable[Mapping[str, str]], first: Iterable[str]) -> str:
    """Write rows as a pipe table."""
    rows = list(rows)
    columns = list(dict.fromkeys([*first, *(key for row in rows for key in row)]))
    lines = [columns, ["---"] * len(columns)]
    lines += [[row.get(key, "").replace("|", r"\|") for key in columns] for row in rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def text_of(
    rows: Iterable[Mapping[str, str]],
    choices: Iterable[Mapping[str, str]] = (),
    settings: Mapping[str, str] | None = None,
) -> str:
    """Write a whole form in Markdown."""
    named = [row if row["type"].startswith(("end", "calc")) else _labelled(row) for row in rows]
    about = {"form_id": "trial", "version": "1", "default_language": "Indonesia (id)"}
    parts = ["## survey", table(named, COLUMNS)]
    if choices:
        parts += ["## choices", table(map(_labelled, choices), ("list_name", "name"))]
    parts += ["## settings", table([about | dict(settings or {})], ())]
    return "\n\n".join(parts) + "\n"


def _labelled(row: Mapping[str, str]) -> Mapping[str, str]:
    name = row["name"]
    return {
        "label::Indonesia (id)": f"{name} bahasa",
        "label::English (en)": f"{name} english",
    } | dict(row)


def form(*rows: Mapping[str, str], choices: Iterable[Mapping[str, str]] = ()) -> Form:
    """Read rows as the questions of one group ``g``."""
    inside = [
        {"type": "begin_group", "name": "g"},
        *rows,
        {"type": "end_group", "name": ""},
    ]
    return read_markdown(text_of(inside, choices))


def asked(kind: str, name: str, **cells: str) -> dict[str, str]:
    """Write one row."""
    return {"type": kind, "name": name, **cells}


def ruled(source: Form, /, **answers: str) -> Judgement:
    """Judge answers by name in group ``g``; an answer in ``files`` is at hand."""
    files = answers.pop("files", "").split()
    given = {f"g/{name}": answer for name, answer in answers.items()}
    return judge(source, given, attachments=files, now=NOW)


def reasons(judgement: Judgement) -> dict[str, str]:
    """Return path to reason."""
    return {error.path: error.reason for error in judgement.errors}
