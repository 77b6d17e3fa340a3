"""The decision: grant, refuse, or record the number another body gave."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.timezone import localtime as now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from keliling.catalogue.queries import sheet_of
from keliling.catalogue.rules import ServiceKind
from keliling.deliver import acts
from keliling.kernel.actor import Role
from keliling.kernel.identifiers import read_nib
from keliling.kernel.refusal import Refused
from keliling.web.http import Request
from keliling.web.office.application import file_on_desk, file_page
from keliling.web.office.deed import STEPS, Deed, carry_out
from keliling.web.posted import known, see_other, version
from keliling.web.question import Question

MOST_REASONS = 2_000
GRANT, REFUSE = "grant", "refuse"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: Request, application: UUID) -> HttpResponse:
    """Grant or refuse, after asking once more."""
    file, desk = file_on_desk(request, application, Role.SIGNATORY)
    if request.method != "POST":
        return see_other(reverse("desk_application", args=[application]))
    assistance = sheet_of(file.service_version_id).kind is ServiceKind.ASSISTANCE

    def read(posted: QueryDict) -> Deed:
        known(posted, "version", "ruling", "reasons", "nib", *STEPS)
        seen, ruling = version(posted), read_ruling(posted, assistance=assistance)

        def act() -> str:
            acts.decide(application, ruling, seen_version=seen, by=request.actor, now=now())
            return reverse("desk_application", args=[application])

        return Deed(act, _done(ruling), _question(ruling))

    return carry_out(request, read, lambda refused: file_page(request, file, desk, refused))


def read_ruling(posted: QueryDict, *, assistance: bool) -> acts.Ruling:
    """Return the ruling; raises ``ruling_missing``, ``reasons_missing`` and ``nib_digits``."""
    ruling, reasons = posted.get("ruling", ""), posted.get("reasons", "").strip()
    if ruling not in {GRANT, REFUSE}:
        raise Refused("ruling_missing")
    if len(reasons) > MOST_REASONS:
        raise Refused("text_too_long", most=MOST_REASONS)
    if ruling == REFUSE:
        if not reasons:
            raise Refused("reasons_missing")
        return acts.Ruling(grant=False, reasons=reasons)
    number = read_nib(posted.get("nib", "")) if assistance else ""
    return acts.Ruling(grant=True, outside_number=number)


def _done(ruling: acts.Ruling) -> str:
    if ruling.outside_number:
        return _("The number is recorded. This office issues nothing for it.")
    return _("Granted. The permit has its number.") if ruling.grant else _("Refused, with reasons.")


def _question(ruling: acts.Ruling) -> Question:
    hears = _("The applicant, at once. What the law makes public can be verified by everybody.")
    undo = _("No. A decision stands; an objection is a new matter.")
    if ruling.outside_number:
        return Question(
            title=_("Record the number?"),
            happens=_("NIB %(number)s is kept with the file, and the file is done.")
            % {"number": ruling.outside_number},
            hears=_("The applicant, at once. Nothing about it is made public here."),
            undo=_("No. Compare it with the OSS page first."),
            yes=_("Yes, record the number"),
        )
    if ruling.grant:
        return Question(
            title=_("Grant the permit?"),
            happens=_("The permit gets the next number of this year, and its letter is printed."),
            hears=hears,
            undo=undo,
            yes=_("Yes, grant it"),
        )
    return Question(
        title=_("Refuse the application?"),
        happens=_("The file is closed with your reasons."),
        hears=_("The applicant, at once, with your reasons in full."),
        undo=undo,
        yes=_("Yes, refuse it"),
    )
