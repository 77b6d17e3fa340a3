"""The looking itself: what a journey takes for granted would be seen if it were wrong."""

import pytest

from tests.cast import World
from tests.journeys.conftest import Entrance
from tests.journeys.walker import Screen

pytestmark = pytest.mark.django_db(transaction=True)
SPOILT = {
    "image-alt": "document.querySelector('main').append(new Image())",
    "wide": "document.querySelector('main').style.width = '2000px'",
    "language": "document.documentElement.lang = 'en'",
}


@pytest.mark.parametrize("what", SPOILT)
def test_a_spoilt_page_is_seen(what: str, town: World, enter: Entrance) -> None:
    assert town.office
    me = enter(Screen(390, "id"))
    me.go("/bantuan/")
    me.judged.clear()
    me.page.evaluate(SPOILT[what])
    with pytest.raises(AssertionError):
        me.look()
