"""What telephones send: once, to the right person, or held; nothing is lost on the way."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from keliling.catalogue.queries import form_of, versions_of
from keliling.deliver import acts as deliver
from keliling.deliver.acts import Loose, Parcel, Receipt, receive_submission
from keliling.deliver.acts.documents import document_file
from keliling.deliver.models import Application, Attachment, Submission
from keliling.deliver.queries import submissions_of, told
from keliling.deliver.queries.answers import read_answers
from keliling.deliver.rules import SubmissionState
from keliling.forms import Form
from keliling.kernel.refusal import Absent, Conflict, Refused, Stale
from keliling.people import acts as people
from keliling.people.models import Person
from keliling.record.models import Fact
from tests import cast, cast_files
from tests.cast import NOW, World, later
from tests.web.phone import NIK, Filled, filled, written

SERVICE = "burial-renewal"


def form(world: World) -> Form:
    return form_of(versions_of(world.office.pk, SERVICE)[0].version)


@pytest.fixture
def helped(world: World) -> World:
    """A volunteer with a device, and a mandate of somebody whose NIK is known."""
    cast.publish_visit(world)
    people.record_nik(world.applicant.pk, NIK, by=world.actor("applicant"), now=NOW)
    cast_files.mandate(world, SERVICE)
    wish = people.Enrolment(cast.fresh(), world.office.pk, "HP Contoh", world.volunteer.pk)
    world.extra["device"], _ = people.enrol_device(wish, by=world.actor("administrator"), now=NOW)
    return world


def parcel(world: World, sheet: Filled, *names: str, device: bool = True) -> Parcel:
    """Pack an instance with the files named, or with all of them."""
    chosen = names or tuple(sheet.files)
    files = [Loose(name, sheet.files[name]) for name in chosen]
    return Parcel(world.office.pk, sheet.xml, files, world.device.pk if device else None)


def send(world: World, sheet: Filled, *names: str, now: datetime = NOW) -> Receipt:
    """Send from the volunteer's device."""
    packed = parcel(world, sheet, *names)
    return receive_submission(packed, by=world.actor("volunteer"), now=now)


def held(world: World, receipt: Receipt) -> str:
    row = Submission.objects.get(pk=receipt.submission.pk)
    assert row.state == "held"
    assert row.application_id is None
    listed = submissions_of(world.actor("front_officer"), world.office.pk, SubmissionState.HELD)
    assert row.pk in {one.pk for one in listed}
    return row.reason


def accept(world: World, row: Any, who: str = "neighbour") -> Application:
    return deliver.accept_submission(
        row.pk,
        world.people[who].pk,
        seen_version=Submission.objects.get(pk=row.pk).version,
        by=world.actor("front_officer"),
        now=later(hours=1),
    )


def test_a_form_of_a_device_is_the_application_of_who_gave_the_mandate(helped: World) -> None:
    receipt = send(helped, filled(form(helped), "uuid:1"))
    file = Application.objects.get()
    assert receipt.submission.application_id == file.pk
    assert (file.applicant_id, file.helper_id, file.visit_id, file.stage) == (
        helped.applicant.pk,
        helped.volunteer.pk,
        helped.visit.pk,
        "check",
    )
    row = Submission.objects.get()
    assert (row.state, bytes(row.instance)) == ("accepted", b"")
    fact = Fact.objects.get(kind="application_submitted")
    assert (fact.role, fact.data["device"]) == ("volunteer", str(helped.device.pk))


def test_the_same_again_changes_nothing(helped: World) -> None:
    sheet = filled(form(helped), "uuid:1")
    first = send(helped, sheet)
    facts = Fact.objects.count()
    again = send(helped, sheet, now=later(hours=5))
    assert again.submission.pk == first.submission.pk
    assert (again.clash, Application.objects.count()) == (False, 1)
    assert Fact.objects.count() == facts


def test_files_may_come_in_any_number_of_posts(helped: World) -> None:
    sheet = filled(form(helped), "uuid:1")
    names = sorted(sheet.files)
    for name in names[:-1]:
        assert send(helped, sheet, name).submission.state == "waiting"
    assert Application.objects.count() == 0
    assert send(helped, sheet, names[-1]).submission.state == "accepted"
    assert Application.objects.get().documents.count() == len(names)


