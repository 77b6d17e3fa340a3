"""One page of an application: kept as typed, judged in words, never lost, never somebody else's."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from keliling.catalogue.models import ServiceVersion
from keliling.catalogue.queries import form_of
from keliling.deliver.models import Application
from keliling.forms import read_markdown
from tests import cast, cast_files
from tests.cast import World
from tests.web.filling import at, begun, complete, page_of
from tests.web.read import hidden, typed, words
from tests.web.still import complaint, nothing_changes, refused

Browser = Callable[..., Client]
SCRIPT = "<script>alert('x')</script>"
FORM = """
## survey

| type | name | label::Indonesia (id) | label::English (en) | relevant | required | constraint | constraint_message::Indonesia (id) | constraint_message::English (en) |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
| begin_group | who | Diri | Self |  |  |  |  |  |
| text | name | Nama | Name |  | yes |  |  |  |
| end_group |  |  |  |  |  |  |  |  |
| begin_group | shop | Usaha ${name} | The shop of ${name} |  |  |  |  |  |
| note | said | Ini usaha ${name}. | This is the shop of ${name}. |  |  |  |  |  |
| integer | seats | Kursi ${name} | Seats of ${name} |  | yes | . < 9 | Kursi ${name} terlalu banyak. | ${name} has too many seats. |
| end_group |  |  |  |  |  |  |  |  |

## settings

