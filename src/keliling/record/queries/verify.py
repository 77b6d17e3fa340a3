"""Recompute every seal and name the first that does not hold."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from keliling.record.chain import EMPTY, digest_of, leaf_of
from keliling.record.models import Fact, Seal


@dataclass(frozen=True, slots=True)
class BrokenSeal:
    """The first link that does not hold, and what is wrong with it."""

    chain: str
    number: int
    what: str


@dataclass(frozen=True, slots=True)
class Soundness:
    """What was recomputed; ``broken`` is the first fault, if any."""

    seals: int
    sealed: int
    loose: int
    broken: BrokenSeal | None


def verify_record(log: Path | None = None) -> Soundness:
    """Recompute the chains from the facts, and compare their heads with those kept outside."""
    kept = dict(_kept_heads(log)) if log and log.exists() else {}
    seals = sealed = 0
    broken: BrokenSeal | None = None
    ordered = Seal.objects.order_by("chain", "number").iterator(chunk_size=500)
    for chain, links in groupby(ordered, key=lambda seal: seal.chain):
        previous, number = EMPTY, 0
        for seal in links:
            seals, sealed = seals + 1, sealed + seal.facts
            what = _fault(seal, previous, number + 1, kept)
            if what and broken is None:
                broken = BrokenSeal(chain, seal.number, what)
            previous, number = seal.digest, seal.number
            kept.pop((chain, seal.number), None)
    if kept and broken is None:
        chain, number = min(kept)
        broken = BrokenSeal(chain, number, "seal_missing")
    loose = Fact.objects.filter(sealed=None).count()
    return Soundness(seals, sealed, loose, broken)


def _fault(seal: Seal, previous: str, number: int, kept: dict[tuple[str, int], str]) -> str:
    if seal.number != number:
        return "seal_missing"
    if seal.previous != previous:
        return "link_broken"
    facts = list(Fact.objects.filter(sealed__seal=seal).order_by("seq"))
    if len(facts) != seal.facts:
        return "fact_missing"
    if digest_of(previous, number, map(leaf_of, facts)) != seal.digest:
        return "fact_changed"
    if kept.get((seal.chain, seal.number), seal.digest) != seal.digest:
        return "head_differs"
    return ""


def _kept_heads(log: Path) -> Iterator[tuple[tuple[str, int], str]]:
    for line in log.read_text().splitlines():
        try:
            head = json.loads(line)
        except ValueError:  # torn: the power went while it was written
            continue
        yield (head["chain"], head["number"]), head["digest"]
