"""Files beside a form: chosen with the workbook, looked at, published, seen by a resident."""

from io import BytesIO
from typing import Any

import pytest
from django.utils.timezone import localdate
from PIL import Image, ImageDraw

from tests import cast_files
from tests import forms_of_cast as forms
from tests.cast import World
from tests.forms_of_cast import CODE, CSV, asks_village, offers, shows
from tests.journeys.conftest import Entrance
from tests.journeys.walker import Screen, Walker

pytestmark = pytest.mark.django_db(transaction=True)
HERE = f"/kantor/pengaturan/layanan/{CODE}/"
UPLOAD = "main form:has(#workbook) .btn"
CHANGES = (
    shows("name", "ktp.png"),
    shows("name", "besar.png", "big-image"),
    shows("nik", "nik.mp3", "audio"),
    offers("filed_by", "self", "sendiri.png"),
    offers("filed_by", "self", "sendiri.mp3", "audio"),
    asks_village,
)
MP3 = b"ID3\x03" + b"\0" * 64


def picture(words: str, width: int = 900, height: int = 560) -> bytes:
    """Draw a card that says what it stands for."""
    image = Image.new("RGB", (width, height), "#dfe9df")
    pen = ImageDraw.Draw(image)
    pen.rectangle((20, 20, width - 20, height - 20), outline="#345", width=6)
    pen.text((60, 60), words, fill="#123")
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


FILES = {
    "desa.csv": CSV,
    "ktp.png": picture("KTP"),
    "besar.png": picture("KTP", 1800, 1120),
    "sendiri.png": picture("Sendiri", 400, 300),
    "nik.mp3": MP3,
    "sendiri.mp3": MP3,
}


def choose(me: Walker, field: str, *files: tuple[str, bytes]) -> None:
    kind = "application/octet-stream"
    payloads: Any = [{"name": n, "mimeType": kind, "buffer": data} for n, data in files]
    me.page.set_input_files(field, payloads)


def drawn(me: Walker) -> list[bool]:
    """Tell of each picture on the page whether the browser could draw it."""
    return list(
        me.page.evaluate("[...document.querySelectorAll('main img')].map(i => i.naturalWidth > 9)")
    )


@pytest.mark.parametrize("screen", [Screen(390, "id"), Screen(1280, "en")])
def test_pictures_go_from_the_clerks_folder_to_a_residents_page(
    town: World, enter: Entrance, screen: Screen
) -> None:
    me = enter(screen, "administrator")
    workbook = ("formulir.xlsx", forms.workbook(town, *CHANGES))
    me.go(HERE)
    choose(me, "#workbook", workbook)
    choose(me, "#files", *((n, data) for n, data in FILES.items() if n != "ktp.png"))
    me.mistaken(UPLOAD)
    assert "ktp.png" in me.words()
    choose(me, "#workbook", workbook)
    choose(me, "#files", *FILES.items())
    me.press(UPLOAD)
    assert "besar.png, desa.csv, ktp.png" in me.words()
    me.go(f"{HERE}lihat/konsep/")
    me.go(f"/seperti-warga/jgk/{CODE}/konsep/{screen.language}/")
    assert drawn(me) == [True, True]
    me.go(f"{HERE}konsep/terbitkan/")
    me.write({"law": "Perwali 12/2026", "source": "Berita Daerah 12"})
    me.day("day", localdate())
    me.sure("main form .btn")
    me.page.locator("main td summary").first.click()
    me.look()

    file = cast_files.begin(town, service=CODE)
    resident = enter(screen, "applicant")
    resident.go(f"/berkas/{file.pk}/")
    resident.go(f"/berkas/{file.pk}/isi/applicant/")
    assert drawn(resident) == [True, True]
    resident.page.locator("main label img").click()
    assert resident.page.locator("[id=applicant-filed_by-self]").is_checked()
    resident.page.locator("[id=applicant-desa-CP]").check()
    resident.page.locator("main .beside a").focus()
    with resident.page.expect_popup() as larger:
        resident.page.keyboard.press("Enter")
    assert larger.value.url.endswith("/besar.png")
