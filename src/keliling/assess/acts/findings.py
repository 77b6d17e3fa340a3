"""Findings: raised by residents, answered by the office, one of them the next proposal."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from keliling.assess.models import Finding, FindingSupport
from keliling.assess.rules import Disposition
from keliling.assess.rules.finding import MOST_WORDS, TOPICS
from keliling.commission.acts import propose_from_finding
from keliling.commission.acts.doors import coordinator_of, visit_of_resident
from keliling.commission.acts.propose import Wish
from keliling.commission.models import Proposal
from keliling.commission.rules import Need, VisitState
from keliling.kernel.actor import Actor
from keliling.kernel.ids import new_id
from keliling.kernel.refusal import Absent, Conflict, Refused, Stale
from keliling.record.acts import note
from keliling.record.acts.once import create_once

ASSESSED = {VisitState.HELD.value, VisitState.CLOSED.value}


@dataclass(frozen=True, slots=True)
class Reply:
    """The office's answer; ``needs`` make it open a proposal for the next visit."""

    disposition: Disposition
    words: str
    needs: Sequence[Need] = field(default_factory=tuple)


@transaction.atomic
def raise_finding(
    visit_id: UUID, topic: str, words: str, *, key: UUID | None = None, by: Actor, now: datetime
) -> Finding:
    """Say what a visit taught; residents of its village.

    ``key`` comes from the page that asks: the same again returns the same finding. Raises
    ``Conflict`` (``visit_not_held``, ``id_in_use``) and ``Refused`` (``residency_needed``,
    ``not_your_village``, ``finding_topic``, ``finding_words``, ``text_too_long``).
    """
    visit, me = visit_of_resident(visit_id, by)
    if visit.state not in ASSESSED:
        raise Conflict("visit_not_held")
    if topic not in TOPICS:
        raise Refused("finding_topic")
    if not words.strip():
        raise Refused("finding_words")
    if len(words) > MOST_WORDS:
        raise Refused("text_too_long", most=MOST_WORDS)
    said: dict[str, Any] = {
        "id": key or new_id(),
        "office": visit.office,
        "visit": visit,
        "author_id": me.who,
        "topic": topic,
        "words": words.strip(),
    }
    finding, is_new = create_once(Finding, said, raised_at=now)
    if not is_new:
        return finding
    about = ("visit", visit_id)
    data = {"finding": finding.pk, "topic": topic}
    note("finding_raised", about=about, by=me, at=now, office=visit.office, data=data)
    return finding


@transaction.atomic
def back_finding(finding_id: UUID, *, by: Actor, now: datetime) -> None:
    """Say that it happened to oneself too; raises ``Conflict("finding_backed_already")``."""
    finding = _finding(finding_id)
    visit, me = visit_of_resident(finding.visit_id, by)
    if finding.author_id == me.person:
        raise Refused("not_for_yourself")
    try:
        with transaction.atomic():
            FindingSupport.objects.create(finding=finding, person_id=me.who, at=now)
    except IntegrityError as problem:
        raise Conflict("finding_backed_already") from problem
    about = ("visit", visit.pk)
    data = {"finding": finding.pk}
    note("finding_backed", about=about, by=me, at=now, office=visit.office, data=data)


@transaction.atomic
def answer_finding(
    finding_id: UUID, reply: Reply, *, seen_version: int, by: Actor, now: datetime
) -> Proposal | None:
    """Adopt, adapt or reject a finding, in words its author reads.

    An adopted or adapted one may open a proposal, which is returned: the cycle begins
    again. Raises ``Refused`` (``answer_missing``, ``rejected_opens_nothing``), ``Stale`` and
    ``Conflict("finding_answered")``.
    """
    finding = _finding(finding_id)
    coordinator = coordinator_of(finding.office, by)
    if finding.author_id == by.person:
        raise Refused("not_for_yourself")
    if not reply.words.strip():
        raise Refused("answer_missing")
    if reply.needs and reply.disposition is Disposition.REJECTED:
        raise Refused("rejected_opens_nothing")
    if finding.disposition:
        raise Conflict("finding_answered")
    won = Finding.objects.filter(pk=finding_id, version=seen_version, disposition="").update(
        disposition=reply.disposition.value,
        answer=reply.words.strip()[:MOST_WORDS],
        answered_by=by.person,
        answered_at=now,
        version=seen_version + 1,
    )
    if not won:
        raise Stale(seen=seen_version, current=finding.version)
    proposal = _next_round(finding, reply, coordinator, now) if reply.needs else None
    data = {
        "finding": finding.pk,
        "disposition": reply.disposition.value,
        "proposal": proposal.pk if proposal else None,
    }
    about, office = ("visit", finding.visit_id), finding.office
    note("finding_answered", about=about, by=coordinator, at=now, office=office, data=data)
    return proposal


def _next_round(finding: Finding, reply: Reply, by: Actor, now: datetime) -> Proposal:
    visit = finding.visit
    wish = Wish(village=visit.village, rw=visit.rw, why=finding.words, needs=reply.needs)
    return propose_from_finding(finding.pk, wish, author=finding.author_id, by=by, now=now)


def _finding(finding_id: UUID) -> Finding:
    finding = Finding.objects.select_related("visit").filter(pk=finding_id).first()
    if finding is None:
        raise Absent
    return finding
