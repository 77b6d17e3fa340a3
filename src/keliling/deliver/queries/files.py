"""One door to a file: the applicant, the helper while the mandate holds, the office's desks."""

from datetime import date
from uuid import UUID

from keliling.deliver.models import Application, Document, Look, Mandate, SendBack
from keliling.deliver.rules import Stage
from keliling.deliver.rules.flow import OPEN_TO_ANSWERS
from keliling.kernel.actor import Actor, Role, office_scope
from keliling.kernel.refusal import Absent

DESKS = (Role.FRONT_OFFICER, Role.SIGNATORY)


def application_seen_by(
    by: Actor, application_id: UUID, *, today: date, for_page: bool = False
) -> Application:
    """Return the application, or raise ``Absent`` as for one that does not exist.

    ``for_page`` fetches applicant, helper and visit along: a page names them, an act does not.
    """
    rows = Application.objects.filter(pk=application_id)
    if for_page:
        rows = rows.select_related("applicant", "helper", "visit")
    found = rows.first()
    if found is None or reader_role(by, found, today=today) is None:
        raise Absent
    return found


def reader_role(by: Actor, file: Application, *, today: date) -> Role | None:
    """Return the role in which somebody may see a file, or ``None``."""
    if by.person is None:
        return None
    if by.person == file.applicant_id:
        return Role.RESIDENT
    if by.person == file.helper_id:
        return Role.VOLUNTEER if live_mandate(file, today) else None
    if file.stage == Stage.DRAFT.value:
        return None
    scope = office_scope(file.office)
    return next((role for role in DESKS if by.holds(role, scope)), None)


def document_seen_by(by: Actor, document_id: UUID, *, today: date) -> Document:
    """Return a document of a file that ``by`` may see; raises ``Absent``."""
    found = Document.objects.select_related("application").filter(pk=document_id).first()
    if found is None or reader_role(by, found.application, today=today) is None:
        raise Absent
    return found


def my_applications(by: Actor, *, limit: int = 50) -> list[Application]:
    """Return one's own files, latest first."""
    rows = Application.objects.filter(applicant=by.person).select_related("permit")
    return list(rows.order_by("-started_at")[:limit])


def open_file_of(by: Actor, office: UUID, service: str) -> Application | None:
    """Return one's own latest file for a service that still waits for answers."""
    stages = [stage.value for stage in OPEN_TO_ANSWERS]
    rows = Application.objects.filter(applicant=by.person, office=office, service=service)
    return rows.filter(stage__in=stages).order_by("-started_at").first() if by.person else None


def helped_files(by: Actor, visit: UUID) -> list[Application]:
    """Return the files a volunteer helped with at a visit, latest first, without their answers.

    Only their names and stages: the door to each is its mandate. What its applicant took back
    is not among them: another may be begun in its place.
    """
    rows = Application.objects.filter(helper=by.person, visit=visit).defer("answers")
    rows = rows.exclude(stage=Stage.WITHDRAWN.value)
    return list(rows.order_by("-started_at")[:200]) if by.person else []


def looked_on(by: Actor, file: Application, day: date) -> bool:
    """Tell whether somebody's look at a file on a day is on its list already."""
    return file.looks.filter(person=by.person, at__date=day).exists()


def looks_at(by: Actor, file: Application) -> list[Look]:
    """Return who opened a file, for its applicant alone; raises ``Absent``."""
    if by.person != file.applicant_id:
        raise Absent
    return list(file.looks.select_related("person").order_by("-at")[:200])


def send_backs_of(file: Application) -> list[SendBack]:
    """Return why a file went back, latest first; the caller passed the file's door."""
    return list(file.send_backs.order_by("-at"))


def live_mandate(file: Application, today: date) -> Mandate | None:
    """Return the mandate under which a file's helper may act today."""
    return Mandate.objects.filter(
        applicant=file.applicant_id,
        volunteer=file.helper_id,
        visit=file.visit_id,
        service=file.service,
        revoked_at=None,
        expires_on__gte=today,
    ).first()


def application_for_errand(application_id: UUID) -> Application:
    """Return a file for the errand that a fact about it left; raises ``Absent``."""
    found = Application.objects.select_related("applicant").filter(pk=application_id).first()
    if found is None:
        raise Absent
    return found


def open_to_answers(by: Actor, file: Application) -> bool:
    """Tell whether somebody may answer in this file now; its door is passed already."""
    mine = by.person in {file.applicant_id, file.helper_id}
    return mine and Stage(file.stage) in OPEN_TO_ANSWERS


def documents_of(file: Application) -> dict[str, Document]:
    """Return the documents of a file by the path of their question."""
    return {document.path: document for document in file.documents.all()}
