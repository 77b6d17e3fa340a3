"""An office from nothing: by the act, by the first page, by the command."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from keliling.catalogue.acts import Administrator, OpeningPlan, open_first_office, open_office
from keliling.catalogue.acts.opening import code_file, code_fits, make_code
from keliling.catalogue.models import FreeDay, Service
from keliling.kernel.actor import SYSTEM, Role, office_scope
from keliling.kernel.refusal import Conflict, Refused
from keliling.people.models import Person
from keliling.people.queries import actor_for
from keliling.places.acts import load_areas
from keliling.places.models import Office
from keliling.record.models import Fact
from tests import cast
from tests.web.read import words

ADDRESS = "/kantor/mulai/"
PASSWORD = "kunci-panjang-2026"  # noqa: S105  a test's own
PLAN = OpeningPlan(
    name="PTSP Baru",
    code="BRU",
    area="31.74.09",
    administrator=Administrator("Contoh Pembuka", "pembuka@contoh.example", PASSWORD),
    services=("burial-renewal", "land-history"),
    years=(2026,),
)


@pytest.fixture
def areas(db: None) -> None:
    """The areas, and no office."""
    load_areas(cast.AREAS, by=SYSTEM, now=cast.NOW)


@pytest.fixture
def code(areas: None) -> Iterator[str]:
    """A fresh set-up code."""
    yield make_code()
    code_file().unlink(missing_ok=True)


def fields(code: str, **changes: Any) -> dict[str, Any]:
    """What somebody types into the first page."""
    typed = {
        "area": PLAN.area,
        "name": PLAN.name,
        "office_code": "bru",
        "timezone": "Asia/Jakarta",
        "person_name": "Contoh Pembuka",
        "email": "Pembuka@contoh.example",
        "password": PASSWORD,
        "services": ["burial-renewal", "land-history"],
        "code": code,
    }
    return typed | changes


def test_an_office_is_opened_whole(areas: None) -> None:
    office = open_office(PLAN, now=cast.NOW)
    person = Person.objects.get(email="pembuka@contoh.example")
    actor = actor_for(person.pk, today=cast.TODAY)
    assert actor.holds(Role.ADMINISTRATOR, office_scope(office.pk))
    assert person.check_password(PASSWORD)
    assert Service.objects.filter(office=office.pk).count() == 2
    assert FreeDay.objects.filter(office=office.pk).count() > 10


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"name": " "}, "name_missing"),
        ({"code": "a b"}, "office_code"),
        ({"area": "99"}, "absent"),
        ({"timezone": "Mars/Base"}, "timezone_unknown"),
        ({"services": ()}, "services_missing"),
        ({"administrator": replace(PLAN.administrator, email="x")}, "email"),
        ({"administrator": replace(PLAN.administrator, name="")}, "name_missing"),
        ({"administrator": replace(PLAN.administrator, password="1234567890")}, "password_weak"),  # noqa: S106
    ],
)
def test_an_opening_that_is_refused_leaves_no_trace(
    areas: None, changes: dict[str, Any], reason: str
) -> None:
    before = Fact.objects.count()
    with pytest.raises(Refused) as refused:
        open_office(replace(PLAN, **changes), now=cast.NOW)
    assert refused.value.reason == reason
    assert not Office.objects.exists()
    assert not Person.objects.exists()
    assert Fact.objects.count() == before


def test_the_code_is_used_up_by_the_first_office(code: str) -> None:
    open_first_office(PLAN, code, now=cast.NOW)
    assert not code_file().exists()
    with pytest.raises(Conflict):
        open_first_office(replace(PLAN, code="DUA"), code, now=cast.NOW)


def test_a_code_is_read_without_its_dashes_and_its_file_is_private(code: str) -> None:
    assert code_fits(code.replace("-", " ").lower())
    assert not code_fits(code[:-1])
    assert not code_fits("")
    assert code_file().stat().st_mode & 0o077 == 0


def test_the_first_page_opens_an_office_and_is_gone(code: str) -> None:
    browser = Client(headers={"accept-language": "en"})
    assert "There is no office here yet." in words(browser.get(ADDRESS))
    found = browser.get(ADDRESS, {"cari": "jagak"}).content.decode()
    assert 'href="?wilayah=31.74.09"' in found
    assert "Jagakarsa, Kota Administrasi" in words(browser.get(ADDRESS, {"wilayah": "31.74.09"}))
    done = browser.post(ADDRESS, fields(code))
    assert done.status_code == 303
    assert done.headers["Location"].startswith(reverse("account_login"))
    assert browser.get(ADDRESS).status_code == 404
    assert browser.post(ADDRESS, fields(code)).status_code == 404


def test_the_new_administrator_signs_in_at_once(code: str) -> None:
    browser = Client()
    address = browser.post(ADDRESS, fields(code)).headers["Location"]
    typed = {"login": "pembuka@contoh.example", "password": PASSWORD}
    inside = browser.post(address, typed)
    assert (inside.status_code, inside.headers["Location"]) == (302, "/kantor/orang/")
    page = browser.get("/kantor/orang/")
    assert page.status_code == 200
    assert "Contoh Pembuka" in words(page)
    assert browser.get("/kantor/pengaturan/").status_code == 200


def test_a_real_office_shows_no_demonstration_data(code: str) -> None:
    browser = Client(headers={"accept-language": "en"})
    browser.post(ADDRESS, fields(code))
    assert Person.objects.count() == 1
    assert not Person.objects.filter(demonstration=True).exists()
    year = localdate().year
    assert set(FreeDay.objects.values_list("day__year", flat=True)) == {year, year + 1}


@pytest.mark.parametrize(
    ("changes", "status", "target"),
    [
        ({"code": "SET-0000"}, 422, "code"),
        ({"code": ""}, 422, "code"),
        ({"area": ""}, 422, "cari"),
        ({"area": "12.34"}, 422, "cari"),
        ({"name": ""}, 422, "name"),
        ({"person_name": "123"}, 422, "person_name"),
        ({"office_code": "x" * 40}, 422, "office_code"),
        ({"timezone": ""}, 422, "timezone"),
        ({"email": "nobody"}, 422, "email"),
        ({"password": "kunci"}, 422, "password"),
        ({"services": []}, 422, "services"),
        ({"more": "x"}, 400, ""),
        ({"name": "a\0b"}, 400, ""),
    ],
)
def test_a_damaged_first_page_keeps_what_was_typed_and_opens_nothing(
    code: str, changes: dict[str, Any], status: int, target: str
) -> None:
    page = Client().post(ADDRESS, fields(code) | changes)
    assert page.status_code == status
    assert not Office.objects.exists()
    assert code_file().exists()
    if target:
        body = page.content.decode()
        assert f'href="#{target}"' in body
        assert f'id="{target}"' in body
        assert PASSWORD not in body


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder of its own, with five areas."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("KELILING")}
    inherited.pop("DATABASE_URL", None)
    own = {"KELILING_VAR": str(folder), "KELILING_AREAS": str(folder / "areas")}
    command = [sys.executable, "-m", "keliling.cli", *arguments]
    return subprocess.run(  # noqa: S603  our own command
        command,
        env=inherited | own | environment,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A folder for an installation: the areas, and nothing else."""
    names = ("provinces", "regencies", "districts", "villages")
    (tmp_path / "areas").mkdir()
    for level, name in enumerate(names):
        rows = [f"{c},{n}" for c, n in cast.AREAS if c.count(".") == level]
        (tmp_path / "areas" / f"{name}.csv").write_text("\n".join(["code,name", *rows]))
    return tmp_path


