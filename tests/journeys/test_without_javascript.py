"""A resident applies in a browser that runs no script: an old telephone, or one kept strict."""

from datetime import date

import pytest

from keliling.deliver.models import Application
from tests.cast import World
from tests.journeys.answers import answers_of
from tests.journeys.conftest import Entrance
from tests.journeys.walker import Screen

pytestmark = pytest.mark.django_db(transaction=True)
SERVICE = "burial-renewal"


def test_a_resident_applies_without_a_script(town: World, enter: Entrance) -> None:
    me = enter(Screen(390, "id"), "applicant", scripts=False)
    me.go("/layanan/")
    me.press(f"main a[href$='/{SERVICE}/']")
    me.press(f"main a[href*='/ajukan/'][href*='{SERVICE}']")
    me.press("main form .btn")
    first = me.path
    me.mistaken("main form .acts .btn:not(.second)")
    assert me.path.split("?")[0] == first
    me.answer_form(town.office, SERVICE, answers_of(town, SERVICE, "applicant"))
    assert Application.objects.get().stage == "draft"
    me.press("main form .btn")
    sent = Application.objects.get()
    assert sent.stage == "check"
    assert sent.received_at is not None
    assert sent.received_at.date() <= date.today()  # noqa: DTZ011
    assert sent.code in me.words()
    me.page.reload()
    me.look()
    assert sent.documents.count() >= 1
