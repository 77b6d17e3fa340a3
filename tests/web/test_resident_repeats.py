"""A list in a form: members added, changed, taken away; each has its own pages and lists."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from keliling.deliver.models import Application, Document
from keliling.forms import begin
from tests import cast_files
from tests.cast import NOW, World
from tests.web.every_kind import file_with, form, row
from tests.web.filling import at, photograph
from tests.web.read import hidden, shown_again, words
from tests.web.still import nothing_changes, refused

Browser = Callable[..., Client]
MEMBER, PET = "household/member", "household/member[1]/pet"
ROWS = (
    row("text", "top", "Atas", "Top"),
    row("begin_group", "household", "Rumah tangga", "Household"),
    row("text", "address", "Alamat", "Address", required="yes"),
    row("begin_repeat", "member", "Anggota", "Member"),
    row("text", "name", "Nama", "Name", required="yes"),
    row("text", "school", "Sekolah ${name}", "School of ${name}"),
    row("image", "photo", "Foto", "Photo"),
    row("begin_group", "work", "Pekerjaan", "Work"),
    row("text", "job", "Kerja ${name}", "Job of ${name}"),
    row("end_group"),
    row("begin_repeat", "pet", "Hewan", "Pet"),
    row("text", "kind", "Jenis", "Kind", required="yes"),
    row("end_repeat"),
    row("end_repeat"),
    row("end_group"),
    row("integer", "graves", "Berapa makam", "How many graves"),
    row("begin_repeat", "grave", "Makam", "Grave", repeat_count="${graves}"),
    row("text", "who", "Siapa", "Who"),
    row("end_repeat"),
)


@pytest.fixture(autouse=True)
def uploads(settings: Settings, tmp_path: Path) -> None:
    settings.UPLOADS = tmp_path / "uploads"


@pytest.fixture
def file(world: World) -> Application:
    """A draft in which one member is there, as the form begins it, and nothing is answered."""
    found = file_with(world, *ROWS)
    found.answers = cast_files.seal(found, begin(form(*ROWS), now=NOW))
    found.save()
    return found


def kept(file: Application) -> dict[str, str]:
    return cast_files.read(Application.objects.get(pk=file.pk))


def post(browser: Client, file: Application, group: str, **fields: Any) -> Any:
    file.refresh_from_db()
    return browser.post(at(file, group), {"version": str(file.version), **fields})


def answer(browser: Client, file: Application, group: str, **fields: Any) -> Any:
    """Answer a member's page; names are those of its own questions."""
    prefix = group.replace("/", "-")
    return post(browser, file, group, **{f"{prefix}-{k}": v for k, v in fields.items()})


def test_members_are_added_answered_and_listed_in_words(
    file: Application, client_as: Browser
) -> None:
    browser = client_as("applicant")
    first = browser.get(at(file, MEMBER))
    assert "Anggota 1" in words(first)
    assert "3 jawaban belum diisi" not in words(first)
    assert "Isi" in words(first)
    assert answer(browser, file, f"{MEMBER}[1]", name="Rini", school="SD 1").headers[
        "Location"
    ] == at(file, f"{MEMBER}[1]/work")
    assert "Kerja Rini" in words(browser.get(at(file, f"{MEMBER}[1]/work")))
    done = answer(browser, file, f"{MEMBER}[1]/work", job="Guru")
    assert done.headers["Location"] == at(file, PET)
    added = post(browser, file, MEMBER, add="1")
    assert added.headers["Location"] == at(file, f"{MEMBER}[2]")
    answer(browser, file, f"{MEMBER}[2]", name="Budi")
    listed = words(browser.get(at(file, MEMBER)))
    assert "Anggota 1 Rini, SD 1" in listed
    assert "Anggota 2 Budi" in listed
    page = browser.get(at(file, f"{MEMBER}[2]"))
    assert "Sekolah Budi" in words(page)
    assert shown_again(page)["household-member[2]-name"] == "Budi"
    assert kept(file)["household/member[2]/name"] == "Budi"


def test_a_member_leads_back_to_its_list_and_the_list_onward(
    file: Application, client_as: Browser
) -> None:
    browser = client_as("applicant", "en")
    answer(browser, file, f"{PET}[1]", kind="Kucing")
    assert "Member 1" in words(browser.get(at(file, f"{PET}[1]")))
    done = answer(browser, file, f"{PET}[1]", kind="Kucing")
    assert done.headers["Location"] == at(file, PET)
    list_ = browser.get(at(file, PET)).content.decode()
    assert f'href="{at(file, MEMBER)}"' in list_
    outer = browser.get(at(file, MEMBER)).content.decode()
    assert f'href="{reverse("summary", args=[file.pk])}"' in outer
    assert f'href="{at(file, "household")}"' in outer


def test_taking_a_member_away_asks_first_and_those_behind_move_up(
    file: Application, client_as: Browser
) -> None:
    browser = client_as("applicant", "en")
    answer(browser, file, f"{MEMBER}[1]", name="Rini")
    post(browser, file, MEMBER, add="1")
    paper = {"household-member[2]-name": "Budi", "household-member[2]-photo": photograph()}
    post(browser, file, f"{MEMBER}[2]", **paper)
    assert Document.objects.get(application=file).path == f"{MEMBER}[2]/photo"
    with nothing_changes():
        page = post(browser, file, MEMBER, remove=f"{MEMBER}[1]")
    assert "Take “Member 1 (Rini)” away?" in words(page)
    assert "No. You would answer it once more." in words(page)
    sure = {"remove": f"{MEMBER}[1]", "sure": "yes", "version": hidden(page, "version")}
    done = browser.post(at(file, MEMBER), sure)
    assert done.headers["Location"] == at(file, MEMBER)
    assert kept(file)[f"{MEMBER}[1]/name"] == "Budi"
    assert f"{MEMBER}[2]/name" not in kept(file)
    document = Document.objects.get(application=file)
    assert document.path == f"{MEMBER}[1]/photo"
    assert kept(file)[document.path] == document.name
    assert "“Member 1” is taken away." in words(browser.get(at(file, MEMBER)))
    twice = refused(client_as, "applicant", at(file, MEMBER), sure, 409)
    assert "The list was changed meanwhile" in words(twice)


