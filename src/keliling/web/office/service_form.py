"""A service's form in its office's hands: its versions, a changed workbook, what it changes."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.timezone import localtime as now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from keliling.catalogue import acts
from keliling.catalogue.queries import (
    Edition,
    Shelf,
    Waiting,
    draft_files,
    form_files,
    form_of,
    hashes,
    shelf_of,
)
from keliling.catalogue.rules import (
    LARGEST_TOGETHER,
    Citation,
    check_file_name,
    check_together,
)
from keliling.deliver.queries import drafts_under_others
from keliling.forms import LARGEST, Change, changed_files, changes
from keliling.kernel.actor import Role
from keliling.kernel.refusal import Refused
from keliling.people.queries import display_names
from keliling.web.http import Request
from keliling.web.office.deed import STEPS, Deed, carry_out
from keliling.web.office.desk import Desk, desk_of, show
from keliling.web.posted import day, ident, known, maybe_ident, see_other
from keliling.web.question import Question
from keliling.web.templatetags.keliling import on_day
from keliling.web.words.changes import language_name, told_pages
from keliling.web.words.problems import lack_words, mends

LANGUAGES = ("id", "en")
"""What residents read here; a form may lack one and its readers then see the other."""
UPLOAD_TARGETS = dict.fromkeys(
    ("workbook_missing", "workbook_size", "workbook_kind", "form_unsound", "form_lacks"),
    "workbook",
) | dict.fromkeys(
    (
        *("form_file_kind", "form_file_content", "form_file_size", "form_file_twice"),
        *("form_files_size", "form_files_missing", "form_files_unused"),
    ),
    "files",
)
PUBLISH_TARGETS = {
    "law_missing": "law",
    "law_source_missing": "source",
    "calendar_day": "day",
    "form_day_past": "day",
    "form_day_taken": "day",
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def service_form(request: Request, code: str) -> HttpResponse:
    """List the versions of a service's form, and take a changed workbook in."""
    desk = desk_of(request, Role.ADMINISTRATOR)
    shelf = shelf_of(request.actor, desk.office.pk, code)
    if request.method != "POST":
        return _versions(request, desk, shelf)
    return carry_out(
        request,
        lambda posted: _upload(request, posted, desk, code),
        lambda refused: _versions(request, desk, _again(request, shelf), refused),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def form_draft(request: Request, code: str) -> HttpResponse:
    """Say what an uploaded form would change; it can be thrown away here."""
    desk = desk_of(request, Role.ADMINISTRATOR)
    shelf = shelf_of(request.actor, desk.office.pk, code)
    if shelf.waiting is None:
        return nothing_waits(request, desk, code)
    if request.method != "POST":
        return _difference(request, desk, shelf, shelf.waiting)
    return carry_out(
        request,
        lambda posted: _discard(request, posted, desk, shelf),
        lambda refused: _refused(request, desk, _again(request, shelf), refused),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def publish_form(request: Request, code: str) -> HttpResponse:
    """Ask for the legal basis and the day, ask once more, then publish."""
    desk = desk_of(request, Role.ADMINISTRATOR)
    shelf = shelf_of(request.actor, desk.office.pk, code)
    if shelf.waiting is None:
        return nothing_waits(request, desk, code)
    if request.method != "POST":
        return _publishing(request, desk, shelf)
    return carry_out(
        request,
        lambda posted: _publish(request, posted, desk, shelf),
        lambda refused: _publishing(request, desk, _again(request, shelf), refused),
    )


def nothing_waits(request: Request, desk: Desk, code: str) -> HttpResponse:
    """Lead back to the versions: the form was published or thrown away."""
    messages.info(request, _("No uploaded form waits any more. These are the versions."))
    return see_other(reverse("service_form", args=[code]) + desk.query)


def _again(request: Request, shelf: Shelf) -> Shelf:
    """Look once more after a refusal: a colleague may have been faster."""
    return shelf_of(request.actor, shelf.office, shelf.code)


def _upload(request: Request, posted: QueryDict, desk: Desk, code: str) -> Deed:
    # a browser sends a file field that was left empty as a field without a file
    known(posted, "draft", "workbook", "files")
    seen, file = maybe_ident(posted, "draft"), request.FILES.get("workbook")
    if file is not None and (file.size or 0) > LARGEST:
        raise Refused("workbook_size", most=LARGEST // 1_000_000)
    beside = _beside(request.FILES.getlist("files"))
    upload = acts.Upload(file.read() if file else b"", (file.name or "") if file else "", beside)

    def act() -> str:
        acts.keep_form(desk.office.pk, code, upload, seen=seen, by=request.actor, now=now())
        return reverse("form_draft", args=[code]) + desk.query

    return Deed(act, _("The form is kept to look at. Nothing is in force yet."))


def _beside(files: Iterable["UploadedFile[bytes]"]) -> dict[str, bytes]:
    """Read the files beside a workbook; what cannot stand there is refused unread."""
    found: dict[str, UploadedFile[bytes]] = {}
    for file in files:
        name = file.name or ""
        check_file_name(name, file.size or 0)
        if name in found:
            raise Refused("form_file_twice", name=name)
        found[name] = file
    check_together({name: file.size or 0 for name, file in found.items()})
    return {name: file.read() for name, file in found.items()}


def _discard(request: Request, posted: QueryDict, desk: Desk, shelf: Shelf) -> Deed:
    known(posted, "draft", *STEPS)
    draft = ident(posted, "draft")

    def act() -> str:
        acts.discard_form(desk.office.pk, shelf.code, draft, by=request.actor, now=now())
        return reverse("service_form", args=[shelf.code]) + desk.query

    question = Question(
        title=_("Throw the uploaded form away?"),
        happens=_("The version in force stays as it is."),
        hears=_("Nobody: it was never published."),
        undo=_("Only by uploading the workbook once more."),
        yes=_("Yes, throw it away"),
    )
    return Deed(act, _("The uploaded form is thrown away."), question)


def _publish(request: Request, posted: QueryDict, desk: Desk, shelf: Shelf) -> Deed:
    names = ("draft", "after", "law", "source", "confirmed")
    known(posted, *names, "day_day", "day_month", "day_year", *STEPS)
    plan = acts.Publication(
        draft=ident(posted, "draft"),
        after=ident(posted, "after"),
        valid_from=day(posted, "day", "calendar_day"),
        citation=Citation(
            posted.get("law", "").strip(),
            posted.get("source", "").strip(),
            confirmed=posted.get("confirmed") == "yes",
        ),
    )
    acts.check_publication(desk.office.pk, shelf.code, plan, by=request.actor, now=now())

    def act() -> str:
        acts.publish_form(desk.office.pk, shelf.code, plan, by=request.actor, now=now())
        return reverse("service_form", args=[shelf.code]) + desk.query

    done = _("Published. It is the form from %(day)s.") % {"day": on_day(plan.valid_from)}
    return Deed(act, done, _sure(request, shelf, plan.valid_from))


def _sure(request: Request, shelf: Shelf, valid_from: date) -> Question:
    drafts = len(drafts_under_others(shelf.office, shelf.code, UUID(int=0)))
    hears = ngettext(
        "%(n)s person with a draft, by e-mail and in the draft itself.",
        "%(n)s people with a draft, by e-mail and in the draft itself.",
        drafts,
    )
    name = shelf.name.in_(request.LANGUAGE_CODE)
    return Question(
        title=_("Publish the form of %(name)s?") % {"name": name},
        happens=_(
            "From %(day)s every new application is asked this form. Files that were sent keep "
            "theirs; a draft moves only if nothing that was answered is lost."
        )
        % {"day": on_day(valid_from)},
        hears=hears % {"n": drafts} if drafts else _("Nobody: there is no draft of this service."),
        undo=_("No. A later day can get another version, also one like the old."),
        yes=_("Yes, publish it"),
    )


def _versions(
    request: Request, desk: Desk, shelf: Shelf, refused: Refused | None = None
) -> HttpResponse:
    people = display_names([row.by for row in shelf.editions] + _uploader(shelf.waiting))
    current = shelf.on(localdate())
    facts = refused.facts if refused else {}
    context = frame(request, desk, shelf) | {
        "targets": UPLOAD_TARGETS,
        "rows": [_row(row, current, people) for row in shelf.editions],
        "uploader": people.get(shelf.waiting.by, "") if shelf.waiting else "",
        "mends": mends(facts["problems"]) if "problems" in facts else [],  # type: ignore[arg-type]
        "lacks": _lacks(facts.get("lacks"), request.LANGUAGE_CODE),
        "most": LARGEST // 1_000_000,
        "together": LARGEST_TOGETHER // 1_000_000,
        "taken": _taken(shelf),
    }
    return show(request, "office/service_form.html", desk, context, refused)


def _taken(shelf: Shelf) -> list[str]:
    """Return the names of the files that the next upload can take along."""
    waiting = draft_files(shelf.waiting.draft) if shelf.waiting else {}
    return sorted({*form_files(shelf.newest.version), *waiting})


def _uploader(waiting: Waiting | None) -> list[UUID | None]:
    return [waiting.by] if waiting else []


def _row(row: Edition, current: Edition | None, people: dict[UUID, str]) -> dict[str, object]:
    return {
        "day": row.valid_from,
        "files": form_files(row.version).values(),
        "until": row.valid_to,
        "law": row.law,
        "by": people.get(row.by, "") if row.by else "",
        "at": row.at,
        "state": "now" if row == current else "coming" if row.valid_from > localdate() else "",
    }


def _lacks(lacks: object, language: str) -> list[str]:
    return [lack_words(lack, language) for lack in lacks] if isinstance(lacks, tuple) else []


def _difference(
    request: Request, desk: Desk, shelf: Shelf, waiting: Waiting, refused: Refused | None = None
) -> HttpResponse:
    found, language = different(shelf, waiting), request.LANGUAGE_CODE
    forms = (form_of(shelf.newest.version), waiting.form)
    lacking = [code for code in LANGUAGES if code not in waiting.form.languages]
    context = frame(request, desk, shelf) | {
        "here": "difference",
        "pages": told_pages(found, forms, language),
        "count": len(found),
        "beside": draft_files(waiting.draft).values(),
        "uploader": display_names([waiting.by]).get(waiting.by, ""),
        "lacking": [language_name(code) for code in lacking],
    }
    return show(request, "office/form_draft.html", desk, context, refused)


def _refused(request: Request, desk: Desk, shelf: Shelf, refused: Refused | None) -> HttpResponse:
    if shelf.waiting is None:
        return _versions(request, desk, shelf, refused)
    return _difference(request, desk, shelf, shelf.waiting, refused)


def different(shelf: Shelf, waiting: Waiting) -> tuple[Change, ...]:
    """Return what an uploaded form changes against the newest version."""
    newest = shelf.newest.version
    files = changed_files(hashes(form_files(newest)), hashes(draft_files(waiting.draft)))
    return changes(form_of(newest), waiting.form) + files


def _publishing(
    request: Request, desk: Desk, shelf: Shelf, refused: Refused | None = None
) -> HttpResponse:
    if shelf.waiting is None:
        return _versions(request, desk, shelf, refused)
    context = frame(request, desk, shelf) | {
        "targets": PUBLISH_TARGETS,
        "here": "publish",
        "count": len(different(shelf, shelf.waiting)),
        "first": max(localdate(), shelf.newest.valid_from) + timedelta(days=1),
    }
    return show(request, "office/publish_form.html", desk, context, refused)


def frame(request: Request, desk: Desk, shelf: Shelf) -> dict[str, object]:
    """Return what each page about a service's form shows."""
    return {
        "office": desk.office,
        "shelf": shelf,
        "name": shelf.name.in_(request.LANGUAGE_CODE),
        "waiting": shelf.waiting,
    }
