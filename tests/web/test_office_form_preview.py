"""A form looked at as a resident would: by its own rules, in both languages, keeping nothing."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from keliling.catalogue.queries import form_of
from tests import forms_of_cast as forms
from tests.cast import World
from tests.forms_of_cast import CODE, asks_more, writes
from tests.web.read import hidden, words
from tests.web.still import nothing_changes

Browser = Callable[..., Client]
FRAME = f"/seperti-warga/jgk/{CODE}/konsep/id/"


class Frame:
    """The preview in its frame, page by page."""

    def __init__(self, browser: Client, address: str = FRAME) -> None:
        self.browser, self.address = browser, address
        self.page: Any = browser.get(address)

    def press(self, button: str = "go", **fields: str) -> str:
        carried = {name: hidden(self.page, name) for name in ("answers", "page")}
        self.page = self.browser.post(self.address, carried | {button: "1"} | fields)
        assert self.page.status_code == 200
        return words(self.page)


def test_the_preview_works_by_the_forms_own_rules_and_keeps_nothing(
    world: World, client_as: Browser
) -> None:
    only = writes("nickname", relevant="${name} = 'Siti'")
    forms.uploaded(world, asks_more, only)
    browser = client_as("administrator", "en")
    with nothing_changes():
        frame = Frame(browser)
        assert frame.page.headers["X-Frame-Options"] == "SAMEORIGIN"
        assert "frame-ancestors 'self'" in frame.page.headers["Content-Security-Policy"]
        assert '<html lang="id">' in frame.page.content.decode()
        assert "Isi jawaban ini." in frame.press()
        mine = {"applicant-name": "Siti", "applicant-nik": "3174090000000001"}
        mine |= {"applicant-filed_by": "self"}
        assert "Nama panggilan" in frame.press(**mine)
        second = frame.press(**mine, **{"applicant-nickname": "Ti"})
        assert "Nama panggilan" not in second
        assert json.loads(hidden(frame.page, "answers"))["applicant/nickname"] == "Ti"
        assert 'value="Siti"' in (frame.press("back") and frame.page.content.decode())


def test_the_preview_ends_where_a_resident_would_send(world: World, client_as: Browser) -> None:
    forms.uploaded(world, *(writes(name, required="") for name in _names(world)))
    frame = Frame(client_as("administrator"), FRAME.replace("/id/", "/en/"))
    for _ in range(12):
        if not frame.page.content.decode().count('name="go"'):
            break
        said = frame.press()
    assert "Here a resident would send the application." in said
    body = {"page": hidden(frame.page, "page"), "again": "1"}
    assert 'name="go"' in frame.browser.post(frame.address, body).content.decode()


def _names(world: World) -> list[str]:
    form = form_of(forms.newest(world).pk)
    return [path.rpartition("/")[2] for path, q in form.questions.items() if q.required]


@pytest.mark.parametrize(
    "body",
    [
        {"answers": "{", "page": "applicant"},
        {"answers": "[]", "page": "applicant"},
        {"answers": '{"a": 1}', "page": "applicant"},
        {"answers": "{}", "page": "applicant", "more": "x"},
    ],
)
def test_a_preview_that_arrives_damaged_is_said_to_be(
    world: World, client_as: Browser, body: dict[str, str]
) -> None:
    forms.uploaded(world)
    assert client_as("administrator").post(FRAME, body).status_code == 400
