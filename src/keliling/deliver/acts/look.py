"""Opening somebody's file is an act: the applicant sees who did."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from keliling.deliver.models import Application, Look
from keliling.deliver.queries import application_seen_by
from keliling.deliver.queries.files import reader_role
from keliling.kernel.actor import Actor
from keliling.kernel.refusal import Absent
from keliling.record.acts import note


@transaction.atomic
def look(application_id: UUID, *, by: Actor, now: datetime) -> Application:
    """Return the file and leave a trace of the reader; one's own file leaves none.

    Raises ``Absent`` where there is nothing for this reader.
    """
    file = application_seen_by(by, application_id, today=now.date())
    role = reader_role(by, file, today=now.date())
    if role is None:
        raise Absent
    if by.person != file.applicant_id:
        Look.objects.create(application=file, person_id=by.who, role=role.value, at=now)
        reader = Actor(by.person, role, by.grants)
        about = ("application", file.pk)
        note("application_looked_at", about=about, by=reader, at=now, office=file.office)
    return file
