"""Answers between the form and the row: one instance, encrypted whole."""

from keliling.catalogue.queries import form_of
from keliling.deliver.models import Application
from keliling.forms import from_instance, to_instance
from keliling.people.vault import open_text, seal_text

Answers = dict[str, str]


def read_answers(application: Application) -> Answers:
    """Return the answers by path; empty for a file not yet begun."""
    sealed = bytes(application.answers)
    if not sealed:
        return {}
    xml = open_text(sealed, application.answers_place)
    return from_instance(form_of(application.service_version_id), xml.encode())


def seal_answers(application: Application, answers: Answers) -> bytes:
    """Return the answers as they are stored."""
    form = form_of(application.service_version_id)
    xml = to_instance(form, answers, instance_id=f"uuid:{application.pk}")
    return seal_text(xml.decode(), application.answers_place)


def seed_of(file: Application) -> int:
    """Return what the chances of a file's form come from: its own, and always the same."""
    return file.pk.int & 0xFFFF_FFFF
