"""Fill an application's pages in as a browser does: the fields of a page, its files, its button."""

import random
from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from keliling.catalogue.queries import form_of
from keliling.cli.story.answers import PLACEHOLDER, plausible_answers, sample_photograph
from keliling.deliver.models import Application
from keliling.forms import Group, Kind
from tests import cast_files
from tests.cast import World
from tests.web.read import hidden


def photograph(words: str = "lembar") -> SimpleUploadedFile:
    """Return a sound photograph, as an input for files sends it."""
    return SimpleUploadedFile("foto.jpg", sample_photograph(words), "image/jpeg")


def begun(world: World, by: str = "applicant", service: str = "burial-renewal") -> Application:
    """A draft in which nothing is answered."""
    return cast_files.begin(world, by, service)


def complete(world: World, by: str = "applicant", service: str = "burial-renewal") -> Application:
    """A draft in which everything is answered, not yet sent."""
    return cast_files.fill(cast_files.begin(world, by, service), world.actor(by))


def at(file: Application, group: str = "applicant") -> str:
    """Return the address of a page of the form."""
    return reverse("fill", args=[file.pk, group])


def groups_of(file: Application) -> tuple[Group, ...]:
    """Return the pages of a file's form."""
    return tuple(form_of(file.service_version_id).groups)


def answers_to(file: Application, **known: str) -> dict[str, str]:
    """Return complete answers by path; documents have a placeholder."""
    form = form_of(file.service_version_id)
    rng = random.Random(str(file.service))  # noqa: S311  a test's own answers
    known = {"name": "Contoh Pemohon", "filed_by": "self"} | known
    return plausible_answers(form, known=known, today=localdate(), rng=rng)


def fields_for(group: Group, answers: Mapping[str, str]) -> dict[str, Any]:
    """Return a page's answers as its fields carry them."""
    fields: dict[str, Any] = {}
    for question in group.questions:
        name, value = question.path.replace("/", "-"), answers.get(question.path, "")
        if value == PLACEHOLDER:
            fields[name] = photograph(name)
        elif question.kind is Kind.DATE and value:
            parts = zip(("year", "month", "day"), value.split("-"), strict=True)
            fields |= {f"{name}_{part}": text for part, text in parts}
        elif question.kind is Kind.SELECT_MULTIPLE:
            fields[name] = value.split()
        elif question.path in answers:
            fields[name] = value
    return fields


def page_of(file: Application, group: str, **known: str) -> dict[str, Any]:
    """Return one page filled in, with the version that the file has now."""
    named = next(one for one in groups_of(file) if one.path == group)
    file.refresh_from_db()
    return fields_for(named, answers_to(file, **known)) | {"version": str(file.version)}


def fill_in(browser: Client, address: str, file: Application) -> str:
    """Fill in page after page and return the address that the last one led to."""
    answers = answers_to(file)
    for group in groups_of(file):
        assert address == at(file, group.path)
        form = fields_for(group, answers) | {"version": hidden(browser.get(address), "version")}
        address = browser.post(address, form).headers["Location"]
    return address
