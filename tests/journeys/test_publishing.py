"""An office changes a form: a clerk's workbook, the preview, the difference, the publishing."""

from pathlib import Path
from typing import Any

import pytest
from django.utils.timezone import localdate

from keliling.catalogue.queries import form_of
from tests import forms_of_cast as forms
from tests.cast import World
from tests.forms_of_cast import CODE, asks_more, writes
from tests.journeys.conftest import Entrance
from tests.journeys.walker import Screen, Walker

pytestmark = pytest.mark.django_db(transaction=True)
HERE = f"/kantor/pengaturan/layanan/{CODE}/"
UPLOAD = "main form:has(#workbook) .btn"


def choose(me: Walker, data: bytes, name: str = "formulir.xlsx") -> None:
    kind = "application/octet-stream"
    me.page.set_input_files("#workbook", {"name": name, "mimeType": kind, "buffer": data})


def preview(me: Walker) -> None:
    """Answer the first page in the frame: refused at first, then the second page."""
    me.go(f"{HERE}lihat/konsep/")
    frame: Any = me.page.frame_locator("iframe.phone")
    frame.locator("[name=go]").click()
    frame.locator("main .err").first.wait_for()
    box = me.page.locator("iframe.phone").bounding_box()
    assert box is not None
    assert box["width"] <= 396
    frame.locator("[name=applicant-name]").fill("Siti")
    frame.locator("[name=applicant-nik]").fill("3174090000000001")
    frame.locator("[id=applicant-filed_by-self]").check()
    frame.locator("[name=go]").click()
    frame.locator("[id=applicant-nickname]").fill("Ti")
    frame.locator("[name=go]").click()
    frame.locator("[name=back]").click()
    frame.locator("[id=applicant-nickname][value=Ti]").wait_for()
    assert me.problems == []
    me.go(f"/seperti-warga/jgk/{CODE}/konsep/{me.screen.language}/")
    me.press("main [name=go]")


@pytest.mark.parametrize(
    ("screen", "scripts"),
    [(Screen(1280, "id"), "with"), (Screen(390, "en"), "with"), (Screen(390, "id"), "without")],
)
def test_a_form_goes_from_workbook_to_version(
    town: World, enter: Entrance, tmp_path: Path, screen: Screen, scripts: str
) -> None:
    me = enter(screen, "administrator", scripts=scripts == "with")
    me.go("/kantor/pengaturan/")
    me.press(f"main a[href^='{HERE}']")
    with me.page.expect_download() as fetched:
        me.page.locator("main a[download]").first.click()
    fetched.value.save_as(tmp_path / "form.xlsx")
    assert (tmp_path / "form.xlsx").stat().st_size > 1_000
    me.mistaken(UPLOAD)
    choose(me, forms.workbook(town, writes("nik", relevant="${gone} = 1")))
    me.mistaken(UPLOAD)
    assert "relevant" in me.words()
    only = writes("nickname", relevant="${name} = 'Siti'")
    choose(me, forms.workbook(town, asks_more, only))
    me.press(UPLOAD)
    assert "Nickname" in me.words() or "Nama panggilan" in me.words()
    me.press("main form:has([name=draft]) button")
    me.press("main form [name=change]")
    preview(me)
    me.go(f"{HERE}konsep/terbitkan/")
    me.mistaken("main form .btn")
    me.write({"law": "Perwali 12/2026", "source": "Berita Daerah 12"})
    me.day("day", localdate())
    me.sure("main form .btn")
    assert me.path.startswith(HERE)
    assert "Perwali 12/2026" in me.words()
    assert "applicant/nickname" in form_of(forms.newest(town).pk).questions
