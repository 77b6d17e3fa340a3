"""The office changes a service's form: refused, looked at, compared, published, handed out."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import localdate, localtime
from openpyxl import load_workbook

from keliling.catalogue.models import FormDraft, ServiceVersion
from keliling.catalogue.queries import form_of
from keliling.forms import changes, read_bytes
from tests import cast_files
from tests import forms_of_cast as forms
from tests.cast import World
from tests.forms_of_cast import CODE, EN, ID, asks_more, drops, writes
from tests.web.read import hidden, words
from tests.web.still import nothing_changes

Browser = Callable[..., Client]
HERE = f"/kantor/pengaturan/layanan/{CODE}/"
DRAFT, PUBLISH, LOOK = f"{HERE}konsep/", f"{HERE}konsep/terbitkan/", f"{HERE}lihat/konsep/"
FRAME = f"/seperti-warga/jgk/{CODE}/konsep/id/"


def upload(browser: Client, data: bytes, name: str = "formulir.xlsx", draft: object = "") -> Any:
    file = SimpleUploadedFile(name, data)
    return browser.post(HERE, {"draft": str(draft or ""), "workbook": file})


def form_fields(world: World, day: date, **other: str) -> dict[str, str]:
    draft = FormDraft.objects.get()
    fields = {"draft": str(draft.pk), "after": str(forms.newest(world).pk)}
    fields |= {"law": "Perwali 12/2026", "source": "Berita Daerah 12"}
    fields |= {"day_day": str(day.day), "day_month": str(day.month), "day_year": str(day.year)}
    return fields | other


def tomorrow() -> date:
    return localdate() + timedelta(days=1)


def test_a_workbook_goes_from_upload_to_publishing(world: World, client_as: Browser) -> None:
    browser = client_as("administrator", "en")
    assert "came with Keliling" in words(browser.get(HERE))
    fetched = browser.get(f"{HERE}2022-01-01.xlsx")
    assert changes(form_of(forms.newest(world).pk), read_bytes(fetched.content, ".xlsx")) == ()
    done = upload(browser, forms.workbook(world, asks_more))
    assert done.headers["Location"] == DRAFT
    page = words(browser.get(DRAFT))
    assert "1 change from the version of Saturday 1 January 2022" in page
    assert "New question: “Nickname”." in page
    assert "A form waits to be published" in words(browser.get(HERE))
    assert "a form waits" in words(browser.get("/kantor/pengaturan/"))
    fields = form_fields(world, tomorrow())
    asked = browser.post(PUBLISH, fields)
    assert "From" in words(asked)
    assert "there is no draft of this service" in words(asked)
    assert not ServiceVersion.objects.filter(published_at__isnull=False).exists()
    assert browser.post(PUBLISH, fields | {"sure": "yes"}).headers["Location"] == HERE
    version = forms.newest(world)
    assert version.valid_from == tomorrow()
    page = words(browser.get(HERE))
    for said in ("Contoh Administrator", "Perwali 12/2026 (ask the office", "to come", "in force"):
        assert said in page
    assert browser.get(f"{HERE}{tomorrow()}.xlsx").status_code == 200
    assert browser.get(DRAFT).headers["Location"] == HERE


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "No question is called “gone”. Correct the name in ${…}, or add the question."),
        ("id", "Tidak ada pertanyaan bernama “gone”. Perbaiki nama di dalam ${…}"),
    ],
)
def test_a_form_that_the_checker_refuses_is_told_cell_by_cell(
    world: World, client_as: Browser, language: str, said: str
) -> None:
    broken = forms.workbook(world, writes("nik", relevant="${gone} = 1"))
    browser = client_as("administrator", language)
    with nothing_changes():
        page = upload(browser, broken)
    assert page.status_code == 422
    assert said in words(page)
    assert "survey 4 relevant" in words(page)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"type": "tekst"}, "There is no type “tekst”."),
        ({"type": "select_one nowhere"}, "No list is called “nowhere”."),
        ({"type": "note"}, "Nobody answers a note"),
        ({"constraint": "regex(., 'x')"}, "The rule for the answer cannot be read."),
        ({"constraint": "nothing(.)"}, "The function nothing() cannot be used."),
        ({"name": "9x"}, "A name begins with a letter"),
        ({"name": "name"}, "Two rows of a page are called “name”."),
        ({"relevant": "${nik} = '1'"}, "These rules wait for each other"),
        ({"colour": "red"}, "This heading is not known."),
        ({ID: "", EN: "", "hint::English (en)": "", "hint::Indonesia (id)": ""}, "has no words"),
    ],
)
def test_what_authors_do_wrong_most_has_words_of_its_own(
    world: World, client_as: Browser, cells: dict[str, str], said: str
) -> None:
    broken = forms.workbook(world, writes("nik", **cells))
    page = upload(client_as("administrator", "en"), broken)
    assert (page.status_code, said in words(page)) == (422, True), words(page)


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "form.xlsx", "Choose the workbook first"),
        (b"x" * 5_000_001, "form.xlsx", "larger than 5 MB"),
        (b"MZ", "form.exe", "Only .xlsx, .xls or .md"),
        (b"MZ", "form.xls", "This file cannot be opened"),
    ],
)
def test_what_is_no_workbook_is_refused_in_a_sentence(
    world: World, client_as: Browser, data: bytes, name: str, said: str
) -> None:
    browser = client_as("administrator", "en")
    with nothing_changes():
        page = upload(browser, data, name)
    assert page.status_code == 422
    assert said in words(page)


def test_a_formula_is_told_with_its_cell(world: World, client_as: Browser) -> None:
    book = load_workbook(BytesIO(forms.workbook(world)))
    book["survey"]["C3"] = '="Nama" & " pemohon"'
    file = BytesIO()
    book.save(file)
    page = upload(client_as("administrator", "en"), file.getvalue())
    assert page.status_code == 422
    assert f"survey 3 {ID} This cell is a formula." in words(page)


def test_a_field_without_a_file_is_no_damage(world: World, client_as: Browser) -> None:
    """Browsers send a file field that was left empty as an ordinary field."""
    page = client_as("administrator", "en").post(HERE, {"draft": "", "workbook": ""})
    assert page.status_code == 422
    assert "Choose the workbook first" in words(page)


def test_a_form_without_what_the_service_needs_is_told_by_name(
    world: World, client_as: Browser
) -> None:
    page = upload(client_as("administrator", "en"), forms.workbook(world, drops("ktp")))
    assert page.status_code == 422
    assert "The question documents/ktp is missing. The requirement" in words(page)


def test_a_colleagues_form_is_not_overwritten_unseen(world: World, client_as: Browser) -> None:
    browser = client_as("administrator", "en")
    upload(browser, forms.workbook(world, asks_more))
    first = FormDraft.objects.get().pk
    late = upload(browser, forms.workbook(world, asks_more))
    assert late.status_code == 409
    assert "A colleague uploaded" in words(late)
    assert hidden(late, "draft") == str(first)
    assert upload(browser, forms.workbook(world, asks_more), draft=first).status_code == 303
    stale = browser.post(DRAFT, {"draft": str(first), "sure": "yes"})
    assert stale.status_code == 409
    assert FormDraft.objects.exists()


@pytest.mark.parametrize(
    ("other", "status", "said"),
    [
        ({"law": ""}, 422, "Write the legal basis"),
        ({"source": " "}, 422, "Write where it was read"),
        ({"day_day": "31", "day_month": "2"}, 422, "There is no such day."),
        ({"day_year": "2021"}, 422, "Choose today or a day that is still to come."),
        ({"after": "00000000-0000-0000-0000-000000000000"}, 409, "Another version was published"),
        ({"draft": "00000000-0000-0000-0000-000000000000"}, 409, "A colleague uploaded"),
        ({"more": "x"}, 400, "damaged"),
    ],
)
def test_what_cannot_be_published_keeps_what_was_typed(
    world: World, client_as: Browser, other: dict[str, str], status: int, said: str
) -> None:
    browser = client_as("administrator", "en")
    forms.uploaded(world)
    fields = form_fields(world, tomorrow()) | other
    with nothing_changes():
        page = browser.post(PUBLISH, fields | {"sure": "yes"})
    assert page.status_code == status
    assert said in words(page)
    if status != 400 and "source" not in other:
        assert 'value="Berita Daerah 12"' in page.content.decode()


def test_a_form_is_thrown_away_after_one_more_question(world: World, client_as: Browser) -> None:
    browser = client_as("administrator", "en")
    draft = forms.uploaded(world)
    asked = browser.post(DRAFT, {"draft": str(draft)})
    assert "The version in force stays as it is." in words(asked)
    assert browser.post(DRAFT, {"draft": str(draft), "sure": "yes"}).status_code == 303
    assert not FormDraft.objects.exists()
    assert browser.get(PUBLISH).headers["Location"] == HERE
    assert browser.get(LOOK).headers["Location"] == HERE


def test_the_same_form_may_be_published_again_and_says_so(world: World, client_as: Browser) -> None:
    browser = client_as("administrator", "en")
    upload(browser, forms.workbook(world))
    assert "Nothing is different" in words(browser.get(DRAFT))
    fields = form_fields(world, tomorrow()) | {"sure": "yes"}
    assert browser.post(PUBLISH, fields).status_code == 303


def test_a_form_in_one_language_is_said_to_be_so(world: World, client_as: Browser) -> None:
    plain = "## survey\n\n| type | name | label::Indonesia (id) |\n| --- | --- | --- |\n"
    form = form_of(forms.newest(world).pk)
    groups: dict[str, list[str]] = {}
    for path, question in form.questions.items():
        groups.setdefault(path.rpartition("/")[0], []).append(path)
        assert question.path == path
    for group, paths in groups.items():
        plain += f"| begin_group | {group} | {group} |\n"
        for path in paths:
            kind = "image" if path.startswith("documents/") else "text"
            plain += f"| {kind} | {path.rpartition('/')[2]} | Kata |\n"
        plain += "| end_group | | |\n"
    plain += "\n## settings\n\n| default_language |\n| --- |\n| Indonesia (id) |\n"
    browser = client_as("administrator", "en")
    assert upload(browser, plain.encode(), "form.md").status_code == 303
    page = words(browser.get(DRAFT))
    assert "no words in this language: English" in page
    assert "A language is taken out: English" in page


@pytest.mark.parametrize(
    "address",
    [
        f"{HERE}lihat/2019-01-01/",
        f"{HERE}lihat/x/",
        f"{HERE}2019-01-01.xlsx",
        f"{LOOK}?dalam=fr",
        f"/seperti-warga/jgk/{CODE}/konsep/fr/",
        f"/seperti-warga/jgk/{CODE}/2019-01-01/id/",
        "/seperti-warga/jgk/no-such/konsep/id/",
        "/kantor/pengaturan/layanan/no-such/",
    ],
)
def test_a_version_that_is_not_there_is_a_page_that_does_not_exist(
    world: World, client_as: Browser, address: str
) -> None:
    forms.uploaded(world)
    assert client_as("administrator").get(address).status_code == 404


def test_a_published_form_leaves_as_text_whatever_stands_in_it(
    world: World, client_as: Browser
) -> None:
    upload(client_as("administrator"), forms.workbook(world, writes("name", **{EN: "=1+1"})))
    page = client_as("administrator").get(f"{HERE}konsep.xlsx")
    cells = [c for row in load_workbook(BytesIO(page.content))["survey"].iter_rows() for c in row]
    assert "=1+1" in [cell.value for cell in cells]
    assert not [cell for cell in cells if cell.data_type == "f"]


@pytest.mark.parametrize("who", ["stranger", "front_officer", "signatory", "coordinator"])
def test_forms_are_the_administrators(world: World, client_as: Browser, who: str) -> None:
    forms.uploaded(world)
    browser = client_as(who)
    with nothing_changes():
        for address in (HERE, DRAFT, PUBLISH, LOOK, FRAME, f"{HERE}konsep.xlsx"):
            assert browser.get(address).status_code == 404
        assert upload(browser, b"x").status_code == 404
        assert browser.post(PUBLISH, form_fields(world, tomorrow())).status_code == 404


def test_a_stopped_service_shows_its_versions_and_takes_no_workbook(
    world: World, client_as: Browser
) -> None:
    browser = client_as("administrator", "en")
    browser.post("/kantor/pengaturan/", {"act": "stop", "code": CODE, "sure": "yes"})
    assert "Offer it again to change its form." in words(browser.get(HERE))
    assert upload(browser, b"x").status_code == 404


@pytest.fixture
def begun(world: World) -> Any:
    """A draft in which everything is answered."""
    file = cast_files.begin(world, service=CODE)
    return cast_files.fill(file, world.actor("applicant"))


def test_a_draft_moves_as_its_owner_opens_it_and_says_what_is_new(
    world: World, client_as: Browser, begun: Any
) -> None:
    version = forms.published(world, asks_more, day=localdate(), now=localtime())
    browser = client_as("applicant", "en")
    moved = browser.get(f"/berkas/{begun.pk}/isi/applicant/")
    assert moved.headers["Location"] == f"/berkas/{begun.pk}/"
    page = words(browser.get(f"/berkas/{begun.pk}/"))
    assert "Your draft uses it now." in page
    assert "New question: “Nickname”." in page
    assert "The draft moved to the new form with all its answers." in page
    begun.refresh_from_db()
    assert begun.service_version_id == version.pk
    assert "Nickname" in words(browser.get(f"/berkas/{begun.pk}/isi/applicant/"))


def test_a_draft_that_would_lose_an_answer_stays_and_says_which(
    world: World, client_as: Browser, begun: Any
) -> None:
    old = begun.service_version_id
    rule = {"constraint": "string-length(.) > 90"}
    forms.published(world, writes("name", **rule), day=localdate(), now=localtime())
    page = words(client_as("applicant", "en").get(f"/berkas/{begun.pk}/"))
    assert "answers would be lost:" in page
    begun.refresh_from_db()
    assert begun.service_version_id == old


def test_what_is_being_typed_is_not_moved_behind_its_page(
    world: World, client_as: Browser, begun: Any
) -> None:
    old, browser = begun.service_version_id, client_as("applicant")
    page = browser.get(f"/berkas/{begun.pk}/isi/applicant/")
    forms.published(world, drops("phone"), day=localdate(), now=localtime())
    body = {"version": hidden(page, "version"), "applicant-name": "Nama Lain"}
    body |= {"applicant-nik": "3174090000000001", "applicant-filed_by": "self"}
    body |= {"applicant-phone": "0812 3456 7890"}
    assert browser.post(f"/berkas/{begun.pk}/isi/applicant/", body).status_code == 303
    begun.refresh_from_db()
    assert begun.service_version_id == old
    assert cast_files.read(begun)["applicant/name"] == "Nama Lain"
