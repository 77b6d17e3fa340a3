"""Note what happened, inside the transaction of the act that did it."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.transaction import TransactionManagementError

from keliling.kernel.actor import Actor
from keliling.record.models import CurrentTransaction, Errand, Fact

Data = Mapping[str, object]
"""Text codes, whole numbers, yes or no, days and ids, or lists of them; checked by ``note``."""

CODE = re.compile(r"[\w.:/+\-]{0,64}", re.ASCII)
NIK_LIKE = re.compile(r"(?<!\d)\d{16}(?!\d)")


def note(
    kind: str,
    *,
    about: tuple[str, UUID | str],
    by: Actor,
    at: datetime,
    office: UUID | None = None,
    data: Data | None = None,
) -> Fact:
    """Append one fact and the errands that follow from it.

    Raises ``TransactionManagementError`` outside a transaction, for a fact without the act
    it tells of would be a lie; and ``ValueError`` for anything that reads like a name, a
    NIK or free text.
    """
    if not connection.in_atomic_block:
        message = f"note({kind!r}) belongs inside the transaction of its act"
        raise TransactionManagementError(message)
    fact = Fact.objects.create(
        office=office,
        kind=kind,
        about_type=about[0],
        about_id=str(about[1]),
        actor=by.person,
        role=by.role.value,
        side=by.side.value,
        at=at,
        data={key: _plain(key, value) for key, value in (data or {}).items()},
        tx=CurrentTransaction(),
    )
    handlers: Sequence[str] = settings.ERRANDS.get(kind, ())
    if handlers:
        Errand.objects.bulk_create(
            [Errand(fact=fact, handler=handler, due_at=at) for handler in handlers]
        )
    return fact


def code_of(name: str) -> str:
    """Return a name as a fact may hold it: itself where it is a code, else its hash."""
    if CODE.fullmatch(name) and not NIK_LIKE.search(name):
        return name
    return f"sha256:{sha256(name.encode()).hexdigest()[:40]}"


def _plain(key: str, value: object) -> object:
    """Return the value as JSON keeps it, or refuse what an erasable row should hold."""
    if isinstance(value, bool | int) or value is None:
        return value
    if isinstance(value, date | UUID):
        return value.isoformat() if isinstance(value, date) else str(value)
    if isinstance(value, str):
        if not CODE.fullmatch(value) or NIK_LIKE.search(value):
            message = f"a fact holds codes, not text: {key}"
            raise ValueError(message)
        return value
    if isinstance(value, list | tuple):
        return [_plain(key, item) for item in value]
    message = f"a fact does not hold a {type(value).__name__}: {key}"
    raise TypeError(message)
