"""Opening a file as its applicant, or as the volunteer who helps; the applicant sees who did."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.timezone import localdate
from django.utils.timezone import localtime as now

from keliling.catalogue.queries import form_of
from keliling.deliver.acts import look
from keliling.deliver.queries import (
    Application,
    application_seen_by,
    documents_of,
    live_mandate,
    looked_on,
    send_backs_of,
)
from keliling.deliver.queries.answers import read_answers, seed_of
from keliling.forms import Form, judge
from keliling.kernel.refusal import Absent
from keliling.web.http import Request
from keliling.web.resident.fields import Sheet
from keliling.web.resident.form_news import catch_up


@dataclass(frozen=True, slots=True)
class Opened:
    """A file on the reader's table; ``until`` is the last day of the mandate they help under."""

    file: Application
    helping: bool
    until: date | None
    moved: bool = False
    """Whether this opening moved a draft to the form in force now."""

    @property
    def form(self) -> Form:
        """The form in the version that the file was begun under."""
        return form_of(self.file.service_version_id)


def open_file(request: Request, application: UUID) -> Opened:
    """Return one's own file, or a neighbour's under a mandate; raises ``Absent``.

    A helper's reading is a look, once a day: more rows would tell the applicant nothing.
    """
    by, today = request.actor, localdate()
    file = application_seen_by(by, application, today=today, for_page=True)
    if by.person == file.applicant_id:
        return Opened(file, helping=False, until=None, moved=catch_up(request, file))
    if by.person != file.helper_id:
        raise Absent
    if request.method != "POST" and not looked_on(by, file, today):
        look(file.pk, by=by, now=now())
    mandate = live_mandate(file, today)
    until = mandate.expires_on if mandate else None
    return Opened(file, helping=True, until=until, moved=catch_up(request, file))


def sheet_for(
    request: Request,
    opened: Opened,
    *,
    only: str | None = None,
    typed: dict[str, str] | None = None,
) -> Sheet:
    """Judge a file's answers, or those with ``typed`` in their place, by its form."""
    file = opened.file
    answers, documents = read_answers(file) | (typed or {}), documents_of(file)
    names = {document.name for document in documents.values()}
    verdict = judge(
        opened.form, answers, attachments=names, now=now(), seed=seed_of(file), only=only
    )
    return Sheet(
        verdict=verdict,
        answers=answers,
        documents=documents,
        returned={row.path: row.words for row in send_backs_of(file) if row.answered_at is None},
        language=request.LANGUAGE_CODE,
        helping=opened.helping,
    )
