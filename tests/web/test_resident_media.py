"""Pictures, recordings and films beside the words of a form, on a resident's page and before."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from tests import cast_files
from tests import forms_of_cast as forms
from tests.cast import TODAY, World
from tests.forms_of_cast import CODE, PNG, offers, shows, writes

Browser = Callable[..., Client]
MP3, MP4 = b"ID3\x03", b"\0\0\0\x18ftypisom"
CHANGES = (
    shows("applicant", "rumah.png"),
    shows("name", "ktp.png"),
    shows("name", "besar.png", "big-image"),
    shows("nik", "nik.mp3", "audio"),
    shows("phone", "telepon.mp4", "video"),
    offers("filed_by", "self", "sendiri.png"),
    offers("filed_by", "self", "sendiri.mp3", "audio"),
    writes("name", **{"guidance_hint::Indonesia (id)": "Tanyakan KTP-nya dulu."}),
)
FILES = {
    **dict.fromkeys(("rumah.png", "ktp.png", "besar.png", "sendiri.png"), PNG),
    **dict.fromkeys(("nik.mp3", "sendiri.mp3"), MP3),
    "telepon.mp4": MP4,
}


def tree(answer: Any) -> Any:
    assert answer.status_code == 200
    return html.fromstring(answer.content.decode())


def seen(page: Any) -> dict[str, Mapping[str, str]]:
    """Return what is shown by the name of its file, with its attributes."""
    shown = page.xpath("//main//img[@src] | //main//audio | //main//video")
    files = [one for one in shown if "/static/" not in one.get("src")]
    return {one.get("src").rpartition("/")[2].partition("?")[0]: one.attrib for one in files}


def check(page: Any, address: Callable[[str], str]) -> None:
    """Look whether every file is there, with what says the same in words."""
    found = seen(page)
    assert set(found) == set(FILES) - {"besar.png"}
    for name, attributes in found.items():
        assert attributes["src"] == address(name)
        assert "autoplay" not in attributes
        assert ("controls" in attributes) == (not name.endswith(".png"))
    assert found["rumah.png"]["alt"] == "Pemohon"
    assert found["ktp.png"]["alt"] == "Nama pemohon"
    assert found["nik.mp3"]["aria-label"] == "NIK"
    assert found["telepon.mp4"]["aria-label"] == "Nomor telepon"
    assert found["sendiri.png"]["alt"] == "", "the words of the choice stand beside it"
    assert page.xpath("//label//img/@src") == [address("sendiri.png")]
    assert page.xpath("//label//audio | //label//video") == []
    assert page.xpath("//main//a[img]/@href") == [address("besar.png")]
    assert page.xpath("//details/p")[0].text_content() == "Tanyakan KTP-nya dulu."


def test_a_residents_page_shows_what_stands_beside_the_words(
    world: World, client_as: Browser
) -> None:
    version = forms.published(world, *CHANGES, day=TODAY, files=FILES)
    file = cast_files.begin(world, service=CODE)
    browser = client_as("applicant", "id")
    page = tree(browser.get(reverse("fill", args=[file.pk, "applicant"])))
    check(page, lambda name: f"/formulir/{version.pk}/{name}")
    for name, content in FILES.items():
        assert Client().get(f"/formulir/{version.pk}/{name}").content == content


def test_the_preview_shows_them_before_anything_is_public(world: World, client_as: Browser) -> None:
    forms.uploaded(world, *CHANGES, files=FILES)
    browser = client_as("administrator", "id")
    page = tree(browser.get(f"/seperti-warga/jgk/{CODE}/konsep/id/"))
    start = f"/kantor/pengaturan/layanan/{CODE}/konsep/berkas/"
    check(page, lambda name: f"{start}{name}?kantor=jgk")
    for name, content in FILES.items():
        assert browser.get(f"{start}{name}?kantor=jgk").content == content
    assert client_as("front_officer").get(f"{start}ktp.png").status_code == 404


@pytest.mark.parametrize("chosen", ["SS", "CP"])
def test_answers_from_a_data_file_are_offered_and_kept(
    world: World, client_as: Browser, chosen: str
) -> None:
    files = {"desa.csv": forms.CSV}
    forms.published(world, forms.asks_village, day=TODAY, files=files)
    file = cast_files.begin(world, service=CODE)
    browser, address = client_as("applicant"), reverse("fill", args=[file.pk, "applicant"])
    page = tree(browser.get(address))
    names = page.xpath("//input[@name='applicant-desa']/@value")
    assert [name for name in names if name] == ["SS", "CP"]
    fields = {"version": "1", "applicant-desa": chosen, "later": "1"}
    for name in ("name", "nik", "phone"):
        fields[f"applicant-{name}"] = ""
    assert browser.post(address, fields).status_code == 303
    file.refresh_from_db()
    assert cast_files.read(file)["applicant/desa"] == chosen
