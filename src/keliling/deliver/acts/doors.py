"""Who may act on a file: those who fill it in, and the desk it lies on."""

from datetime import datetime
from uuid import UUID

from keliling.deliver.models import Application
from keliling.deliver.queries import application_seen_by
from keliling.deliver.rules import Stage, Step
from keliling.deliver.rules.flow import OPEN_TO_ANSWERS
from keliling.kernel.actor import Actor, Role, office_scope, visit_scope
from keliling.kernel.refusal import Absent, Conflict, Refused


def file_to_fill(application_id: UUID, by: Actor, now: datetime) -> Application:
    """Return the applicant's own file, or the helper's under a live mandate, open to answers.

    Raises ``Absent`` for anybody else and ``Conflict("step_not_now")`` once it was sent.
    """
    file = application_seen_by(by, application_id, today=now.date())
    if by.person not in {file.applicant_id, file.helper_id}:
        raise Absent
    if Stage(file.stage) not in OPEN_TO_ANSWERS:
        raise Conflict("step_not_now", stage=file.stage, step=Step.SUBMIT.value)
    return file


def as_filler(file: Application, by: Actor) -> Actor:
    """Return who fills a file in as its applicant, or as the volunteer who helps them."""
    if by.person == file.applicant_id or file.visit_id is None:
        return by.as_resident()
    return by.acting_as(Role.VOLUNTEER, visit_scope(file.visit_id))


def file_on_desk(
    application_id: UUID, desk: Role, by: Actor, now: datetime
) -> tuple[Application, Actor]:
    """Return the file and ``by`` in the role of the desk.

    Raises ``Absent`` for those without the desk and ``Refused("own_file")`` for the
    applicant and the helper.
    """
    file = application_seen_by(by, application_id, today=now.date())
    scope = office_scope(file.office)
    if not by.holds(desk, scope):
        raise Absent
    if by.person in {file.applicant_id, file.helper_id}:
        raise Refused("own_file")
    return file, by.acting_as(desk, scope)
