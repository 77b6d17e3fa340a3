"""The office's answer to a proposal: a visit, or a reason."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from keliling.commission.acts.doors import coordinator_of
from keliling.commission.models import Proposal, Visit
from keliling.commission.queries import proposal_by_id
from keliling.commission.rules import DECLINE_REASONS, ProposalState
from keliling.commission.rules.proposal import MOST_TEXT
from keliling.kernel.actor import Actor
from keliling.kernel.refusal import Conflict, Refused, Stale
from keliling.record.acts import note


@transaction.atomic
def commission_visit(
    proposal_id: UUID, *, seen_version: int, answer: str = "", by: Actor, now: datetime
) -> Visit:
    """Commission a visit from an open proposal.

    Raises ``Absent`` for somebody who is not the office's coordinator, ``Stale`` and
    ``Conflict("proposal_answered")``.
    """
    proposal, coordinator = _open_proposal(proposal_id, by)
    _answer(proposal, ProposalState.COMMISSIONED, seen_version, "", answer, now)
    try:
        with transaction.atomic():
            visit = Visit.objects.create(
                office=proposal.office,
                proposal=proposal,
                village=proposal.village,
                rw=proposal.rw,
                commissioned_at=now,
            )
    except IntegrityError as problem:
        raise Conflict("proposal_answered") from problem
    about = ("proposal", proposal.pk)
    data = {"visit": visit.pk}
    office = proposal.office
    note("visit_commissioned", about=about, by=coordinator, at=now, office=office, data=data)
    return visit


@transaction.atomic
def decline_proposal(
    proposal_id: UUID, reason: str, answer: str, *, seen_version: int, by: Actor, now: datetime
) -> None:
    """Say no, with a reason the proposers see.

    Raises ``Refused("decline_reason")``, ``Refused("answer_missing")``, and as above.
    """
    proposal, coordinator = _open_proposal(proposal_id, by)
    if reason not in DECLINE_REASONS:
        raise Refused("decline_reason")
    if not answer.strip():
        raise Refused("answer_missing")
    _answer(proposal, ProposalState.DECLINED, seen_version, reason, answer, now)
    about = ("proposal", proposal.pk)
    data = {"reason": reason}
    office = proposal.office
    note("proposal_declined", about=about, by=coordinator, at=now, office=office, data=data)


def _open_proposal(proposal_id: UUID, by: Actor) -> tuple[Proposal, Actor]:
    proposal = proposal_by_id(proposal_id)
    coordinator = coordinator_of(proposal.office, by)
    if proposal.author_id == by.person:
        raise Refused("not_for_yourself")
    return proposal, coordinator


def _answer(
    proposal: Proposal,
    state: ProposalState,
    seen_version: int,
    reason: str,
    answer: str,
    now: datetime,
) -> None:
    if len(answer) > MOST_TEXT:
        raise Refused("text_too_long", most=MOST_TEXT)
    if proposal.state != ProposalState.OPEN.value:
        raise Conflict("proposal_answered")
    won = Proposal.objects.filter(pk=proposal.pk, version=seen_version, state="open").update(
        state=state.value,
        version=seen_version + 1,
        decline_reason=reason,
        answer=answer.strip(),
        answered_at=now,
    )
    if not won:
        raise Stale(seen=seen_version)
