"""Which form an address means: a version by its day, or the one that waits."""

from collections.abc import Mapping
from datetime import date

from keliling.catalogue.queries import (
    FileBeside,
    Shelf,
    draft_files,
    file_of_draft,
    file_of_version,
    form_files,
    form_of,
)
from keliling.forms import Form
from keliling.kernel.refusal import Absent

WAITING = "konsep"
"""In an address: the form that was uploaded and is no version yet."""


def form_named(shelf: Shelf, which: str) -> Form:
    """Return the form that an address means; raises ``Absent``."""
    if which != WAITING:
        return form_of(shelf.from_(day_named(which)).version)
    if shelf.waiting is None:
        raise Absent
    return shelf.waiting.form


def files_named(shelf: Shelf, which: str) -> Mapping[str, FileBeside]:
    """Return the files beside the form that an address means; raises ``Absent``."""
    if which != WAITING:
        return form_files(shelf.from_(day_named(which)).version)
    if shelf.waiting is None:
        raise Absent
    return draft_files(shelf.waiting.draft)


def bytes_named(shelf: Shelf, which: str, name: str) -> bytes:
    """Return one of those files; raises ``Absent``."""
    if which != WAITING:
        return file_of_version(shelf.from_(day_named(which)).version, name)[1]
    if shelf.waiting is None:
        raise Absent
    return file_of_draft(shelf.waiting.draft, name)[1]


def day_named(which: str) -> date:
    """Return the day by which an address names a version; raises ``Absent``."""
    try:
        return date.fromisoformat(which)
    except ValueError as problem:
        raise Absent from problem
