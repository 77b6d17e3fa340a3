"""Stage 4: ratings nobody can join to a person, findings, measures."""

import pytest

from keliling.assess import acts
from keliling.assess.acts.findings import Reply
from keliling.assess.models import Rating, RatingPass
from keliling.assess.queries import evidence_of, findings_of, rating_link, visit_measures
from keliling.assess.rules import ELEMENTS, CellState, Disposition, Factor, Phase
from keliling.commission.models import Proposal
from keliling.commission.rules import Need
from keliling.deliver.acts import hold_visit
from keliling.deliver.models import Application
from keliling.kernel.actor import SYSTEM
from keliling.kernel.refusal import Absent, Conflict, Refused
from keliling.record.models import Fact
from tests import cast, cast_files
from tests.cast import NOW, World, later

pytestmark = pytest.mark.django_db
FOURS: dict[str, int | None] = dict.fromkeys(ELEMENTS, 4)


def served(world: World) -> str:
    """Publish and open the visit, serve the applicant, hand out the pass; returns its token."""
    visit = cast.publish_visit(world)
    hold_visit(visit.pk, by=world.actor("coordinator"), now=NOW)
    permit = cast_files.granted(world, visit=visit.pk)
    token = acts.hand_out_rating(permit.application_id, by=SYSTEM, now=NOW).token
    assert token is not None
    return token


def test_a_pass_is_handed_out_once_and_used_once(world: World) -> None:
    token = served(world)
    file = Application.objects.get()
    assert acts.hand_out_rating(file.pk, by=SYSTEM, now=NOW).token == token
    assert rating_link(world.actor("applicant"), file) == token
    assert rating_link(world.actor("front_officer"), file) is None
    acts.rate(token, acts.Scores(FOURS), now=later(days=1))
    with pytest.raises(Absent, match="rating_unknown"):
        acts.rate(token, acts.Scores(FOURS), now=later(days=1))
    assert Rating.objects.count() == 1


def test_after_rating_nothing_in_the_tables_joins_rating_and_person(world: World) -> None:
    token = served(world)
    acts.rate(token, acts.Scores(FOURS), now=later(days=1))
    rating, used = Rating.objects.get(), RatingPass.objects.get()
    assert used.token is None
    assert {field.name for field in Rating._meta.fields if field.is_relation} == {"visit"}
    fact = Fact.objects.get(kind="visit_rated")
    assert (fact.actor, fact.at.hour, fact.at.minute, fact.data) == (None, 0, 0, {})
    assert str(rating.pk) not in str(list(Fact.objects.values_list("data", flat=True)))


@pytest.mark.parametrize(
    ("scores", "reason"),
    [
        (acts.Scores({}), "rating_empty"),
        (acts.Scores({"u1": 5}), "rating_scale"),
        (acts.Scores({"u1": 0}), "rating_scale"),
        (acts.Scores({"u10": 1}), "rating_scale"),
        (acts.Scores({"u1": 4}, saved_minutes=-1), "saved_minutes"),
        (acts.Scores({"u1": 4}, words="x" * 2_001), "text_too_long"),
    ],
)
def test_a_wrong_rating_is_refused_and_the_pass_stays(
    world: World, scores: acts.Scores, reason: str
) -> None:
    token = served(world)
    with pytest.raises(Refused, match=reason):
        acts.rate(token, scores, now=NOW)
    assert RatingPass.objects.get().token == token


def test_an_unserved_person_gets_no_pass(world: World) -> None:
    file = cast_files.submitted(world)
    with pytest.raises(Absent):
        acts.hand_out_rating(file.pk, by=SYSTEM, now=NOW)