def test_another_content_of_an_id_is_kept_beside_the_first(helped: World) -> None:
    send(helped, filled(form(helped), "uuid:1"))
    for name in ("Contoh Dua", "Contoh Tiga"):
        receipt = send(helped, filled(form(helped), "uuid:1", name=name))
        assert receipt.clash
        assert held(helped, receipt) == "held_rival"
        assert told(receipt.submission).answers["applicant/name"] == name
    assert Application.objects.count() == 1
    assert Submission.objects.count() == 3


def test_another_photograph_under_a_name_is_kept_and_shown_to_a_person(helped: World) -> None:
    sheet = filled(form(helped), "uuid:1")
    name = sorted(sheet.files)[0]
    send(helped, sheet)
    other = replace(sheet, files=sheet.files | {name: cast_files.sample_photograph("lain")})
    assert send(helped, other, name).clash
    assert send(helped, other, name).clash
    assert Attachment.objects.filter(name=name).count() == 2
    office = helped.actor("front_officer")
    row = submissions_of(office, helped.office.pk, SubmissionState.HELD)[0]
    assert (row.state, row.reason) == ("accepted", "held_rival")
    deliver.set_submission_aside(
        row.pk, "Foto kedua buram.", seen_version=row.version, by=office, now=NOW
    )
    assert submissions_of(office, helped.office.pk, SubmissionState.HELD) == []
    assert Submission.objects.get().state == "accepted"


def test_without_a_mandate_it_waits_for_an_officer_who_names_the_applicant(
    helped: World,
) -> None:
    receipt = send(helped, filled(form(helped), "uuid:1", nik="3174094101900003"))
    assert held(helped, receipt) == "held_applicant"
    file = accept(helped, receipt.submission)
    assert (file.stage, file.applicant_id, file.helper_id) == (
        "check",
        helped.neighbour.pk,
        None,
    )
    row = Submission.objects.get()
    assert (row.state, row.application_id, bytes(row.instance)) == ("accepted", file.pk, b"")
    with pytest.raises(Conflict, match="submission_settled"):
        accept(helped, row)


def test_a_telephone_number_finds_an_applicant_whose_nik_is_not_known(helped: World) -> None:
    Person.objects.filter(pk=helped.applicant.pk).update(nik_index=None, phone="+6281234567890")
    receipt = send(helped, filled(form(helped), "uuid:1", phone="0812 3456 7890"))
    assert receipt.submission.state == "accepted"
    Person.objects.filter(pk=helped.applicant.pk).update(nik_index="another")
    receipt = send(helped, filled(form(helped), "uuid:2", phone="0812 3456 7890"))
    assert held(helped, receipt) == "held_applicant"


def test_a_mandate_taken_back_holds_the_form(helped: World) -> None:
    deliver.revoke_mandate(helped.mandate.pk, by=helped.actor("applicant"), now=NOW)
    assert held(helped, send(helped, filled(form(helped), "uuid:1"))) == "held_applicant"


def test_answers_that_do_not_fit_become_a_draft_of_the_person(helped: World) -> None:
    receipt = send(helped, filled(form(helped), "uuid:1"))
    sheet = filled(form(helped), "uuid:2")
    answers = dict(read_answers(Application.objects.get())) | {
        "grave/expired_on": "2200-01-01",
        "documents/ktp": "tidak-ada.jpg",
    }
    lame = Filled(written(form(helped), answers, "uuid:2"), sheet.files)
    waits = send(helped, lame)
    assert waits.submission.state == "waiting"
    file = accept(helped, waits.submission, "applicant")
    assert (file.stage, file.applicant_id) == ("draft", helped.applicant.pk)
    assert read_answers(file)["grave/expired_on"] == "2200-01-01"
    row = Submission.objects.get(instance_id="uuid:2")
    assert (row.state, bool(bytes(row.instance))) == ("accepted", True)
    assert receipt.submission.application_id != file.pk


def test_wrong_answers_are_held_and_can_be_set_aside_with_a_reason(helped: World) -> None:
    fit = filled(form(helped), "uuid:1")
    wrong = fit.xml.replace(b"<filed_by>self", b"<filed_by>nobody")
    receipt = send(helped, replace(fit, xml=wrong))
    assert held(helped, receipt) == "held_answers"
    row, office = Submission.objects.get(), helped.actor("front_officer")
    with pytest.raises(Refused, match="set_aside_words"):
        deliver.set_submission_aside(row.pk, " ", seen_version=row.version, by=office, now=NOW)
    with pytest.raises(Stale):
        deliver.set_submission_aside(row.pk, "Ganda.", seen_version=99, by=office, now=NOW)
    deliver.set_submission_aside(row.pk, "Ganda.", seen_version=row.version, by=office, now=NOW)
    row.refresh_from_db()
    assert (row.state, row.words, bool(bytes(row.instance))) == ("set_aside", "Ganda.", True)
    assert all(document_file(sheet.sha256).exists() for sheet in row.attachments.all())


