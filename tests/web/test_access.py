"""Every address has a row that says who gets what, and gives just that."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from keliling.assess.acts import hand_out_rating
from keliling.catalogue.models import ServiceVersion
from keliling.catalogue.queries import form_of
from keliling.deliver.models import Document, Submission
from keliling.kernel.actor import SYSTEM, Role
from keliling.people import acts as people
from keliling.people.models import Residency
from tests import cast, cast_files, forms_of_cast
from tests.cast import World
from tests.web.access import office, openrosa, public, resident
from tests.web.phone import filled, phone_of

ROWS = [*public.ROWS, *resident.ROWS, *office.ROWS, *openrosa.ROWS]
WHO = (
    "visitor",
    "stranger",
    "applicant",
    "volunteer",
    "rw_head",
    "front_officer",
    "signatory",
    "coordinator",
    "administrator",
)
ELSEWHERE = ("account_", "mailbox", "lost_phone")
"""Sign-in has its own tests: its pages depend on the step somebody is at."""


def names(patterns: list[Any]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield pattern.name


@pytest.fixture
def full(world: World) -> World:
    """A world in which every address leads somewhere."""
    cast.publish_visit(world, day=cast.TODAY)
    permit = cast_files.granted(world, by="neighbour")
    draft = cast_files.begin(world, service="land-history")
    file = cast_files.submitted(world)
    cast_files.mandate(world)
    version = _shown(world)
    _, token = people.invite_staff(
        world.office.pk,
        Role.FRONT_OFFICER,
        "Loket",
        by=world.actor("administrator"),
        now=timezone.now() + timedelta(days=1),
    )
    phone = phone_of(world)
    form = form_of(file.service_version_id)
    sheet = filled(form, "uuid:full")
    assert phone.send(sheet.xml, sheet.files).status_code == 202
    submission = Submission.objects.get()
    world.extra |= {
        "device_key": phone.start.rpartition("/")[2],
        "submission": submission,
        "attachment": submission.attachments.first(),
        "openrosa_version": form.version,
        "shown_service": "nib-assistance",
        "shown_version": version,
        "shown_day": cast.TODAY.isoformat(),
        "shown_file": "nama.png",
        "application": file,
        "draft": draft,
        "first_group": form_of(draft.service_version_id).groups[0].path,
        "document": Document.objects.filter(application=file).first(),
        "permit": permit,
        "permit_token": permit.token,
        "rating_token": hand_out_rating(permit.application_id, by=SYSTEM, now=cast.NOW).token,
        "office_code": "jgk",
        "service_code": "burial-renewal",
        "form_code": forms_of_cast.CODE,
        "form_version": "konsep",
        "form_language": "id",
        "factor": "resources",
        "phase": "commissioning",
        "finding": cast.fresh(),
        "residency": Residency.objects.first(),
        "invitation_token": token,
    }
    return world


def _shown(world: World) -> ServiceVersion:
    """Publish a form with a picture, and leave one with it to wait."""
    shown, picture = forms_of_cast.shows("name", "nama.png"), {"nama.png": forms_of_cast.PNG}
    forms_of_cast.uploaded(world, shown, files=picture)
    day, code = cast.TODAY, "nib-assistance"
    return forms_of_cast.published(world, shown, day=day, code=code, files=picture)


def argument(world: World, name: str) -> object:
    found = getattr(world, name)
    return found if isinstance(found, str | UUID) else found.pk


@pytest.mark.django_db
def test_every_address_has_a_row() -> None:
    listed = {row.name for row in ROWS}
    there = {name for name in names(get_resolver().url_patterns) if not name.startswith(ELSEWHERE)}
    assert there - listed == set()
    assert listed - there == set()


@pytest.mark.django_db
def test_everybody_gets_what_the_table_says(full: World, client_as: Callable[..., Client]) -> None:
    wrong = {}
    for who in WHO:
        browser = client_as(who)
        for row in ROWS:
            kwargs = {key: argument(full, name) for key, name in row.kwargs.items()}
            address = reverse(row.name, kwargs=kwargs)
            answer = browser.generic(row.method, address)
            if answer.streaming:
                assert b"".join(answer.streaming_content)
            status = answer.status_code
            if status != getattr(row, who):
                wrong[who, row.name] = (status, getattr(row, who))
    assert wrong == {}


@pytest.mark.django_db
def test_a_strangers_object_looks_like_none(full: World, client_as: Callable[..., Client]) -> None:
    browser = client_as("stranger")
    theirs = browser.get(reverse("application", args=[full.application.pk]))
    nothing = browser.get(reverse("application", args=[cast.fresh()]))
    assert theirs.status_code == nothing.status_code == 404
    assert theirs.content.count(b"<") == nothing.content.count(b"<")
