"""Files beside a service's form: kept with the workbook, taken along, published, and refused."""

import re
from datetime import timedelta
from hashlib import md5
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from keliling.catalogue import acts
from keliling.catalogue.models import FormDraft, FormFile, ServiceVersion
from keliling.catalogue.queries import (
    draft_files,
    file_of_draft,
    file_of_version,
    form_files,
    form_of,
    form_of_draft,
)
from keliling.catalogue.rules import files as rules
from keliling.forms.datafiles import MOST
from keliling.kernel.refusal import Absent, Conflict, Refused
from keliling.record.models import Fact
from tests import forms_of_cast as forms
from tests.cast import NOW, TODAY, World, fresh
from tests.forms_of_cast import CODE, CSV, PNG, asks_more, asks_village, drops, shows, writes

OTHER = PNG + b"other"
TOMORROW = TODAY + timedelta(days=1)
CHANGES = (asks_village, shows("nik", "ktp.png"))
FILES = {"desa.csv": CSV, "ktp.png": PNG}


def refused(world: World, *changes: forms.Change, files: dict[str, bytes]) -> Refused:
    before = (FormDraft.objects.count(), FormFile.objects.count(), Fact.objects.count())
    with pytest.raises(Refused) as told:
        forms.uploaded(world, *changes, files=files)
    after = (FormDraft.objects.count(), FormFile.objects.count(), Fact.objects.count())
    assert after == before
    return told.value


def test_a_form_is_kept_published_and_read_with_its_files(world: World) -> None:
    draft = forms.uploaded(world, *CHANGES, files=FILES)
    names = [choice.name for choice in form_of_draft(draft).question("applicant/desa").choices]
    assert names == ["SS", "CP"]
    assert {name: file_of_draft(draft, name)[1] for name in draft_files(draft)} == FILES
    plan = acts.Publication(draft, forms.newest(world).pk, TOMORROW, forms.LAW)
    boss = world.actor("administrator")
    version = acts.publish_form(world.office.pk, CODE, plan, by=boss, now=NOW)
    assert form_of(version.pk).files == set(FILES)
    assert form_of(version.pk).question("applicant/desa").names == {"SS", "CP"}
    there = form_files(version.pk)
    assert {name: file_of_version(version.pk, name)[1] for name in there} == FILES
    assert there["ktp.png"].media_type == "image/png"
    assert there["ktp.png"].md5 == md5(PNG).hexdigest()  # noqa: S324
    assert (there["desa.csv"].size, there["desa.csv"].is_data) == (len(CSV), True)
    assert not FormFile.objects.filter(draft__isnull=False).exists()
    fact = Fact.objects.get(kind="form_uploaded")
    assert fact.data["files"] == 2


def test_the_digest_of_a_version_covers_its_files(world: World) -> None:
    digests = set()
    for content in (PNG, OTHER):
        start = transaction.savepoint()
        files = {"ktp.png": content}
        made = forms.published(world, shows("nik", "ktp.png"), day=TOMORROW, files=files)
        digests.add(made.digest)
        transaction.savepoint_rollback(start)
    assert len(digests) == 2


def test_files_are_taken_along_from_the_version_and_from_the_draft(world: World) -> None:
    before = forms.published(world, *CHANGES, day=TOMORROW, files=FILES)
    first = forms.uploaded(world, asks_more)
    assert {n: file_of_draft(first, n)[1] for n in draft_files(first)} == FILES
    second = forms.uploaded(world, asks_more, files={"ktp.png": OTHER})
    assert file_of_draft(second, "ktp.png")[1] == OTHER
    third = forms.uploaded(world, writes("name", **{forms.EN: "Name in full"}))
    assert file_of_draft(third, "ktp.png")[1] == OTHER, "the draft's file wins over the version's"
    fourth = forms.uploaded(world, drops("desa"))
    assert set(draft_files(fourth)) == {"ktp.png"}
    assert file_of_version(before.pk, "ktp.png")[1] == PNG


def test_a_draft_thrown_away_takes_its_files_with_it(world: World) -> None:
    draft = forms.uploaded(world, *CHANGES, files=FILES)
    acts.discard_form(world.office.pk, CODE, draft, by=world.actor("administrator"), now=NOW)
    assert not FormFile.objects.exists()


def test_a_missing_picture_is_named(world: World) -> None:
    told = refused(world, shows("nik", "ktp.png"), shows("name", "nama.mp3", "audio"), files={})
    assert told.reason == "form_files_missing"
    assert told.facts["names"] == "ktp.png, nama.mp3"


def test_a_missing_or_broken_data_file_is_named_with_its_row(world: World) -> None:
    for files, said in (({}, "it is not there"), ({"desa.csv": b"\xff\xfe"}, "UTF-8")):
        told = refused(world, asks_village, files=files)
        assert told.reason == "form_unsound"
        problems: Any = told.facts["problems"]
        assert [(p.sheet, p.row, p.column, said in p.message) for p in problems] == [
            ("survey", 4, "type", True)
        ]


def test_a_file_that_the_form_does_not_use_is_named(world: World) -> None:
    told = refused(world, asks_more, files={"KTP.png": PNG})
    assert (told.reason, told.facts["names"]) == ("form_files_unused", "KTP.png")


