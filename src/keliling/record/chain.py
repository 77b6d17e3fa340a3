"""How a fact becomes a leaf and leaves become a link: pure, so that anyone can recompute it."""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Protocol
from uuid import UUID

EMPTY = "0" * 64


class Leaf(Protocol):
    """What of a fact is hashed; every column but the transaction number."""

    seq: int
    office: UUID | None
    kind: str
    about_type: str
    about_id: str
    actor: UUID | None
    role: str
    side: str
    at: datetime
    data: dict[str, object]


def canonical(fact: Leaf) -> dict[str, object]:
    """Return the fact as it is exported and hashed."""
    return {
        "seq": fact.seq,
        "office": str(fact.office) if fact.office else None,
        "kind": fact.kind,
        "about": [fact.about_type, fact.about_id],
        "actor": str(fact.actor) if fact.actor else None,
        "role": fact.role,
        "side": fact.side,
        "at": fact.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "data": fact.data,
    }


def leaf_of(fact: Leaf) -> bytes:
    """Hash one fact over its canonical JSON (sorted keys, no spaces, UTF-8)."""
    text = json.dumps(canonical(fact), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).digest()


def digest_of(previous: str, number: int, leaves: Iterable[bytes]) -> str:
    """Hash one link: the link before, its own number, its leaves in the order of ``seq``."""
    link = hashlib.sha256(f"{previous}:{number}:".encode())
    for leaf in leaves:
        link.update(leaf)
    return link.hexdigest()
