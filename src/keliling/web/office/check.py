"""The front officer's two answers: the file is complete, or it goes back with a sentence."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.timezone import localtime as now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from keliling.deliver import acts
from keliling.deliver.acts.check import MOST_WORDS
from keliling.deliver.rules import SEND_BACK_REASONS
from keliling.kernel.actor import Role
from keliling.kernel.refusal import Refused
from keliling.web.http import Request
from keliling.web.office.application import file_on_desk, file_page
from keliling.web.office.deed import STEPS, Deed, carry_out
from keliling.web.posted import known, see_other, version
from keliling.web.question import Question
from keliling.web.words.codes import SEND_BACK_REASONS as REASON_WORDS
from keliling.web.words.codes import word


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: Request, application: UUID) -> HttpResponse:
    """Find a file complete, after asking once more."""
    file, desk = file_on_desk(request, application, Role.FRONT_OFFICER)
    if request.method != "POST":
        return see_other(reverse("desk_application", args=[application]))

    def read(posted: QueryDict) -> Deed:
        known(posted, "version", *STEPS)
        seen = version(posted)

        def act() -> str:
            acts.accept_application(application, seen_version=seen, by=request.actor, now=now())
            return reverse("inbox") + desk.query

        return Deed(act, _("Accepted. Somebody else decides it now."), _accepting())

    return carry_out(request, read, lambda refused: file_page(request, file, desk, refused))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def send_back(request: Request, application: UUID) -> HttpResponse:
    """Return a file with a typed reason and a sentence, after asking once more."""
    file, desk = file_on_desk(request, application, Role.FRONT_OFFICER)
    if request.method != "POST":
        return see_other(reverse("desk_application", args=[application]))

    def read(posted: QueryDict) -> Deed:
        known(posted, "version", "reason", "words", "path", *STEPS)
        seen, path = version(posted), posted.get("path", "")
        reason, words = _why(posted)

        def act() -> str:
            acts.send_back(
                application,
                acts.Lack(reason, words, path),
                seen_version=seen,
                by=request.actor,
                now=now(),
            )
            return reverse("inbox") + desk.query

        return Deed(act, _("Sent back. The applicant reads your sentence."), _returning(reason))

    return carry_out(request, read, lambda refused: file_page(request, file, desk, refused))


def _why(posted: QueryDict) -> tuple[str, str]:
    """Return reason and sentence before the question is asked; raises as the act does."""
    reason, words = posted.get("reason", ""), posted.get("words", "").strip()
    if reason not in SEND_BACK_REASONS:
        raise Refused("send_back_reason")
    if not words:
        raise Refused("send_back_words")
    if len(words) > MOST_WORDS:
        raise Refused("text_too_long", most=MOST_WORDS)
    return reason, words


def _accepting() -> Question:
    return Question(
        title=_("Is the file complete?"),
        happens=_("It goes to the signatory. You checked it, so you cannot decide it."),
        hears=_("The applicant sees on the file's page that it waits for the decision."),
        undo=_("No. Only the decision can end it, or the applicant by withdrawing."),
        yes=_("Yes, the file is complete"),
    )


def _returning(reason: str) -> Question:
    return Question(
        title=_("Send the file back?"),
        happens=_("The applicant can change the answers and send the file again. Reason: %(why)s.")
        % {"why": word(REASON_WORDS, reason)},
        hears=_("The applicant gets a message; a volunteer who helped sees it with the file."),
        undo=_("No. It comes back to the desk when it is sent again."),
        yes=_("Yes, send it back"),
    )