def test_an_empty_list_says_so_and_lets_one_go_on(file: Application, client_as: Browser) -> None:
    browser = client_as("applicant", "en")
    post(browser, file, MEMBER, remove=f"{MEMBER}[1]", sure="yes")
    page = browser.get(at(file, MEMBER))
    assert "Nothing is in this list yet." in words(page)
    assert "household/member" not in str(kept(file).keys() - {MEMBER})
    summary = words(browser.get(reverse("summary", args=[file.pk])))
    assert "Add, change or take away" in summary


def test_how_many_the_form_says_is_not_changed_by_hand(
    file: Application, client_as: Browser
) -> None:
    browser = client_as("applicant", "en")
    assert browser.get(at(file, "grave")).status_code == 200
    post(browser, file, "-", graves="2", top="")
    page = browser.get(at(file, "grave"))
    assert "Grave 2" in words(page)
    assert "How many there are follows from your other answers." in words(page)
    assert 'name="add"' not in page.content.decode()
    version = {"version": str(Application.objects.get(pk=file.pk).version)}
    for button in ({"add": "1"}, {"remove": "grave[1]"}, {"remove": "grave[1]", "sure": "yes"}):
        refused(client_as, "applicant", at(file, "grave"), version | button, 404)
    answer(browser, file, "grave[2]", who="Kakek")
    assert kept(file)["grave[2]/who"] == "Kakek"


@pytest.mark.parametrize(
    "group",
    [
        "household/member[0]",
        "household/member[2]",
        "household/member[01]",
        "household/member[1][1]",
        "household[1]/member[1]",
        "household/member[1]/pet[9]",
        "household/member[999999999]",
        "household/member/work",
        "household/member[1]/none",
    ],
)
def test_a_member_that_is_not_there_has_no_page(
    file: Application, client_as: Browser, group: str
) -> None:
    assert client_as("applicant").get(at(file, group)).status_code == 404
    refused(client_as, "applicant", at(file, group), {"version": str(file.version)}, 404)


def test_somebody_elses_list_does_not_exist(file: Application, client_as: Browser) -> None:
    fields = {"version": str(file.version), "add": "1"}
    assert client_as("stranger").get(at(file, MEMBER)).status_code == 404
    refused(client_as, "stranger", at(file, MEMBER), fields, 404)
    refused(client_as, "applicant", at(file, MEMBER), fields | {"x": "1"}, 400)
    refused(client_as, "applicant", at(file, MEMBER), {"version": str(file.version)}, 400)
    refused(client_as, "applicant", at(file, MEMBER), fields | {"version": "99"}, 409)


def test_a_list_takes_so_many_and_no_more(
    file: Application, client_as: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("keliling.deliver.acts.members.MOST_MEMBERS", 1)
    fields = {"version": str(file.version), "add": "1"}
    page = refused(client_as, "applicant", at(file, MEMBER), fields, 422)
    assert "A list takes at most 1." in words(page)


def test_the_summary_reads_each_member_back_and_leads_to_what_is_missing(
    file: Application, client_as: Browser
) -> None:
    browser = client_as("applicant", "en")
    post(browser, file, "household", **{"household-address": "Jalan Contoh"})
    answer(browser, file, f"{MEMBER}[1]", name="Rini")
    page = browser.get(reverse("summary", args=[file.pk]))
    assert "Member 1 Name Rini" in words(page)
    assert "Member 1 · Pet 1" in words(page)
    missing = at(file, f"{PET}[1]")
    assert f'href="{missing}?periksa=1#household-member[1]-pet[1]-kind"' in page.content.decode()
    answer(browser, file, f"{PET}[1]", kind="Kucing")
    sent = browser.post(
        reverse("summary", args=[file.pk]),
        {"version": hidden(browser.get(reverse("summary", args=[file.pk])), "version")},
    )
    assert sent.status_code == 303
    file.refresh_from_db()
    assert file.stage == "check"
    office = words(
        client_as("front_officer", "en").get(reverse("desk_application", args=[file.pk]))
    )
    assert "Member 1" in office
    assert "Kucing" in office


def test_one_of_those_in_a_list_is_chosen_by_what_it_is_called(
    world: World, client_as: Browser
) -> None:
    rows = (
        row("begin_repeat", "child", "Anak", "Child"),
        row("text", "name", "Nama", "Name"),
        row("end_repeat"),
        row("begin_group", "then", "Lalu", "Then"),
        row("select_one ${name}", "eldest", "Sulung", "Eldest"),
        row("end_group"),
    )
    file = file_with(world, *rows)
    file.answers = cast_files.seal(file, {"child": "2", "child[1]/name": "Rini"})
    file.save()
    browser = client_as("applicant", "en")
    answer(browser, file, "child[2]", name="Budi")
    page = browser.get(at(file, "then"))
    assert "Rini" in words(page)
    assert "Budi" in words(page)
    answer(browser, file, "then", eldest="Budi")
    assert kept(file)["then/eldest"] == "Budi"
    assert "Eldest Budi" in words(browser.get(reverse("summary", args=[file.pk])))
