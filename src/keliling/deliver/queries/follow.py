"""Where a file is: by its code, without a name and without an answer."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from keliling.deliver.models import Application
from keliling.deliver.rules import HOLDER, Stage
from keliling.kernel.actor import Role
from keliling.kernel.ids import tidy_code
from keliling.kernel.refusal import Absent


@dataclass(frozen=True, slots=True)
class Progress:
    """Who holds a file, until when, and what has happened so far; nothing about a person."""

    application: UUID
    office: UUID
    code: str
    service: str
    service_version: UUID
    stage: Stage
    holder: Role | None
    due_at: datetime | None
    received_at: datetime | None
    decided_at: datetime | None
    permit_number: str
    outside_number: str
    fee: int | None


def follow_code(code: str) -> Progress:
    """Return the progress of the file with this code; raises ``Absent``."""
    rows = Application.objects.select_related("permit").defer("answers")
    file = rows.filter(code=tidy_code(code)[:30]).exclude(stage=Stage.DRAFT.value).first()
    if file is None:
        raise Absent("code_unknown")
    return progress_of(file)


def progress_of(file: Application) -> Progress:
    """Return the progress of a file whose door the caller has passed."""
    stage = Stage(file.stage)
    permit = getattr(file, "permit", None)
    return Progress(
        application=file.pk,
        office=file.office,
        code=file.code,
        service=file.service,
        service_version=file.service_version_id,
        stage=stage,
        holder=HOLDER.get(stage),
        due_at=file.due_at,
        received_at=file.received_at,
        decided_at=file.decided_at,
        permit_number=permit.number if permit else "",
        outside_number=file.outside_number,
        fee=file.fee,
    )
