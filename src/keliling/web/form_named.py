"""Which form an address means: a version by its day, or the one that waits."""

from datetime import date

from keliling.catalogue.queries import Shelf, form_of
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


def day_named(which: str) -> date:
    """Return the day by which an address names a version; raises ``Absent``."""
    try:
        return date.fromisoformat(which)
    except ValueError as problem:
        raise Absent from problem