OPTIONS = ("init", "--name", "PTSP Baru", "--code", "bru", "--area", "31.74.09")
ADMIN = ("--admin", "Contoh Pembuka <pembuka@contoh.example>")


def test_the_command_opens_an_office_without_asking(empty: Path) -> None:
    done = run(empty, *OPTIONS, *ADMIN, KELILING_ADMIN_PASSWORD=PASSWORD)
    assert done.returncode == 0, done.stderr
    assert "PTSP Baru is open." in done.stderr
    assert (empty / "keys.json").exists()
    assert PASSWORD not in done.stdout + done.stderr
    again = run(empty, *OPTIONS, *ADMIN, KELILING_ADMIN_PASSWORD=PASSWORD)
    assert again.returncode == 1
    assert "Another office has this code." in again.stderr
    facts = run(empty, "record", "export").stdout.splitlines()
    kinds = {json.loads(line)["kind"] for line in facts}
    assert {"office_opened", "role_granted", "calendar_loaded", "service_adopted"} <= kinds


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (OPTIONS, "Missing: Administrator"),
        ((*OPTIONS, *ADMIN), "Missing: the administrator's password."),
        ((*OPTIONS[:5], "--area", "atlantis", *ADMIN), "No area begins with 'atlantis'."),
        ((*OPTIONS, *ADMIN, "--services", "none-such"), "No such service: none-such."),
    ],
)
def test_the_command_says_what_is_missing_and_opens_nothing(
    empty: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    done = run(empty, *arguments)
    assert done.returncode == 1
    assert sentence in " ".join(done.stderr.split())
    assert "office_opened" not in run(empty, "record", "export").stdout


def test_the_command_prepares_the_first_page_and_prints_its_code(empty: Path) -> None:
    done = run(empty, "init", "--in-browser")
    assert done.returncode == 0, done.stderr
    assert (empty / "setup-code").read_text() == done.stdout.strip()
    assert run(empty, "migrate").returncode == 0


def test_every_refusal_of_an_opening_has_its_sentence_in_the_command() -> None:
    from keliling.cli.office import WHY

    reasons = {"name_missing", "office_code", "office_code_taken", "absent", "timezone_unknown"}
    reasons |= {"email", "contact_taken", "password_weak", "services_missing"}
    assert set(WHY) == reasons
