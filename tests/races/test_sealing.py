"""A transaction held open across three sealings is sealed later, and the chain stays sound."""

import os
import threading

import pytest
from django.db import connection, transaction

from keliling.kernel.actor import SYSTEM
from keliling.kernel.ids import new_id
from keliling.record.acts import note
from keliling.record.acts.seal import seal_facts
from keliling.record.models import Fact, SealedFact
from keliling.record.queries import verify_record
from tests.cast import NOW

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        os.environ.get("KELILING_TEST_DATABASE") != "postgres", reason="runs on PostgreSQL alone"
    ),
]
OFFICE = new_id()


def noted(n: int) -> Fact:
    with transaction.atomic():
        return note("visit_opened", about=("visit", str(n)), by=SYSTEM, at=NOW, office=OFFICE)


def test_a_fact_of_an_open_transaction_holds_back_what_came_after_it() -> None:
    noted(1)
    written, release = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            note("visit_opened", about=("visit", "slow"), by=SYSTEM, at=NOW, office=OFFICE)
            written.set()
            release.wait(timeout=30)
        connection.close()

    holder = threading.Thread(target=slow)
    holder.start()
    assert written.wait(timeout=30)
    sealed = []
    for n in range(2, 5):
        noted(n)
        sealed.append(sum(seal.facts for seal in seal_facts(now=NOW)))
    assert sealed == [1, 0, 0]
    release.set()
    holder.join(timeout=30)
    seal_facts(now=NOW)
    found = verify_record()
    assert found.broken is None
    assert (found.sealed, found.loose) == (5, 0)
    assert SealedFact.objects.count() == 5
