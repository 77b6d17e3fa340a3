"""The record: only inside an act, never changed, sealed, and found out when it was."""

import json
from importlib import import_module
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.transaction import TransactionManagementError

from keliling.kernel.actor import SYSTEM
from keliling.kernel.ids import new_id
from keliling.record.acts import note
from keliling.record.acts.errands import finish_errand, lease_errand, put_off_errand
from keliling.record.acts.seal import seal_facts
from keliling.record.models import Errand, Fact, Seal
from keliling.record.queries import export_facts, facts_about, verify_record
from tests.cast import NOW, fresh, later

append_only = import_module("keliling.record.migrations.0002_append_only")
OFFICE = new_id()


def noted(kind: str = "application_submitted", **data: object) -> Fact:
    with transaction.atomic():
        return note(
            kind, about=("application", fresh()), by=SYSTEM, at=NOW, office=OFFICE, data=data
        )


def unlock() -> None:
    with connection.cursor() as cursor:
        for sql in append_only.undo(connection.vendor):
            cursor.execute(sql)


@pytest.mark.django_db(transaction=True)
def test_a_fact_outside_a_transaction_is_refused() -> None:
    with pytest.raises(TransactionManagementError):
        note("visit_opened", about=("visit", fresh()), by=SYSTEM, at=NOW)


@pytest.mark.django_db
@pytest.mark.parametrize("value", ["Budi Santoso", "3174090107990001", "a" * 65, "surat\nkuasa"])
def test_a_fact_holds_no_name_no_nik_and_no_text(value: str) -> None:
    with pytest.raises(ValueError, match="codes"):
        noted(what=value)


@pytest.mark.django_db
@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_to_change_a_fact(change: str) -> None:
    fact = noted("visit_opened")
    rows = Fact.objects.filter(pk=fact.pk)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.update(kind="visit_closed") if change == "update" else rows.delete()
    assert Fact.objects.get(pk=fact.pk).kind == "visit_opened"


@pytest.mark.django_db
def test_a_sound_record_verifies_and_every_fact_lies_under_one_seal(tmp_path: Path) -> None:
    log = tmp_path / "heads"
    facts = [noted(n=n) for n in range(5)]
    seal_facts(now=NOW, log=log)
    facts += [noted(n=n) for n in range(3)]
    seal_facts(now=NOW, log=log)
    found = verify_record(log)
    assert found.broken is None
    assert (found.sealed, found.loose) == (8, 0)
    assert Seal.objects.filter(members__fact__in=facts).distinct().count() == 2


@pytest.mark.django_db
def test_one_changed_fact_breaks_its_seal_and_the_seal_is_named() -> None:
    noted()
    seal_facts(now=NOW)
    second = noted(n=2)
    seal_facts(now=NOW)
    unlock()
    Fact.objects.filter(pk=second.pk).update(data={"n": 3})
    broken = verify_record().broken
    assert broken is not None
    assert (broken.chain, broken.number, broken.what) == (str(OFFICE), 2, "fact_changed")


@pytest.mark.django_db
def test_a_chain_rewritten_from_inside_differs_from_the_heads_kept_outside(tmp_path: Path) -> None:
    log = tmp_path / "heads"
    fact = noted(n=1)
    seal_facts(now=NOW, log=log)
    unlock()
    Fact.objects.filter(pk=fact.pk).update(data={"n": 9})
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM record_sealedfact")
        cursor.execute("DELETE FROM record_seal")
    seal_facts(now=NOW)
    broken = verify_record(log).broken
    assert verify_record().broken is None
    assert broken is not None
    assert broken.what == "head_differs"


@pytest.mark.django_db
def test_a_seal_that_is_gone_is_missed(tmp_path: Path) -> None:
    log = tmp_path / "heads"
    noted()
    seal_facts(now=NOW, log=log)
    unlock()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM record_sealedfact")
        cursor.execute("DELETE FROM record_seal")
    broken = verify_record(log).broken
    assert broken is not None
    assert broken.what == "seal_missing"


@pytest.mark.django_db
def test_the_export_is_one_line_of_json_per_fact() -> None:
    fact = noted(service="land-history")
    lines = [json.loads(line) for line in export_facts()]
    mine = next(line for line in lines if line["seq"] == fact.seq)
    assert mine["data"] == {"service": "land-history"}
    assert mine["about"] == ["application", fact.about_id]


@pytest.mark.django_db
def test_facts_of_several_objects_come_in_one_order() -> None:
    first, second = noted(), noted()
    found = facts_about(("application", second.about_id), ("application", first.about_id))
    assert [entry.seq for entry in found] == [first.seq, second.seq]


@pytest.mark.django_db
def test_an_errand_is_leased_by_one_and_done_once() -> None:
    noted("permit_issued")
    count = Errand.objects.count()
    assert count > 0
    first = lease_errand(now=NOW)
    assert first is not None
    others = [lease_errand(now=NOW) for _ in range(count)]
    assert others[-1] is None
    assert first.pk not in {errand.pk for errand in others if errand}
    assert finish_errand(first)
    assert not finish_errand(first)


@pytest.mark.django_db
def test_a_dead_workers_errand_is_taken_over_and_the_dead_cannot_finish_it() -> None:
    noted("application_submitted")
    lost = lease_errand(now=NOW)
    assert lost is not None
    again = lease_errand(now=later(minutes=3))
    assert again is not None
    assert again.pk == lost.pk
    assert not finish_errand(lost)
    assert finish_errand(again)


@pytest.mark.django_db
def test_an_errand_that_keeps_failing_is_put_on_the_dead_list() -> None:
    noted("application_submitted")
    at = NOW
    for _ in range(8):
        errand = lease_errand(now=at)
        assert errand is not None
        put_off_errand(errand, problem="TimeoutError", now=at)
        at = Errand.objects.get(pk=errand.pk).due_at
    assert Errand.objects.get(pk=errand.pk).state == "dead"
    assert lease_errand(now=later(days=30)) is None
