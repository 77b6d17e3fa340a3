"""Stage 1: propose, back, commission or decline."""

import pytest
from django.db import IntegrityError, transaction

from keliling.commission import acts
from keliling.commission.acts.propose import Wish
from keliling.commission.models import Proposal, Support, Visit
from keliling.commission.queries import supporters_of
from keliling.commission.rules import Need, Offered
from keliling.kernel.actor import VISITOR
from keliling.kernel.refusal import Absent, Conflict, Refused, Stale
from keliling.record.models import Fact
from keliling.record.queries import facts_about
from tests import cast
from tests.cast import NOW, RW, VILLAGE, World

pytestmark = pytest.mark.django_db


def wish(**changes: object) -> Wish:
    parts: dict[str, object] = {
        "village": VILLAGE,
        "rw": RW,
        "why": "",
        "needs": [Need("burial-renewal", 3)],
    }
    return Wish(**(parts | changes))  # type: ignore[arg-type]


def test_a_proposal_leaves_its_fact_and_names_nobody_in_it(world: World) -> None:
    proposal = cast.propose(world)
    (fact,) = facts_about(("proposal", proposal.pk))
    assert (fact.kind, fact.side, fact.actor) == ("visit_proposed", "lay", world.applicant.pk)
    assert fact.data["people"] == 17
    assert "Pemohon" not in str(fact.data)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"needs": []}, "need_missing"),
        ({"needs": [Need("burial-renewal", 0)]}, "need_people"),
        ({"needs": [Need("burial-renewal", 5_001)]}, "need_people"),
        ({"needs": [Need("passport", 1)]}, "service_not_offered"),
        ({"needs": [Need("burial-renewal", 1), Need("burial-renewal", 2)]}, "need_twice"),
        ({"offers": [Offered("money", 1)]}, "offer_kind"),
        ({"offers": [Offered("venue", 0)]}, "offer_quantity"),
        ({"why": "x" * 2_001}, "text_too_long"),
        ({"rw": "009"}, "not_your_rw"),
        ({"village": cast.OTHER_VILLAGE}, "not_your_rw"),
    ],
)
def test_a_wrong_proposal_is_refused_and_leaves_no_trace(
    world: World, changes: dict[str, object], reason: str
) -> None:
    before = Fact.objects.count()
    with pytest.raises(Refused, match=reason):
        acts.propose_visit(wish(**changes), by=world.actor("applicant"), now=NOW)
    assert not Proposal.objects.exists()
    assert Fact.objects.count() == before


def test_somebody_without_a_home_and_a_visitor_cannot_propose(world: World) -> None:
    with pytest.raises(Refused, match="residency_needed"):
        acts.propose_visit(wish(), by=world.actor("stranger"), now=NOW)
    with pytest.raises(Refused, match="sign_in_first"):
        acts.propose_visit(wish(), by=VISITOR, now=NOW)


def test_one_author_has_one_open_proposal_for_an_rw(world: World) -> None:
    cast.propose(world)
    with pytest.raises(Conflict, match="proposal_open_already"):
        cast.propose(world)


def test_a_signature_counts_once(world: World) -> None:
    proposal = cast.propose(world)
    acts.back_proposal(proposal.pk, by=world.actor("neighbour"), now=NOW)
    with pytest.raises(Conflict, match="already_backed"):
        acts.back_proposal(proposal.pk, by=world.actor("neighbour"), now=NOW)
    assert Support.objects.count() == 1


def test_a_signature_can_be_taken_off_and_given_again_until_the_answer(world: World) -> None:
    proposal, me = cast.propose(world), world.actor("neighbour")
    with pytest.raises(Conflict, match="not_backed"):
        acts.take_signature_off(proposal.pk, by=me, now=NOW)
    acts.back_proposal(proposal.pk, by=me, now=NOW)
    acts.take_signature_off(proposal.pk, by=me, now=NOW)
    assert supporters_of(proposal.pk) == []
    with pytest.raises(Conflict, match="not_backed"):
        acts.take_signature_off(proposal.pk, by=me, now=NOW)
    acts.back_proposal(proposal.pk, by=me, now=NOW)
    kinds = [fact.kind for fact in facts_about(("proposal", proposal.pk))]
    assert kinds[1:] == ["proposal_backed", "signature_taken_off", "proposal_backed"]


def test_a_signature_comes_off_an_answered_proposal_too_and_only_ones_own(world: World) -> None:
    proposal, me = cast.propose(world), world.actor("neighbour")
    acts.back_proposal(proposal.pk, by=me, now=NOW)
    acts.commission_visit(proposal.pk, seen_version=1, by=world.actor("coordinator"), now=NOW)
    for name in ("applicant", "coordinator"):
        with pytest.raises(Conflict, match="not_backed"):
            acts.take_signature_off(proposal.pk, by=world.actor(name), now=NOW)
    with pytest.raises(Refused, match="sign_in_first"):
        acts.take_signature_off(proposal.pk, by=VISITOR, now=NOW)
    assert [name for name, _ in supporters_of(proposal.pk)] == [world.neighbour.name]
    acts.take_signature_off(proposal.pk, by=me, now=NOW)
    assert not Support.objects.exists()
    with pytest.raises(Conflict, match="proposal_answered"):
        acts.back_proposal(proposal.pk, by=me, now=NOW)


def test_somebody_of_another_village_cannot_sign(world: World) -> None:
    proposal = cast.propose(world)
    cast.people.claim_residency(cast.OTHER_VILLAGE, "1", by=world.actor("stranger"), now=NOW)
    with pytest.raises(Refused, match="not_your_village"):
        acts.back_proposal(proposal.pk, by=world.actor("stranger"), now=NOW)


def test_only_the_coordinator_answers_and_for_others_there_is_nothing(world: World) -> None:
    proposal = cast.propose(world)
    for name in ("applicant", "stranger", "front_officer", "signatory", "administrator"):
        with pytest.raises(Absent):
            acts.commission_visit(proposal.pk, seen_version=1, by=world.actor(name), now=NOW)
    assert not Visit.objects.exists()


def test_a_declined_proposal_shows_its_reason_and_stays_declined(world: World) -> None:
    proposal = cast.propose(world)
    office = world.actor("coordinator")
    with pytest.raises(Refused, match="answer_missing"):
        acts.decline_proposal(proposal.pk, "merged", " ", seen_version=1, by=office, now=NOW)
    acts.decline_proposal(
        proposal.pk, "too_few_people", "Baru dua orang.", seen_version=1, by=office, now=NOW
    )
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decline_reason) == ("declined", "too_few_people")
    with pytest.raises(Conflict, match="proposal_answered"):
        acts.commission_visit(proposal.pk, seen_version=2, by=office, now=NOW)


def test_an_answer_to_an_old_version_is_stale(world: World) -> None:
    proposal = cast.propose(world)
    with pytest.raises(Stale):
        acts.commission_visit(proposal.pk, seen_version=7, by=world.actor("coordinator"), now=NOW)
    assert not Visit.objects.exists()


def test_the_database_holds_a_declined_proposal_to_its_reason(world: World) -> None:
    proposal = cast.propose(world)
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(state="declined")
