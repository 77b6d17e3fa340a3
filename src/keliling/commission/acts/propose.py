"""Propose a visit for an RW, and stand behind one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from keliling.catalogue.queries import offers as services_offered
from keliling.commission import models
from keliling.commission.acts.doors import check_lives_in
from keliling.commission.queries import proposal_by_id
from keliling.commission.rules import Need, Offered, ProposalState, check_needs, check_offers
from keliling.commission.rules.proposal import MOST_TEXT
from keliling.kernel.actor import Actor
from keliling.kernel.refusal import Conflict, Refused
from keliling.people.queries import home_of
from keliling.places.queries import office_serving
from keliling.record.acts import note


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody proposes for one RW."""

    village: str
    rw: str
    why: str
    needs: Sequence[Need]
    offers: Sequence[Offered] = ()


@transaction.atomic
def propose_visit(wish: Wish, *, by: Actor, now: datetime) -> models.Proposal:
    """Propose a visit for one's own RW.

    Raises ``Refused`` (``residency_needed``, ``not_your_rw``, ``no_office_there``, those of
    the needs and offers, ``text_too_long``) and ``Conflict("proposal_open_already")``.
    """
    me = by.as_resident()
    home = home_of(me.person)
    if home is None:
        raise Refused("residency_needed")
    if (home.village, home.rw) != (wish.village, wish.rw):
        raise Refused("not_your_rw")
    return _propose(wish, author=me.who, finding=None, by=me, now=now)


@transaction.atomic
def propose_from_finding(
    finding: UUID, wish: Wish, *, author: UUID, by: Actor, now: datetime
) -> models.Proposal:
    """Open the next round of the cycle: a finding of an assessed visit becomes a proposal.

    The author is who raised the finding; one finding opens one proposal. Raises
    ``Conflict("finding_has_proposal")``.
    """
    return _propose(wish, author=author, finding=finding, by=by, now=now)


@transaction.atomic
def back_proposal(proposal_id: UUID, *, by: Actor, now: datetime) -> None:
    """Sign a proposal publicly, once.

    Raises ``Refused("residency_needed")``, ``Refused("not_your_village")``,
    ``Conflict("proposal_answered")`` and ``Conflict("already_backed")``.
    """
    me = by.as_resident()
    proposal = proposal_by_id(proposal_id)
    check_lives_in(proposal.village, me)
    if proposal.state != ProposalState.OPEN.value:
        raise Conflict("proposal_answered")
    try:
        with transaction.atomic():
            models.Support.objects.create(proposal=proposal, person_id=me.who, backed_at=now)
    except IntegrityError as problem:
        raise Conflict("already_backed") from problem
    about = ("proposal", proposal.pk)
    note("proposal_backed", about=about, by=me, at=now, office=proposal.office)


@transaction.atomic
def take_signature_off(proposal_id: UUID, *, by: Actor, now: datetime) -> None:
    """Take one's own name off a proposal, answered or not, wherever one lives by now.

    Raises ``Refused("sign_in_first")`` and ``Conflict("not_backed")``.
    """
    me = by.as_resident()
    proposal = proposal_by_id(proposal_id)
    # UU 27/2022 art. 9: consent can be withdrawn at any time; the fact holds no name.
    taken, _ = models.Support.objects.filter(proposal=proposal, person_id=me.who).delete()
    if not taken:
        raise Conflict("not_backed")
    about = ("proposal", proposal.pk)
    note("signature_taken_off", about=about, by=me, at=now, office=proposal.office)


def _propose(
    wish: Wish, *, author: UUID, finding: UUID | None, by: Actor, now: datetime
) -> models.Proposal:
    office = office_serving(wish.village)
    if office is None:
        raise Refused("no_office_there")
    if len(wish.why) > MOST_TEXT:
        raise Refused("text_too_long", most=MOST_TEXT)
    check_needs(wish.needs, {offer.code for offer in services_offered(office.id, now.date())})
    check_offers(wish.offers)
    try:
        with transaction.atomic():
            proposal = models.Proposal.objects.create(
                office=office.id,
                village=wish.village,
                rw=wish.rw,
                author_id=author,
                why=wish.why.strip(),
                proposed_at=now,
                finding=finding,
            )
    except IntegrityError as problem:
        raise Conflict("finding_has_proposal" if finding else "proposal_open_already") from problem
    models.Need.objects.bulk_create(
        models.Need(proposal=proposal, service=need.service, people=need.people)
        for need in wish.needs
    )
    models.Contribution.objects.bulk_create(
        models.Contribution(
            proposal=proposal, kind=offer.kind, quantity=offer.quantity, words=offer.words
        )
        for offer in wish.offers
    )
    about = ("proposal", proposal.pk)
    data = {
        "village": wish.village,
        "rw": wish.rw,
        "people": sum(need.people for need in wish.needs),
        "offers": len(wish.offers),
        "finding": finding,
    }
    note("visit_proposed", about=about, by=by, at=now, office=office.id, data=data)
    return proposal
