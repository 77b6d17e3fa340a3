"""Open an office whole: the place, its administrator, its services, its calendar."""

import hmac
import os
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from keliling.catalogue.acts.adopt import adopt_services
from keliling.catalogue.acts.calendar import load_calendar
from keliling.kernel.actor import SYSTEM, Actor
from keliling.kernel.identifiers import read_email
from keliling.kernel.ids import new_code, tidy_code
from keliling.kernel.refusal import Conflict, Refused
from keliling.people import acts as people
from keliling.places import acts as places
from keliling.places.models import Office
from keliling.places.queries import offices

CODE_PREFIX = "SET"


@dataclass(frozen=True, slots=True)
class Administrator:
    """Who will run the office: an account that can sign in at once."""

    name: str
    email: str
    password: str


@dataclass(frozen=True, slots=True)
class OpeningPlan:
    """Everything a new office needs; nothing in it is made up for it."""

    name: str
    code: str
    area: str
    administrator: Administrator
    services: Collection[str]
    years: Collection[int]
    timezone: str = "Asia/Jakarta"


@transaction.atomic
def open_office(plan: OpeningPlan, *, by: Actor = SYSTEM, now: datetime) -> Office:
    """Open the office with administrator, calendar and services, or change nothing.

    Raises ``Refused`` (``email``, ``password_weak``, ``name_missing``, ``office_code``,
    ``timezone_unknown``, ``services_missing``), ``Absent`` for an unknown area and
    ``Conflict`` (``office_code_taken``, ``contact_taken``).
    """
    if not plan.services:
        raise Refused("services_missing")
    who = plan.administrator
    email = read_email(who.email)
    office = places.open_office(
        name=plan.name, code=plan.code, area=plan.area, timezone=plan.timezone, by=by, now=now
    )
    person = people.enter_person(who.name, email=email, by=by, now=now)
    people.give_password(person.pk, who.password, by=by, now=now)
    people.first_administrator(person.pk, office.pk, now=now)
    load_calendar(office.pk, sorted(plan.years), by=by, now=now)
    adopt_services(office.pk, plan.services, by=by, now=now)
    return office


@transaction.atomic
def open_first_office(plan: OpeningPlan, code: str, *, now: datetime) -> Office:
    """Open the first office from a page, for whoever holds the set-up code.

    The code is used up by it, so of two who open at once one wins. Raises
    ``Conflict("setup_done")``, ``Refused("setup_code")`` and as ``open_office``.
    """
    if offices():
        raise Conflict("setup_done")
    if not code_fits(code):
        raise Refused("setup_code")
    office = open_office(plan, now=now)
    try:
        code_file().unlink()
    except FileNotFoundError as problem:
        raise Conflict("setup_done") from problem
    return office


def make_code() -> str:
    """Write a fresh set-up code, readable by the owner of the server alone, and return it."""
    path, code = code_file(), new_code(CODE_PREFIX)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(code)
    return code


def code_fits(typed: str) -> bool:
    """Tell whether this is the set-up code, typed with or without its dashes."""
    path = code_file()
    if not path.exists() or len(typed) > len(CODE_PREFIX) * 20:
        return False
    return hmac.compare_digest(tidy_code(typed), path.read_text().strip())


def code_file() -> Path:
    """Return where the set-up code lies until it is used."""
    return Path(settings.VAR) / "setup-code"