def test_another_version_is_held_and_goes_into_the_one_in_force(helped: World) -> None:
    sheet = filled(form(helped), "uuid:1")
    old = sheet.xml.replace(b'version="2014-01-01"', b'version="2013-07-07"')
    assert old != sheet.xml
    receipt = send(helped, replace(sheet, xml=old))
    assert held(helped, receipt) == "held_version"
    file = accept(helped, receipt.submission, "applicant")
    assert (file.stage, file.documents.count()) == ("check", len(sheet.files))
    assert (file.helper_id, file.visit_id) == (helped.volunteer.pk, helped.visit.pk)


def test_an_unknown_form_is_refused_and_leaves_nothing(helped: World) -> None:
    sheet = filled(form(helped), "uuid:1")
    other = sheet.xml.replace(b'id="burial-renewal"', b'id="kartu-lain"')
    before = Fact.objects.count()
    with pytest.raises(Absent, match="form_unknown"):
        send(helped, replace(sheet, xml=other))
    assert (Submission.objects.count(), Fact.objects.count()) == (0, before)


def test_a_file_that_is_no_document_is_kept_as_it_came(helped: World) -> None:
    sheet = filled(form(helped), "uuid:1")
    name = sorted(sheet.files)[0]
    odd = replace(sheet, files=sheet.files | {name: b"MZ\x90\x00 program"})
    assert held(helped, send(helped, odd)) == "held_document"
    kept = Attachment.objects.get(name=name)
    assert kept.fault == "document_kind"
    assert document_file(kept.sha256).read_bytes() == b"MZ\x90\x00 program"


def test_what_a_device_that_was_shut_out_still_holds_is_held_here(helped: World) -> None:
    sheet = filled(form(helped), "uuid:1")
    packed = replace(parcel(helped, sheet), revoked=True)
    receipt = receive_submission(packed, by=helped.actor("volunteer"), now=NOW)
    assert held(helped, receipt) == "held_device"


def test_a_change_replaces_what_nobody_has_checked(helped: World) -> None:
    send(helped, filled(form(helped), "uuid:1"))
    file = Application.objects.get()
    changed = filled(form(helped), "uuid:2", "uuid:1", deceased_name="Contoh Almarhum")
    assert send(helped, changed, now=later(hours=1)).submission.application_id == file.pk
    file.refresh_from_db()
    assert read_answers(file)["grave/deceased_name"] == "Contoh Almarhum"
    assert (file.stage, file.received_at) == ("check", NOW)
    states = dict(Submission.objects.values_list("instance_id", "state"))
    assert states == {"uuid:1": "replaced", "uuid:2": "accepted"}
    assert Fact.objects.filter(kind="application_amended").count() == 1
    stray = filled(form(helped), "uuid:3", "uuid:1")
    assert held(helped, send(helped, stray)) == "held_edit"


def test_a_change_that_comes_too_late_is_held(helped: World) -> None:
    send(helped, filled(form(helped), "uuid:1"))
    file = Application.objects.get()
    deliver.accept_application(
        file.pk, seen_version=file.version, by=helped.actor("front_officer"), now=NOW
    )
    late = filled(form(helped), "uuid:2", "uuid:1", deceased_name="Contoh Almarhum")
    assert held(helped, send(helped, late)) == "held_edit"
    file.refresh_from_db()
    assert read_answers(file)["grave/deceased_name"] != "Contoh Almarhum"


def test_a_change_mends_what_went_back_and_what_is_held(helped: World) -> None:
    send(helped, filled(form(helped), "uuid:1"))
    file = Application.objects.get()
    lack = deliver.Lack("applicant_lacked", "Nama almarhum.")
    officer = helped.actor("front_officer")
    deliver.send_back(file.pk, lack, seen_version=file.version, by=officer, now=NOW)
    send(helped, filled(form(helped), "uuid:2", "uuid:1"), now=later(hours=1))
    file.refresh_from_db()
    assert file.stage == "check"
    first = send(helped, filled(form(helped), "uuid:3", nik="3174094101900003"))
    assert held(helped, first) == "held_applicant"
    assert send(helped, filled(form(helped), "uuid:4", "uuid:3")).submission.state == "accepted"
    assert Submission.objects.get(instance_id="uuid:3").state == "replaced"
    assert Application.objects.count() == 2