def test_an_adopted_finding_opens_a_proposal_by_its_author(world: World) -> None:
    served(world)
    finding = acts.raise_finding(
        world.visit.pk, "time", "Buka sore juga.", by=world.actor("neighbour"), now=NOW
    )
    reply = Reply(Disposition.ADOPTED, "Ya, sore.", [Need("land-history", 4)])
    proposal = acts.answer_finding(
        finding.pk, reply, seen_version=1, by=world.actor("coordinator"), now=NOW
    )
    assert proposal is not None
    assert (proposal.author_id, proposal.finding) == (world.neighbour.pk, finding.pk)
    assert Proposal.objects.filter(state="open").count() == 1
    with pytest.raises(Conflict, match="finding_answered"):
        acts.answer_finding(
            finding.pk, reply, seen_version=2, by=world.actor("coordinator"), now=NOW
        )


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (Reply(Disposition.REJECTED, ""), "answer_missing"),
        (Reply(Disposition.REJECTED, "x", [Need("land-history", 1)]), "rejected_opens_nothing"),
        (Reply(Disposition.ADOPTED, "x", [Need("passport", 1)]), "service_not_offered"),
    ],
)
def test_a_wrong_answer_to_a_finding_changes_nothing(
    world: World, reply: Reply, reason: str
) -> None:
    served(world)
    finding = acts.raise_finding(world.visit.pk, "time", "x", by=world.actor("neighbour"), now=NOW)
    with pytest.raises(Refused, match=reason):
        acts.answer_finding(
            finding.pk, reply, seen_version=1, by=world.actor("coordinator"), now=NOW
        )
    finding.refresh_from_db()
    assert finding.disposition == ""


def test_who_raised_a_finding_is_not_shown(world: World) -> None:
    served(world)
    acts.raise_finding(world.visit.pk, "time", "x", by=world.actor("neighbour"), now=NOW)
    (row,) = findings_of(world.actor("stranger"), world.visit.pk)
    assert not row.mine
    assert str(world.neighbour.pk) not in repr(row)


def test_a_phase_is_reached_by_three_residents_the_office_and_an_answer(world: World) -> None:
    served(world)
    reach = visit_measures(world.visit.pk).reach
    assert reach[Phase.COMMISSIONING].reached
    assert reach[Phase.COMMISSIONING].lay_actors == 3
    assert not reach[Phase.DESIGN].reached
    assert not reach[Phase.ASSESSMENT].reached
    for name in ("applicant", "neighbour", "volunteer"):
        finding = acts.raise_finding(world.visit.pk, "queue", "x", by=world.actor(name), now=NOW)
    assert not visit_measures(world.visit.pk).reach[Phase.ASSESSMENT].reached
    acts.answer_finding(
        finding.pk,
        Reply(Disposition.REJECTED, "Belum bisa."),
        seen_version=1,
        by=world.actor("coordinator"),
        now=NOW,
    )
    assert visit_measures(world.visit.pk).reach[Phase.ASSESSMENT].reached


def test_no_data_is_not_zero_and_two_kinds_of_evidence_support_a_cell(world: World) -> None:
    token = served(world)
    matrix = visit_measures(world.visit.pk).matrix
    assert matrix[Factor.VALUE, Phase.ASSESSMENT].state is CellState.NO_DATA
    assert matrix[Factor.VALUE, Phase.DELIVERY].state is CellState.SINGLE_SOURCE
    acts.rate(token, acts.Scores(FOURS, saved_minutes=120), now=NOW)
    matrix = visit_measures(world.visit.pk).matrix
    assert matrix[Factor.VALUE, Phase.DELIVERY].state is CellState.SUPPORTED
    assert matrix[Factor.VALUE, Phase.ASSESSMENT].state is CellState.SINGLE_SOURCE


def test_a_cell_opens_as_many_facts_as_it_counts(world: World) -> None:
    served(world)
    matrix = visit_measures(world.visit.pk).matrix
    for (factor, phase), cell in matrix.items():
        assert len(evidence_of(world.visit.pk, factor, phase)) == cell.lay + cell.staff


def test_motives_are_told_once_by_a_volunteer_of_the_visit(world: World) -> None:
    served(world)
    answers = {"material": 1, "intrinsic": 5, "solidary": 4, "normative": 4, "pressed": 2}
    with pytest.raises(Absent):
        acts.tell_motives(world.visit.pk, answers, by=world.actor("neighbour"), now=NOW)
    with pytest.raises(Refused, match="motive_scale"):
        acts.tell_motives(
            world.visit.pk, answers | {"pressed": 6}, by=world.actor("volunteer"), now=NOW
        )
    acts.tell_motives(world.visit.pk, answers, by=world.actor("volunteer"), now=NOW)
    with pytest.raises(Conflict, match="motives_told_already"):
        acts.tell_motives(world.visit.pk, answers, by=world.actor("volunteer"), now=NOW)
