"""Two administrators publishing at once, on PostgreSQL: one version, and nobody unheard."""

import os
from datetime import timedelta

import pytest
from django.db import connection

from keliling.catalogue import acts
from keliling.catalogue.models import FormDraft, ServiceVersion
from keliling.record.models import Fact
from tests import cast
from tests import forms_of_cast as forms
from tests.cast import NOW, TODAY, World
from tests.forms_of_cast import CODE, asks_more
from tests.races.crowd import at_once

CLIENTS = 12
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        os.environ.get("KELILING_TEST_DATABASE") != "postgres", reason="runs on PostgreSQL alone"
    ),
]


@pytest.fixture
def town(transactional_db: None) -> World:
    return cast.make_world()


def test_a_form_is_published_once_whatever_day_each_chose(town: World) -> None:
    """Each chooses another day, so that no constraint on days holds them apart."""
    draft, before = forms.uploaded(town), forms.newest(town)
    boss, office = town.actor("administrator"), town.office.pk
    plans = [
        acts.Publication(draft, before.pk, TODAY + timedelta(days=n + 1), forms.LAW)
        for n in range(CLIENTS)
    ]
    deeds = [
        lambda plan=plan: acts.publish_form(office, CODE, plan, by=boss, now=NOW) for plan in plans
    ]
    result = at_once(deeds)
    assert result.broken == []
    assert result.done == 1
    assert result.statuses == {409: CLIENTS - 1}
    assert ServiceVersion.objects.filter(published_at__isnull=False).count() == 1
    assert Fact.objects.filter(kind="form_published").count() == 1
    assert not FormDraft.objects.exists()


def test_of_many_uploads_at_once_one_is_kept(town: World) -> None:
    data = forms.workbook(town, asks_more)
    boss, office, upload = town.actor("administrator"), town.office.pk, acts.Upload(data, "f.xlsx")
    deed = lambda: acts.keep_form(office, CODE, upload, seen=None, by=boss, now=NOW)  # noqa: E731
    result = at_once([deed] * CLIENTS)
    assert result.broken == []
    assert result.done == 1
    assert result.lost == {"form_draft_moved": CLIENTS - 1}
    assert Fact.objects.filter(kind="form_uploaded").count() == 1


def test_without_its_constraint_many_uploads_are_kept(town: World) -> None:
    """The seeded defect: the same race, where nothing stands behind the check."""
    data = forms.workbook(town, asks_more)
    table = FormDraft._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE contype = 'u' AND conrelid = %s::regclass",
            [table],
        )
        (name,) = cursor.fetchone()
        cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    try:
        boss, office = town.actor("administrator"), town.office.pk
        upload = acts.Upload(data, "f.xlsx")
        deed = lambda: acts.keep_form(office, CODE, upload, seen=None, by=boss, now=NOW)  # noqa: E731
        assert at_once([deed] * CLIENTS).done > 1
    finally:
        FormDraft.objects.all().delete()
        with connection.cursor() as cursor:
            cursor.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" UNIQUE (service_id)')
