"""Stage 3: mandate, application, check, decision, permit, queue."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from keliling.catalogue.queries import form_of, sheet_of
from keliling.deliver import acts
from keliling.deliver.models import Application, Counter, Document, Look, Permit, Ticket
from keliling.deliver.queries import (
    application_seen_by,
    follow_code,
    inbox,
    looks_at,
    mandates_held,
    verify_number,
    verify_token,
)
from keliling.deliver.queries.answers import read_answers
from keliling.deliver.rules import Stage, TicketState
from keliling.kernel.refusal import Absent, Conflict, Refused, Stale
from keliling.record.models import Errand, Fact
from tests import cast, cast_files
from tests.cast import NOW, TODAY, World, later

pytestmark = pytest.mark.django_db


def test_a_submitted_file_has_its_clock_its_fee_and_its_errand(world: World) -> None:
    file = cast_files.submitted(world)
    file.refresh_from_db()
    assert (file.stage, file.received_at) == (Stage.CHECK.value, NOW)
    assert file.due_at is not None
    assert file.due_at > NOW
    assert file.fee == 0
    assert Errand.objects.filter(fact__kind="application_submitted").exists()


def test_answers_lie_encrypted_and_no_nik_is_in_the_database_file(world: World) -> None:
    file = cast_files.submitted(world)
    file.refresh_from_db()
    answers = read_answers(file)
    nik = next(value for path, value in answers.items() if path.endswith("/nik"))
    assert len(nik) == 16
    assert nik.encode() not in bytes(file.answers)
    assert not Fact.objects.filter(data__icontains=nik).exists()


def test_an_incomplete_file_is_refused_with_the_paths_to_mend(world: World) -> None:
    file = cast_files.begin(world)
    with pytest.raises(Refused) as refused:
        acts.submit_application(file.pk, seen_version=1, by=world.actor("applicant"), now=NOW)
    assert refused.value.reason == "incomplete"
    assert "applicant/name" in refused.value.facts["errors"]
    file.refresh_from_db()
    assert file.stage == Stage.DRAFT.value


def test_wrong_answers_are_kept_and_named(world: World) -> None:
    file = cast_files.begin(world)
    file, verdict = acts.save_answers(
        file.pk,
        {"applicant/nik": "12"},
        group="applicant",
        seen_version=1,
        by=world.actor("applicant"),
        now=NOW,
    )
    assert read_answers(file)["applicant/nik"] == "12"
    assert "applicant/nik" in {error.path for error in verdict.errors}


def test_an_unknown_field_is_refused(world: World) -> None:
    file = cast_files.begin(world)
    with pytest.raises(Refused, match="unknown_field"):
        acts.save_answers(
            file.pk,
            {"applicant/name": "A", "stage": "granted"},
            group="applicant",
            seen_version=1,
            by=world.actor("applicant"),
            now=NOW,
        )


def test_the_same_filing_twice_is_one_file_and_a_strangers_id_is_absent(world: World) -> None:
    filing = acts.Filing(cast.fresh(), world.office.pk, "land-history")
    first = acts.start_application(filing, by=world.actor("applicant"), now=NOW)
    again = acts.start_application(filing, by=world.actor("applicant"), now=NOW)
    assert first.pk == again.pk
    with pytest.raises(Absent):
        acts.start_application(filing, by=world.actor("stranger"), now=NOW)


def test_a_file_does_not_exist_for_a_stranger_nor_a_draft_for_the_office(world: World) -> None:
    draft, sent = cast_files.begin(world), cast_files.submitted(world, service="land-history")
    for name in ("stranger", "neighbour", "coordinator", "administrator", "rw_head"):
        with pytest.raises(Absent):
            application_seen_by(world.actor(name), sent.pk, today=TODAY)
    with pytest.raises(Absent):
        application_seen_by(world.actor("front_officer"), draft.pk, today=TODAY)
    assert application_seen_by(world.actor("front_officer"), sent.pk, today=TODAY).pk == sent.pk


def test_a_look_is_listed_for_the_applicant_and_ones_own_is_not(world: World) -> None:
    file = cast_files.submitted(world)
    acts.look(file.pk, by=world.actor("front_officer"), now=later(hours=1))
    acts.look(file.pk, by=world.actor("applicant"), now=later(hours=2))
    (seen,) = looks_at(world.actor("applicant"), file)
    assert (seen.person_id, seen.role) == (world.front_officer.pk, "front_officer")
    with pytest.raises(Absent):
        looks_at(world.actor("front_officer"), file)
    assert Look.objects.count() == 1


def test_a_file_goes_back_with_a_sentence_and_comes_again(world: World) -> None:
    file = cast_files.sent_back(world)
    assert file.stage == Stage.SENT_BACK.value
    again = acts.submit_application(
        file.pk, seen_version=file.version, by=world.actor("applicant"), now=later(days=1)
    )
    assert again.stage == Stage.CHECK.value
    assert again.send_backs.get().answered_at == later(days=1)


@pytest.mark.parametrize(
    ("reason", "words", "why"),
    [("whim", "x", "send_back_reason"), ("office_error", "  ", "send_back_words")],
)
def test_a_send_back_needs_its_type_and_its_sentence(
    world: World, reason: str, words: str, why: str
) -> None:
    file = cast_files.submitted(world)
    with pytest.raises(Refused, match=why):
        acts.send_back(
            file.pk,
            acts.Lack(reason, words),
            seen_version=file.version,
            by=world.actor("front_officer"),
            now=NOW,
        )


def test_who_checked_does_not_decide_and_the_database_says_so_too(world: World) -> None:
    boss = world.actor("administrator")
    scope = cast.office_scope(world.office.pk)
    cast.people.grant_role(
        world.front_officer.pk,
        cast.Role.SIGNATORY,
        scope,
        office=world.office.pk,
        by=boss,
        now=NOW,
    )
    file = cast_files.decision_ready(world)
    both = world.actor("front_officer")
    with pytest.raises(Refused, match="checked_by_you"):
        acts.decide(file.pk, acts.Ruling(grant=True), seen_version=file.version, by=both, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=file.pk).update(decider=world.front_officer)


def test_a_helper_neither_checks_nor_decides_the_file_they_helped_with(world: World) -> None:
    cast.publish_visit(world)
    given = cast_files.mandate(world)
    file = cast_files.submitted(world, by="volunteer", mandate=given)
    boss, scope = world.actor("administrator"), cast.office_scope(world.office.pk)
    for role in (cast.Role.FRONT_OFFICER, cast.Role.SIGNATORY):
        cast.people.grant_role(
            world.volunteer.pk, role, scope, office=world.office.pk, by=boss, now=NOW
        )
    helper = world.actor("volunteer")
    with pytest.raises(Refused, match="own_file"):
        acts.accept_application(file.pk, seen_version=file.version, by=helper, now=NOW)
    acts.accept_application(
        file.pk, seen_version=file.version, by=world.actor("front_officer"), now=NOW
    )
    with pytest.raises(Refused, match="own_file"):
        acts.decide(
            file.pk, acts.Ruling(grant=True), seen_version=file.version + 1, by=helper, now=NOW
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=file.pk).update(decider=world.volunteer)


def test_permits_are_numbered_without_a_gap_per_service_and_year(world: World) -> None:
    first = cast_files.granted(world)
    second = cast_files.granted(world, by="neighbour")
    other = cast_files.granted(world, by="neighbour", service="land-history")
    assert [first.n, second.n, other.n] == [1, 2, 1]
    assert first.number == "IPTM/00001/JGK/2026"


def test_a_refusal_draws_no_number_and_needs_its_reasons(world: World) -> None:
    file = cast_files.decision_ready(world)
    boss = world.actor("signatory")
    with pytest.raises(Refused, match="reasons_missing"):
        acts.decide(file.pk, acts.Ruling(grant=False), seen_version=file.version, by=boss, now=NOW)
    ruling = acts.Ruling(grant=False, reasons="Petak sudah dipakai.")
    assert acts.decide(file.pk, ruling, seen_version=file.version, by=boss, now=NOW) is None
    assert not Counter.objects.filter(key__startswith="permit:").exists()
    assert not Permit.objects.exists()


def test_assistance_records_a_number_and_issues_nothing(world: World) -> None:
    file = cast_files.decision_ready(world, service="nib-assistance")
    boss = world.actor("signatory")
    with pytest.raises(Refused, match="nib_digits"):
        acts.decide(file.pk, acts.Ruling(grant=True), seen_version=file.version, by=boss, now=NOW)
    ruling = acts.Ruling(grant=True, outside_number="9120001234567")
    assert acts.decide(file.pk, ruling, seen_version=file.version, by=boss, now=NOW) is None
    file.refresh_from_db()
    assert (file.stage, file.outside_number) == ("granted", "9120001234567")


def test_verification_shows_no_name_and_knows_an_expired_permit(world: World) -> None:
    permit = cast_files.granted(world)
    shown = verify_token(permit.token, today=TODAY)
    assert shown.number == permit.number
    assert not shown.expired
    assert "Contoh Pemohon" not in str(shown)
    assert permit.valid_until is not None
    assert verify_number(permit.number.lower(), today=permit.valid_until + timedelta(1)).expired
    with pytest.raises(Absent, match="permit_unknown"):
        verify_token("0" * 32, today=TODAY)


def test_a_file_is_followed_by_its_code_as_people_type_it(world: World) -> None:
    file = cast_files.submitted(world)
    typed = file.code.lower().replace("-", " ")
    assert follow_code(typed).stage is Stage.CHECK
    with pytest.raises(Absent, match="code_unknown"):
        follow_code("KLG-0000-0000-0000-0000-0000")


def test_an_application_keeps_the_version_it_was_filed_under(world: World) -> None:
    cast.adopt_services(world.office.pk, ["health-practice"], by=cast.SYSTEM, now=NOW)
    before = cast.datetime(2023, 6, 1, 3, tzinfo=cast.UTC)
    filing = acts.Filing(cast.fresh(), world.office.pk, "health-practice")
    old = acts.start_application(filing, by=world.actor("applicant"), now=before)
    new = cast_files.begin(world, service="health-practice")
    sheets = [sheet_of(file.service_version_id) for file in (old, new)]
    lists = [{row.code for row in sheet.requirements} for sheet in sheets]
    assert len(lists[0] - lists[1]) > 0
    later_on = application_seen_by(world.actor("applicant"), old.pk, today=TODAY)
    assert later_on.service_version_id == old.service_version_id != new.service_version_id
    assert form_of(old.service_version_id).id == form_of(new.service_version_id).id


def test_a_mandate_names_service_visit_and_day_and_dies_when_revoked(world: World) -> None:
    cast.publish_visit(world)
    given = cast_files.mandate(world)
    volunteer = world.actor("volunteer")
    with pytest.raises(Refused, match="mandate_other_service"):
        cast_files.begin(world, "volunteer", "land-history", mandate=given)
    file = cast_files.begin(world, "volunteer", mandate=given)
    assert (file.applicant_id, file.helper_id) == (world.applicant.pk, world.volunteer.pk)
    acts.revoke_mandate(given, by=world.actor("applicant"), now=NOW)
    assert mandates_held(volunteer, today=TODAY) == []
    with pytest.raises(Absent):
        application_seen_by(volunteer, file.pk, today=TODAY)


@pytest.mark.parametrize(
    ("until", "volunteer", "service", "reason"),
    [
        (TODAY - timedelta(1), "volunteer", "burial-renewal", "mandate_term"),
        (TODAY + timedelta(31), "volunteer", "burial-renewal", "mandate_term"),
        (TODAY, "stranger", "burial-renewal", "not_a_volunteer"),
        (TODAY, "applicant", "burial-renewal", "mandate_to_oneself"),
        (TODAY, "volunteer", "iumk", "service_not_planned"),
    ],
)
def test_a_wrong_mandate_is_refused(
    world: World, until: date, volunteer: str, service: str, reason: str
) -> None:
    cast.publish_visit(world)
    with pytest.raises(Refused, match=reason):
        acts.give_mandate(
            world.visit.pk,
            acts.Powers(service, world.people[volunteer].pk, until),
            by=world.actor("applicant"),
            now=NOW,
        )


def test_the_queue_lets_every_second_call_go_to_a_priority(world: World) -> None:
    visit = cast.publish_visit(world)
    keeper = world.actor("volunteer")
    for priority in ("", "", "elderly", "bereaved"):
        acts.draw_ticket(visit.pk, acts.Turn("land-history", priority), by=keeper, now=NOW)
    called = [acts.call_next(visit.pk, by=keeper, now=later(minutes=n)).number for n in range(4)]
    assert called == [3, 1, 4, 2]
    with pytest.raises(Conflict, match="queue_empty"):
        acts.call_next(visit.pk, by=keeper, now=NOW)


def test_a_person_waits_with_one_number_at_a_time(world: World) -> None:
    visit = cast.publish_visit(world)
    me = world.actor("applicant")

    def mine() -> acts.Turn:
        return acts.Turn("land-history", person=world.applicant.pk)

    ticket = acts.draw_ticket(visit.pk, mine(), by=me, now=NOW)
    with pytest.raises(Conflict, match="ticket_held_already"):
        acts.draw_ticket(visit.pk, mine(), by=me, now=NOW)
    keeper = world.actor("volunteer")
    acts.call_next(visit.pk, by=keeper, now=NOW)
    acts.end_ticket(ticket.pk, TicketState.SERVED, by=keeper, now=NOW)
    acts.draw_ticket(visit.pk, mine(), by=me, now=NOW)
    assert sorted(Ticket.objects.values_list("number", flat=True)) == [1, 2]


def test_two_officers_at_one_file_do_not_overwrite_each_other(world: World) -> None:
    file = cast_files.submitted(world)
    officer = world.actor("front_officer")
    acts.accept_application(file.pk, seen_version=file.version, by=officer, now=NOW)
    with pytest.raises((Stale, Conflict)):
        acts.accept_application(file.pk, seen_version=file.version, by=officer, now=NOW)


def test_the_inbox_pages_by_key_and_is_closed_to_others(world: World) -> None:
    for name in ("applicant", "neighbour", "volunteer"):
        cast_files.submitted(world, by=name)
    officer, office = world.actor("front_officer"), world.office.pk
    first = inbox(officer, office, Stage.CHECK, limit=2)
    assert first[-1].due_at is not None
    rest = inbox(officer, office, Stage.CHECK, after=(first[-1].due_at, first[-1].id), limit=2)
    assert len({row.id for row in first + rest}) == 3
    for name in ("signatory", "coordinator", "stranger"):
        with pytest.raises(Absent):
            inbox(world.actor(name), office, Stage.CHECK)


def test_a_replaced_document_leaves_one_row(world: World) -> None:
    file = cast_files.submitted(world)
    assert Document.objects.filter(application=file).count() == len(
        set(Document.objects.filter(application=file).values_list("path", flat=True))
    )