@pytest.mark.parametrize("name", ["ktp.svg", "ktp.html", "ktp", "ktp.png.exe", "x" * 252 + ".png"])
def test_a_kind_that_is_not_allowed_is_refused(world: World, name: str) -> None:
    assert refused(world, asks_more, files={name: b"<svg/>"}).reason == "form_file_kind"


def test_a_form_that_wants_a_kind_that_is_not_allowed_is_told_so(world: World) -> None:
    told = refused(world, shows("nik", "ktp.svg"), files={})
    assert (told.reason, told.facts["name"]) == ("form_file_kind", "ktp.svg")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("ktp.png", b"<script>alert(1)</script>"),
        ("ktp.png", b""),
        ("ktp.jpg", PNG),
        ("ktp.webp", b"RIFF0000WAVE"),
        ("ktp.mp3", b"MZ"),
        ("ktp.m4a", b"ftypM4A "),
        ("ktp.mp4", b"RIFF"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(
    world: World, name: str, data: bytes
) -> None:
    told = refused(world, shows("nik", name), files={name: data})
    assert (told.reason, told.facts["name"]) == ("form_file_content", name)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.png", PNG),
        ("a.JPG", b"\xff\xd8\xff\xe0"),
        ("a.jpeg", b"\xff\xd8\xff\xe1"),
        ("a.webp", b"RIFF\x10\x27\0\0WEBPVP8 "),
        ("a.mp3", b"ID3\x03"),
        ("a.mp3", b"\xff\xfb\x90"),
        ("a.m4a", b"\0\0\0\x1cftypM4A "),
        ("a.mp4", b"\0\0\0\n\nftypisom".replace(b"\n\n", b"\x18")),
    ],
)
def test_what_each_kind_begins_with_is_known(name: str, data: bytes) -> None:
    rules.check_file(name, data)


def test_what_is_too_large_is_refused(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    told = refused(world, shows("nik", "ktp.png"), files={"ktp.png": PNG + b"\0" * 10_000_000})
    assert (told.reason, told.facts["most"]) == ("form_file_size", 10)
    told = refused(world, asks_village, files={"desa.csv": CSV + b"\n" * 20_000_000})
    assert (told.reason, told.facts["most"]) == ("form_file_size", 20)
    monkeypatch.setattr(rules, "LARGEST_TOGETHER", len(PNG) + len(CSV) - 1)
    assert refused(world, *CHANGES, files=FILES).reason == "form_files_size"


def test_files_taken_along_count_towards_the_size(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    forms.uploaded(world, *CHANGES, files=FILES)
    monkeypatch.setattr(rules, "LARGEST_TOGETHER", len(PNG) + len(CSV) - 1)
    assert refused(world, *CHANGES, files={"ktp.png": PNG}).reason == "form_files_size"


def test_a_draft_that_moved_is_told_before_its_files_are_missed(world: World) -> None:
    draft = forms.uploaded(world, *CHANGES, files=FILES)
    forms.uploaded(world, asks_more)
    book = forms.workbook(world, shows("nik", "ktp.png"))
    with pytest.raises(Conflict) as told:
        acts.keep_form(
            world.office.pk,
            CODE,
            acts.Upload(book, "f.xlsx"),
            seen=draft,
            by=world.actor("administrator"),
            now=NOW,
        )
    assert told.value.reason == "form_draft_moved"


def test_files_of_another_service_are_not_taken_along(world: World) -> None:
    forms.published(world, shows("nik", "ktp.png"), day=TOMORROW, files={"ktp.png": PNG})
    with pytest.raises(Refused) as told:
        forms.uploaded(world, shows("cemetery", "ktp.png"), code="burial-renewal")
    assert told.value.reason == "form_files_missing"


def test_a_version_hands_out_its_own_files_alone(world: World) -> None:
    old = forms.newest(world)
    new = forms.published(world, shows("nik", "ktp.png"), day=TOMORROW, files={"ktp.png": PNG})
    assert dict(form_files(old.pk)) == {}
    with pytest.raises(Absent):
        file_of_version(old.pk, "ktp.png")
    with pytest.raises(Absent):
        form_files(fresh())
    assert set(form_files(new.pk)) == {"ktp.png"}


def test_a_file_stands_beside_one_form_and_once_by_its_name(world: World) -> None:
    draft = forms.uploaded(world, shows("nik", "ktp.png"), files={"ktp.png": PNG})
    row = FormFile.objects.get(draft=draft)
    version = ServiceVersion.objects.first()
    for owner in ({"draft_id": draft, "version": version}, {}, {"draft_id": draft}):
        with pytest.raises(IntegrityError), transaction.atomic():
            FormFile.objects.create(
                **owner, name=row.name, media_type="", size=1, md5="", data=row.data
            )


def test_the_reference_page_lists_the_kinds_of_files() -> None:
    page = Path(__file__).parents[2] / "docs" / "reference" / "forms.md"
    section = page.read_text().split("\n## Files beside a form\n")[1].split("\n## ")[0]
    listed = re.findall(r"^\| `\.(\w+)` \| (\w+)[^|]*\|[^|]*\| (\d+) MB", section, re.MULTILINE)
    assert [ending for ending, _, _ in listed] == list(rules.KINDS)
    for ending, word, most in listed:
        assert (word == "data") == rules.is_data(f"x.{ending}")
        assert int(most) * 1_000_000 == rules.largest(f"x.{ending}")
    assert f"at most {rules.LARGEST_TOGETHER // 1_000_000} MB" in section
    assert f"at most {MOST:,} rows" in section
