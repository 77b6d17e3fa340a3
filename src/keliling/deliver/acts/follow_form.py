"""When a service gets another form: drafts move to it where they lose nothing, and are told."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from keliling.deliver.acts.doors import as_filler, file_to_fill
from keliling.deliver.acts.move import move
from keliling.deliver.models import Application
from keliling.deliver.queries.answers import seal_answers
from keliling.deliver.queries.drafts import NewerForm, newer_form
from keliling.deliver.rules import Stage
from keliling.kernel.actor import Actor
from keliling.record.acts import note
from keliling.record.queries import facts_about

ANNOUNCED = "form_change_announced"


@transaction.atomic
def follow_form(
    application_id: UUID, *, seen_version: int, by: Actor, now: datetime
) -> NewerForm | None:
    """Move a draft to the form in force if every answer survives; else it keeps its own.

    Returns that form, with what would be lost where it stayed; ``None`` where the draft has
    it already. Raises ``Absent``, ``Stale`` and ``Conflict("step_not_now")``.
    """
    file = file_to_fill(application_id, by, now)
    newer, before = newer_form(file, now=now), file.service_version_id
    if newer is None or newer.lost:
        return newer
    file.service_version_id = newer.version
    sealed = seal_answers(file, dict(newer.answers))
    move(file, seen_version, service_version_id=newer.version, answers=sealed)
    note(
        "draft_followed_form",
        about=("application", file.pk),
        by=as_filler(file, by),
        at=now,
        office=file.office,
        data={"before": before, "version": newer.version},
    )
    return newer


@transaction.atomic
def announce_form(
    application_id: UUID, version: UUID, valid_from: date, *, by: Actor, now: datetime
) -> bool:
    """Note, once for each version, that a draft's service gets another form on a day.

    Returns whether there was anything to tell: what was sent meanwhile keeps its form.
    """
    about = ("application", application_id)
    file = Application.objects.filter(pk=application_id, stage=Stage.DRAFT.value).first()
    told = (entry for entry in facts_about(about) if entry.kind == ANNOUNCED)
    if file is None or any(entry.data.get("version") == str(version) for entry in told):
        return False
    data = {"version": version, "valid_from": valid_from}
    note("form_change_announced", about=about, by=by, at=now, office=file.office, data=data)
    return True
