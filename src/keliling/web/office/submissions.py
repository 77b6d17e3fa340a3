"""What telephones sent: the list, one of them with what is wrong, and what to do with it."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import FileResponse, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.timezone import localtime as now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from keliling.catalogue.queries import service_names
from keliling.deliver import acts
from keliling.deliver.acts.documents import MOST_BYTES, MOST_PAGES, document_file
from keliling.deliver.queries import (
    Submission,
    attachment_seen_by,
    lacking,
    person_named,
    submission_counts,
    submission_seen_by,
    submissions_of,
    twins_of,
)
from keliling.deliver.rules import Stage, SubmissionState
from keliling.deliver.rules.submission import OPEN
from keliling.kernel.actor import Role
from keliling.kernel.refusal import Absent, Refused
from keliling.people.queries import person_by_id
from keliling.web.http import Request
from keliling.web.office.deed import STEPS, Deed, carry_out
from keliling.web.office.desk import Desk, desk_at, desk_of, show
from keliling.web.office.names import service_name
from keliling.web.office.people import find_entered
from keliling.web.office.sent import sent_answers, sheet_labels
from keliling.web.paging import place_after
from keliling.web.posted import known, version
from keliling.web.question import Question
from keliling.web.words.codes import SUBMISSION_STATES, word
from keliling.web.words.refusals import sentence

PAGE = 25
TARGETS = {
    "person_not_entered": "contact",
    "not_for_yourself": "contact",
    "set_aside_words": "words",
}


@login_required
@require_safe
def desk_submissions(request: Request) -> HttpResponse:
    """List what telephones sent, by state; what waits for a person first."""
    desk = desk_of(request, Role.FRONT_OFFICER)
    office, asked = desk.office.pk, request.GET.get("status", SubmissionState.HELD.value)
    if asked not in set(SubmissionState):
        raise Absent("page_unknown")
    rows = submissions_of(
        request.actor,
        office,
        SubmissionState(asked),
        after=place_after(request),
        limit=PAGE + 1,
    )
    names, page = service_names({office}), rows[:PAGE]
    context = {
        "state": asked,
        "tabs": [
            (state.value, word(SUBMISSION_STATES, state.value), n)
            for state, n in submission_counts(request.actor, office).items()
        ],
        "rows": [
            (row, service_name(names, office, row.service, request), _why(row)) for row in page
        ],
        "older": f"{page[-1].received_at.isoformat()}_{page[-1].pk}" if len(rows) > PAGE else "",
    }
    return show(request, "office/submissions.html", desk, context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def desk_submission(request: Request, submission: UUID) -> HttpResponse:
    """Show one of them, and take what the officer makes of it."""
    row = submission_seen_by(request.actor, submission)
    desk = desk_at(request, row.office, Role.FRONT_OFFICER)
    if request.method != "POST":
        return _page(request, acts.look_at_submission(row.pk, by=request.actor, now=now()), desk)
    return carry_out(
        request,
        lambda posted: _read(request, posted, row, desk),
        lambda refused: _page(request, row, desk, refused),
    )


@login_required
@require_safe
def sent_file(request: Request, attachment: UUID) -> HttpResponse | FileResponse:
    """Show a photograph or a PDF that came along; anything else only to be kept, never opened."""
    found = attachment_seen_by(request.actor, attachment)
    path = document_file(found.sha256)
    if not path.exists():
        raise Absent
    shown = found.media_type == "image/jpeg"
    answer = FileResponse(
        path.open("rb"),
        content_type=found.media_type,
        as_attachment=not shown,
        filename=found.name,
    )
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _read(request: Request, posted: QueryDict, row: Submission, desk: Desk) -> Deed:
    readers = {"accept": _accept, "aside": _aside}
    reader = readers.get(posted.get("act", ""))
    if reader is None:
        raise BadRequest("unknown act")
    return reader(request, posted, row, desk)


def _accept(request: Request, posted: QueryDict, row: Submission, _desk: Desk) -> Deed:
    known(posted, "act", "version", "contact", *STEPS)
    seen, person = version(posted), person_by_id(find_entered(posted.get("contact", "")))

    def act() -> str:
        file = acts.accept_submission(
            row.pk, person.pk, seen_version=seen, by=request.actor, now=now()
        )
        if file.stage == Stage.DRAFT.value:
            return reverse("desk_submission", args=[row.pk])
        return reverse("desk_application", args=[file.pk])

    question = Question(
        title=_("Is this the application of %(name)s?") % {"name": person.name},
        happens=_(
            "If all answers fit, the application goes to the desk. If some do not, it becomes a "
            "draft of this person, who mends it and sends it."
        ),
        hears=_("The person, once it is sent; with a draft, tell the person yourself."),
        undo=_("No. The person can withdraw the application."),
        yes=_("Yes, it is theirs"),
    )
    return Deed(act, _("It is an application of %(name)s now.") % {"name": person.name}, question)


def _aside(request: Request, posted: QueryDict, row: Submission, desk: Desk) -> Deed:
    known(posted, "act", "version", "words")
    seen = version(posted)

    def act() -> str:
        acts.set_submission_aside(
            row.pk, posted.get("words", ""), seen_version=seen, by=request.actor, now=now()
        )
        return reverse("desk_submissions") + desk.query

    return Deed(act, _("Set aside; it is kept as it came."))


def _page(
    request: Request, row: Submission, desk: Desk, refused: Refused | None = None
) -> HttpResponse:
    names = service_names({row.office})
    sent = sent_answers(row, request.LANGUAGE_CODE)
    named = person_named(row, today=localdate())
    labels = sheet_labels(row, request.LANGUAGE_CODE)
    context = {
        "targets": TARGETS,
        "row": row,
        "service": service_name(names, row.office, row.service, request),
        "state": word(SUBMISSION_STATES, row.state),
        "why": _why(row),
        "sent": sent,
        "lacking": lacking(row),
        "open": SubmissionState(row.state) in OPEN,
        "undecided": SubmissionState(row.state) in OPEN or bool(row.reason),
        "twins": twins_of(row),
        "named": named,
        "contact": (named.email or named.phone or "") if named else "",
        "attachments": [
            (sheet, labels.get(sheet.name, sheet.name), _fault(sheet.fault))
            for sheet in row.attachments.order_by("added_at", "name")
        ],
    }
    return show(request, "office/submission.html", desk, context, refused)


def _why(row: Submission) -> str:
    return sentence(Refused(row.reason)) if row.reason else ""


def _fault(reason: str) -> str:
    """Say what is wrong with a file; the limits are those of every document."""
    facts = {"document_size": MOST_BYTES // 1_000_000, "document_pages": MOST_PAGES}
    return sentence(Refused(reason, most=facts.get(reason, 0))) if reason else ""