| form_id | form_title | version | default_language |
| --- | --- | --- | --- |
| shop | Usaha | 1 | Indonesia (id) |
"""  # noqa: E501


def kept(file: Application) -> dict[str, str]:
    return cast_files.read(Application.objects.get(pk=file.pk))


def test_a_page_is_kept_and_leads_to_the_next(world: World, client_as: Browser) -> None:
    file = begun(world)
    browser = client_as("applicant")
    done = browser.post(at(file), page_of(file, "applicant"))
    assert done.headers["Location"] == at(file, "grave")
    assert kept(file)["applicant/name"] == "Contoh Pemohon"
    page = browser.get(at(file))
    assert typed(page, "applicant-name") == "Contoh Pemohon"


def test_save_and_go_on_later_keeps_even_what_is_wrong(world: World, client_as: Browser) -> None:
    file = begun(world)
    browser = client_as("applicant", "en")
    form = {"version": "1", "applicant-nik": "31 74", "later": "1"}
    done = browser.post(at(file), form)
    assert done.headers["Location"] == reverse("my")
    assert "Kept. Go on whenever you like" in words(browser.get(done.headers["Location"]))
    assert kept(file) == {"applicant/nik": "3174"}
    assert typed(browser.get(at(file)), "applicant-nik") == "3174"


@pytest.mark.parametrize(
    ("group", "field", "value", "said"),
    [
        ("applicant", "applicant-name", "", "Isi jawaban ini."),
        ("applicant", "applicant-name", "x" * 121, "Nama terlalu panjang"),
        ("applicant", "applicant-name", "x" * 10_001, "paling banyak 10000 huruf"),
        ("applicant", "applicant-name", "a\x07b", "Hapus tanda yang tidak terlihat"),
        ("applicant", "applicant-name", "a\ufffeb", "Hapus tanda yang tidak terlihat"),
        ("applicant", "applicant-nik", "12", "NIK terdiri atas 16 angka."),
        ("applicant", "applicant-filed_by", "", "Pilih salah satu jawaban."),
        ("applicant", "applicant-filed_by", "the cat", "Pilih salah satu jawaban yang tersedia."),
        ("applicant", "applicant-phone", "-5", "Mulai dengan 0 atau 62"),
        ("grave", "grave-expired_on_month", "13", "Tidak ada bulan 13."),
        ("grave", "grave-expired_on_day", "31" * 20, "Tidak ada"),
        ("grave", "grave-expired_on_year", "26", "empat angka"),
        ("grave", "grave-expired_on_day", "", "Isi tanggal, bulan, dan tahunnya."),
        ("grave", "grave-expired_on_day", SCRIPT, "dengan angka"),
    ],
)
def test_a_wrong_answer_is_kept_and_complained_of_beside_its_field(
    world: World, client_as: Browser, group: str, field: str, value: str, said: str
) -> None:
    file = begun(world)
    form = page_of(file, group) | {field: value}
    page = client_as("applicant").post(at(file, group), form)
    assert page.status_code == 422
    anchor = "grave-expired_on" if "expired_on" in field else field
    assert f'href="#{anchor}"' in page.content.decode()
    assert said in complaint(page)
    english = client_as("applicant", "en").get(f"{at(file, group)}?periksa=1")
    assert f'href="#{anchor}"' in english.content.decode()
    assert complaint(english) != complaint(page)
    if "filed_by" not in field and value.isprintable():
        assert typed(page, field) == value
    assert SCRIPT not in page.content.decode()
    assert Application.objects.get(pk=file.pk).stage == "draft"


def test_a_script_in_an_answer_is_words_everywhere(world: World, client_as: Browser) -> None:
    file = begun(world)
    browser = client_as("applicant")
    browser.post(at(file), page_of(file, "applicant", name=SCRIPT))
    for address in (at(file), reverse("summary", args=[file.pk])):
        body = browser.get(address).content.decode()
        assert SCRIPT not in body
        assert "&lt;script&gt;" in body


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"version": ""}, 400),
        ({"version": "-1"}, 400),
        ({"version": "x"}, 400),
        ({"applicant-name": "a\0b"}, 400),
        ({"stage": "granted"}, 400),
        ({"applicant": "x"}, 400),
        ({"grave-cemetery": "x"}, 400),
        ({"applicant-unknown": "x"}, 400),
    ],
)
def test_a_damaged_page_keeps_nothing(
    world: World, client_as: Browser, changes: dict[str, str], status: int
) -> None:
    file = begun(world)
    form = page_of(file, "applicant") | changes
    refused(client_as, "applicant", at(file), form, status)


@pytest.mark.parametrize("group", ["none", "-", "applicant/name", "..%2F..%2Fkirim", "%00"])
def test_a_page_that_the_form_does_not_have(world: World, client_as: Browser, group: str) -> None:
    file = begun(world)
    address = f"/berkas/{file.pk}/isi/{group}/"
    assert client_as("applicant").get(address).status_code in {400, 404}
    refused(client_as, "applicant", address, {"version": "1"}, 400 if group == "%00" else 404)


def test_an_old_page_loses_nothing_and_shows_what_differs(world: World, client_as: Browser) -> None:
    file = begun(world)
    browser = client_as("applicant", "en")
    old = page_of(file, "applicant") | {"applicant-name": "Nama Kedua"}
    browser.post(at(file), page_of(file, "applicant", name="Nama Pertama"))
    page = refused(client_as, "applicant", at(file), old, 409)
    assert "What you typed here is below and not kept yet." in words(page)
    assert "Kept in the other window Name of the heir Nama Pertama" in words(page)
    assert typed(page, "applicant-name") == "Nama Kedua"
    again = old | {"version": hidden(page, "version")}
    assert browser.post(at(file), again).status_code == 303
    assert kept(file)["applicant/name"] == "Nama Kedua"


def test_pressing_twice_keeps_a_page_once(world: World, client_as: Browser) -> None:
    file = begun(world)
    form = page_of(file, "applicant")
    assert client_as("applicant").post(at(file), form).status_code == 303
    refused(client_as, "applicant", at(file), form, 409)


def test_a_sent_file_is_not_filled_in_any_more(world: World, client_as: Browser) -> None:
    file = cast_files.submitted(world)
    browser = client_as("applicant", "en")
    form = page_of(file, "applicant", name="Nama Lain")
    form = {name: value for name, value in form.items() if not hasattr(value, "read")}
    with nothing_changes():
        done = browser.post(at(file), form)
    assert done.headers["Location"] == reverse("application", args=[file.pk])
    told = words(browser.get(done.headers["Location"]))
    assert "The file is with the office now, so this page was not kept." in told


@pytest.mark.parametrize("who", ["stranger", "neighbour", "volunteer", "front_officer"])
def test_somebody_elses_page_does_not_exist(world: World, client_as: Browser, who: str) -> None:
    file = complete(world)
    assert client_as(who).get(at(file)).status_code == 404
    refused(client_as, who, at(file), {"version": str(file.version)}, 404)
    refused(client_as, who, at(Application(pk=cast.fresh())), {"version": "1"}, 404)


def test_an_answer_that_opens_questions_asks_them_before_going_on(
    world: World, client_as: Browser
) -> None:
    file = begun(world)
    browser = client_as("applicant", "en")
    long_ago = page_of(file, "grave") | {"grave-expired_on_year": "2015"}
    done = browser.post(at(file, "grave"), long_ago)
    assert done.headers["Location"] == f"{at(file, 'grave')}#grave-late"
    page = words(browser.get(at(file, "grave")))
    assert "Your answer opens 1 more question on this page." in page
    assert "More than three years have passed since the permit ended." in page


def test_a_form_speaks_of_what_was_answered_on_an_earlier_page(
    world: World, client_as: Browser
) -> None:
    file = begun(world)
    version = ServiceVersion.objects.filter(pk=file.service_version_id)
    version.update(xform=read_markdown(FORM).xform)
    form_of.cache_clear()
    browser = client_as("applicant", "en")
    browser.post(at(file, "who"), {"version": "1", "who-name": "Rini"})
    page: Any = browser.get(at(file, "shop"))
    assert "The shop of Rini" in words(page)
    assert "This is the shop of Rini." in words(page)
    assert "Seats of Rini" in words(page)
    wrong = browser.post(at(file, "shop"), {"version": "2", "shop-seats": "12"})
    assert "Rini has too many seats." in complaint(wrong)
    summary = words(browser.get(reverse("summary", args=[file.pk])))
    assert "The shop of Rini" in summary
    assert "Rini has too many seats." in summary
    stale = browser.post(at(file, "shop"), {"version": "2", "shop-seats": "5"})
    assert "Kept in the other window Seats of Rini 12" in words(stale)
