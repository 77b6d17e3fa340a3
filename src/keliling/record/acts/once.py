"""What a page begins carries an id made by the page: pressed twice, it begins nothing twice."""

from datetime import datetime
from typing import Any, TypeVar

from django.db import IntegrityError, models, transaction

from keliling.kernel.refusal import Conflict

Row = TypeVar("Row", bound=models.Model)


def create_once(kind: type[Row], said: dict[str, Any], **at: datetime) -> tuple[Row, bool]:
    """Return the row and whether it is new.

    ``said`` is everything that somebody said, the id among it: the same again finds the row
    that was made the first time, whenever that was (``at``). Raises ``Conflict("id_in_use")``
    where the id stands for something else.
    """
    rows = kind._default_manager  # noqa: SLF001  Django's documented name for it
    try:
        with transaction.atomic():
            return rows.create(**said, **at), True
    except IntegrityError as problem:
        if made := rows.filter(**said).first():
            return made, False
        raise Conflict("id_in_use") from problem
