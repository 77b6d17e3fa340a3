"""Opening a file as its applicant, or as the volunteer who helps; the applicant sees who did."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.timezone import localdate
from django.utils.timezone import localtime as now

from keliling.catalogue.queries import form_of
from keliling.deliver.acts import look
from keliling.deliver.queries import (
    Application,
    Document,
    application_seen_by,
    documents_of,
    live_mandate,
    looked_on,
    send_backs_of,
)
from keliling.deliver.queries.answers import read_answers, seed_of
from keliling.forms import Form, Judgement, is_inside, judge
from keliling.kernel.refusal import Absent
from keliling.web.http import Request
from keliling.web.resident.beside import album_of
from keliling.web.resident.fields import Sheet
from keliling.web.resident.form_news import catch_up

NOTHING: Mapping[str, str] = MappingProxyType({})


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
    typed: Mapping[str, str] = NOTHING,
    sought: Mapping[str, str] = NOTHING,
) -> Sheet:
    """Judge a file's answers, or those with ``typed`` in their place, by its form.

    ``only`` is the path of the page's group; raises ``Absent`` where a member that it names
    is not there. ``sought`` is what is looked for in long lists.
    """
    file = opened.file
    answers, documents = read_answers(file) | dict(typed), documents_of(file)
    verdict = judged(opened, answers, documents, only=only)
    if only is not None and not is_inside(only, verdict.counts, opened.form.repeats):
        raise Absent
    return Sheet(
        verdict=verdict,
        answers=answers,
        documents=documents,
        returned={row.path: row.words for row in send_backs_of(file) if row.answered_at is None},
        language=request.LANGUAGE_CODE,
        helping=opened.helping,
        zone=_clock_of(request, file),
        sought=sought,
        album=album_of(file.service_version_id),
    )


def judged(
    opened: Opened,
    answers: Mapping[str, str],
    documents: Mapping[str, Document],
    *,
    only: str | None = None,
) -> Judgement:
    """Judge answers by a file's form, with its documents at hand, now."""
    names = {document.name for document in documents.values()}
    seed = seed_of(opened.file)
    return judge(opened.form, answers, attachments=names, now=now(), seed=seed, only=only)


def _clock_of(request: Request, file: Application) -> ZoneInfo:
    """Return the zone of the file's office, whose moments its form asks for."""
    return next(ZoneInfo(place.timezone) for place in request.offices if place.pk == file.office)
