"""Facts as they are read: by what they are about, by office, all of them in a stream."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from keliling.record.chain import canonical
from keliling.record.models import Fact


@dataclass(frozen=True, slots=True)
class Entry:
    """One fact, read."""

    seq: int
    kind: str
    about_type: str
    about_id: str
    actor: UUID | None
    role: str
    side: str
    at: datetime
    data: dict[str, object]


def facts_about(*objects: tuple[str, UUID | str]) -> list[Entry]:
    """Return what happened to any of these objects, first to last.

    The caller has already passed the door of the objects themselves.
    """
    found: list[Fact] = []
    for kind in {kind for kind, _ in objects}:
        ids = [str(key) for of, key in objects if of == kind]
        found += Fact.objects.filter(about_type=kind, about_id__in=ids)
    return [_entry(fact) for fact in sorted(found, key=lambda fact: fact.seq)]


def export_facts() -> Iterator[str]:
    """Yield every fact as one line of JSON, in the order of ``seq``."""
    for fact in Fact.objects.order_by("seq").iterator(chunk_size=2_000):
        yield json.dumps(canonical(fact), ensure_ascii=False)


def count_facts() -> int:
    """Count every fact there is."""
    return Fact.objects.count()


def _entry(fact: Fact) -> Entry:
    return Entry(
        seq=fact.seq,
        kind=fact.kind,
        about_type=fact.about_type,
        about_id=fact.about_id,
        actor=fact.actor,
        role=fact.role,
        side=fact.side,
        at=fact.at,
        data=fact.data,
    )
