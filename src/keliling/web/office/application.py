"""One file on the desk: what was answered, what happened, and what the reader may do now."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.timezone import localdate
from django.utils.timezone import localtime as now
from django.views.decorators.http import require_safe

from keliling.catalogue.queries import form_of, sheet_of
from keliling.catalogue.rules import ServiceKind
from keliling.deliver import acts
from keliling.deliver.queries import (
    Application,
    application_seen_by,
    permit_of,
    send_backs_of,
    submission_of,
)
from keliling.deliver.rules import SEND_BACK_REASONS, Stage
from keliling.kernel.actor import Actor, Role, office_scope
from keliling.kernel.refusal import Absent, Refused
from keliling.record.queries import facts_about
from keliling.web.http import Request
from keliling.web.office.answers import answered_groups, question_label, questions_by_group
from keliling.web.office.desk import Desk, desk_at, show
from keliling.web.words.codes import ROLES, STAGES, word
from keliling.web.words.codes import SEND_BACK_REASONS as REASON_WORDS
from keliling.web.words.facts import fact_sentence
from keliling.web.words.refusals import sentence

DESKS = (Role.FRONT_OFFICER, Role.SIGNATORY)
QUIET = {
    "answers_saved",
    "member_added",
    "member_removed",
    "application_looked_at",
    "document_added",
    "document_removed",
    "application_started",
}
"""Facts that would bury the steps; the applicant sees the looks on their own page."""
TARGETS = {
    "send_back_reason": "reason",
    "send_back_words": "words",
    "text_too_long": "words",
    "reasons_missing": "reasons",
    "nib_digits": "nib",
    "ruling_missing": "ruling",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """What the reader may do with a file: ``check``, ``decide`` or nothing, and why not."""

    act: str = ""
    why_not: str = ""


@login_required
@require_safe
def desk_application(request: Request, application: UUID) -> HttpResponse:
    """Open a file, which its applicant will see, and show it whole."""
    _, desk = file_on_desk(request, application)
    file = acts.look(application, by=request.actor, now=now())
    return file_page(request, file, desk)


def file_on_desk(request: Request, application: UUID, *roles: Role) -> tuple[Application, Desk]:
    """Return a file and its desk for those who have one there; raises ``Absent``."""
    file = application_seen_by(request.actor, application, today=localdate(), for_page=True)
    if file.stage == Stage.DRAFT.value:
        raise Absent
    return file, desk_at(request, file.office, *(roles or DESKS))


def standing(by: Actor, file: Application) -> Standing:
    """Say what somebody with a desk may do with a file now, or why they may not."""
    scope, stage = office_scope(file.office), Stage(file.stage)
    if stage not in {Stage.CHECK, Stage.DECISION}:
        return Standing()
    if by.person in {file.applicant_id, file.helper_id}:
        return Standing(why_not=sentence(Refused("own_file")))
    if stage is Stage.CHECK:
        return Standing("check" if by.holds(Role.FRONT_OFFICER, scope) else "")
    if by.person == file.checker_id:
        return Standing(why_not=sentence(Refused("checked_by_you")))
    return Standing("decide" if by.holds(Role.SIGNATORY, scope) else "")


def file_page(
    request: Request, file: Application, desk: Desk, refused: Refused | None = None
) -> HttpResponse:
    """Draw the file, again with what was typed after a refusal."""
    language, sheet = request.LANGUAGE_CODE, sheet_of(file.service_version_id)
    form = form_of(file.service_version_id)
    groups = answered_groups(file, language)
    context = {
        "targets": TARGETS,
        "file": file,
        "sheet": sheet,
        "stage": word(STAGES, file.stage),
        "late": bool(file.due_at and file.due_at < now())
        and file.stage in {Stage.CHECK.value, Stage.DECISION.value},
        "assistance": sheet.kind is ServiceKind.ASSISTANCE,
        "permit": permit_of(file),
        "standing": standing(request.actor, file),
        "groups": groups,
        "documents": [row for group in groups for row in group.rows if row.document],
        "sent_by": submission_of(file),
        "send_backs": [
            (row, word(REASON_WORDS, row.reason), question_label(form, row.path, language))
            for row in send_backs_of(file)
        ],
        "steps": [
            (fact_sentence(fact.kind), fact.at, word(ROLES, fact.role))
            for fact in facts_about(("application", file.pk))
            if fact.kind not in QUIET
        ],
        "reasons": [(code, word(REASON_WORDS, code)) for code in SEND_BACK_REASONS],
        "questions": questions_by_group(form, language),
    }
    return show(request, "office/application.html", desk, context, refused)
