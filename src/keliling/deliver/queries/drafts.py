"""Drafts under way when their service gets another form."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from keliling.catalogue.queries import form_of, version_in_force
from keliling.deliver.models import Application
from keliling.deliver.queries.answers import read_answers, seed_of
from keliling.deliver.rules import Stage
from keliling.deliver.rules.another_form import carried, lost_by_moving
from keliling.forms import begin, judge
from keliling.kernel.refusal import Absent


@dataclass(frozen=True, slots=True)
class NewerForm:
    """The form in force now, for a draft begun under an earlier one.

    ``lost`` are the paths of answers that would not survive the move: with any, the draft
    keeps its form. ``answers`` are what it would hold after it.
    """

    version: UUID
    since: date
    lost: tuple[str, ...]
    answers: Mapping[str, str]


def newer_form(file: Application, *, now: datetime) -> NewerForm | None:
    """Return the form that came into force since a draft was begun; the caller passed its door.

    What was sent keeps its form for ever, and so does a draft for what is no longer offered.
    """
    if file.stage != Stage.DRAFT.value:
        return None
    try:
        offer = version_in_force(file.office, file.service, now.date())
    except Absent:
        return None
    if offer.version == file.service_version_id:
        return None
    before, after = form_of(file.service_version_id), form_of(offer.version)
    given, seed = read_answers(file), seed_of(file)
    kept = carried(before, after, given, begin(after, now=now, seed=seed))
    names = set(file.documents.values_list("name", flat=True))
    verdicts = (
        judge(before, given, attachments=names, now=now, seed=seed),
        judge(after, kept, attachments=names, now=now, seed=seed),
    )
    lost = lost_by_moving(before, after, given, verdicts)
    return NewerForm(offer.version, offer.valid_from, lost, kept)


def drafts_under_others(office: UUID, service: str, version: UUID) -> list[UUID]:
    """Return the drafts for a service that were begun under another version than this."""
    rows = Application.objects.filter(office=office, service=service, stage=Stage.DRAFT.value)
    return list(rows.exclude(service_version=version).values_list("pk", flat=True))
