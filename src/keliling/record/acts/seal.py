"""Seal facts afterwards, in batches, into one chain of hashes per office."""

import json
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.db import connection, transaction
from django.db.models import BigIntegerField, Func, Q, QuerySet

from keliling.record.chain import EMPTY, digest_of, leaf_of
from keliling.record.models import Fact, Seal, SealedFact

BATCH = 5_000


def seal_facts(*, now: datetime, log: Path | None = None) -> list[Seal]:
    """Seal every fact that no open transaction can still come before.

    On PostgreSQL that is a fact whose transaction lies below the oldest one running (or,
    after a restore into another cluster, above every one that has begun here). Heads are
    appended to ``log``, outside the database, after the commit. Returns the new seals.
    """
    with transaction.atomic():
        _one_sealer_at_a_time()
        made = []
        for office in _offices_with_loose_facts():
            facts = list(_loose().filter(office=office).order_by("seq")[:BATCH])
            if facts:
                made.append(_seal(office, facts, now))
    if log and made:
        _write_heads(log, made)
    return made


def _seal(office: UUID | None, facts: list[Fact], now: datetime) -> Seal:
    chain = str(office or "")
    last = Seal.objects.filter(chain=chain).order_by("-number").first()
    previous = last.digest if last else EMPTY
    number = last.number + 1 if last else 1
    digest = digest_of(previous, number, (leaf_of(fact) for fact in facts))
    seal = Seal.objects.create(
        office=office,
        chain=chain,
        number=number,
        previous=previous,
        digest=digest,
        facts=len(facts),
        sealed_at=now,
    )
    SealedFact.objects.bulk_create([SealedFact(fact=fact, seal=seal) for fact in facts])
    return seal


def _loose() -> QuerySet[Fact]:
    facts = Fact.objects.filter(sealed=None)
    if connection.vendor != "postgresql":
        return facts
    return facts.filter(Q(tx__lt=_edge("xmin")) | Q(tx__gte=_edge("xmax")))


def _edge(name: str) -> Func:
    """An edge of the very snapshot that the statement reads by; asked apart, it could be older."""
    template = f"pg_snapshot_{name}(pg_current_snapshot())::text::bigint"
    return Func(template=template, output_field=BigIntegerField())


def _offices_with_loose_facts() -> list[UUID | None]:
    return list(_loose().order_by().values_list("office", flat=True).distinct())


def _one_sealer_at_a_time() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(7236101)")


def _write_heads(log: Path, seals: list[Seal]) -> None:
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("a") as file:
        for seal in seals:
            head = {"chain": seal.chain, "number": seal.number, "digest": seal.digest}
            file.write(json.dumps(head) + "\n")