def test_nobody_changes_what_somebody_else_sent(helped: World) -> None:
    sheet = filled(form(helped), "uuid:1")
    send(helped, sheet)
    stranger = helped.actor("stranger")
    with pytest.raises(Conflict, match="instance_of_another"):
        receive_submission(parcel(helped, sheet, device=False), by=stranger, now=NOW)
    edit = filled(form(helped), "uuid:2", "uuid:1", nik="3174094101900003")
    receipt = receive_submission(parcel(helped, edit, device=False), by=stranger, now=NOW)
    assert held(helped, receipt) == "held_edit"


def test_an_account_files_for_its_owner_and_nobody_else(helped: World) -> None:
    own = filled(form(helped), "uuid:1")
    receipt = receive_submission(
        parcel(helped, own, device=False), by=helped.actor("applicant"), now=NOW
    )
    assert receipt.submission.state == "accepted"
    file = Application.objects.get()
    assert (file.applicant_id, file.helper_id) == (helped.applicant.pk, None)
    theirs = filled(form(helped), "uuid:2")
    receipt = receive_submission(
        parcel(helped, theirs, device=False), by=helped.actor("neighbour"), now=NOW
    )
    assert held(helped, receipt) == "held_other_person"


@pytest.mark.parametrize(
    ("off", "suspect"),
    [
        (timedelta(0), False),
        (timedelta(minutes=3), False),
        (timedelta(days=365), True),
        (timedelta(days=-365), True),
    ],
)
def test_a_clock_a_year_off_is_a_claim_and_the_time_of_receipt_counts(
    helped: World, off: timedelta, *, suspect: bool
) -> None:
    packed = replace(parcel(helped, filled(form(helped), "uuid:1")), sent_at=NOW + off)
    receive_submission(packed, by=helped.actor("volunteer"), now=NOW)
    row = Submission.objects.get()
    assert (row.claimed_at, row.suspect, row.received_at) == (NOW + off, suspect, NOW)
    assert Application.objects.get().received_at == NOW


def test_what_came_is_encrypted_and_no_fact_tells_of_it(helped: World) -> None:
    receipt = send(helped, filled(form(helped), "uuid:1", nik="3174094101900003"))
    row = Submission.objects.get(pk=receipt.submission.pk)
    assert b"Contoh" not in bytes(row.instance)
    assert NIK.encode() not in bytes(row.instance)
    facts = Fact.objects.filter(about_id=str(row.pk))
    assert {fact.kind for fact in facts} == {"submission_received", "submission_held"}
    assert "Contoh" not in str([fact.data for fact in facts])


def test_a_held_form_is_seen_by_front_officers_alone_and_each_look_leaves_a_trace(
    helped: World,
) -> None:
    row = send(helped, filled(form(helped), "uuid:1", nik="3174094101900003")).submission
    for who in ("coordinator", "administrator", "signatory", "volunteer", "stranger"):
        with pytest.raises(Absent):
            deliver.look_at_submission(row.pk, by=helped.actor(who), now=NOW)
        with pytest.raises(Absent):
            submissions_of(helped.actor(who), helped.office.pk, SubmissionState.HELD)
    deliver.look_at_submission(row.pk, by=helped.actor("front_officer"), now=NOW)
    assert Fact.objects.filter(kind="submission_looked_at", about_id=str(row.pk)).count() == 1


def test_an_officer_does_not_take_a_form_for_their_own(helped: World) -> None:
    row = send(helped, filled(form(helped), "uuid:1", nik="3174094101900003")).submission
    with pytest.raises(Refused, match="not_for_yourself"):
        accept(helped, row, "front_officer")
    assert Application.objects.count() == 0


@pytest.mark.parametrize(
    "xml",
    [
        b"",
        b"no xml",
        b"<data/>",
        b'<data id="burial-renewal"/>',
        b'<data id="burial-renewal"><meta><instanceID/></meta></data>',
        b'<!DOCTYPE d [<!ENTITY e "x">]><data id="a"><meta><instanceID>&e;</instanceID></meta>'
        b"</data>",
        b"<a>" * 10_000,
        b'<data id="burial-renewal"><meta><instanceID>'
        + b"9" * 500
        + b"</instanceID></meta></data>",
    ],
)
def test_what_is_no_instance_is_refused(helped: World, xml: bytes) -> None:
    with pytest.raises(Refused, match="instance_unreadable"):
        send(helped, Filled(xml, {}))
    assert Submission.objects.count() == 0
