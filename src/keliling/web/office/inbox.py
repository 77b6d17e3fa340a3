"""The desk: files by stage, soonest due first, a page at a time."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from keliling.catalogue.queries import service_names
from keliling.deliver.queries import InboxRow, follow_code, held_count, inbox_counts
from keliling.deliver.queries import inbox as inbox_page
from keliling.deliver.rules import Stage
from keliling.kernel.actor import Role
from keliling.kernel.refusal import Absent
from keliling.web.http import Request
from keliling.web.office.desk import desk_of, show
from keliling.web.office.names import due_of, service_name
from keliling.web.paging import place_after
from keliling.web.posted import see_other
from keliling.web.words.codes import STAGES, word

PAGE = 25
NEXT_ACT = {
    Stage.CHECK: _("Check the file"),
    Stage.SENT_BACK: _("The applicant mends it"),
    Stage.DECISION: _("Decide"),
}


@login_required
@require_safe
def inbox(request: Request) -> HttpResponse:
    """List what waits on the reader's desk, by stage."""
    desk = desk_of(request, Role.FRONT_OFFICER, Role.SIGNATORY)
    code, missed = request.GET.get("kode", "").strip(), None
    if code:
        try:
            found = follow_code(code)
        except Absent as problem:
            missed = problem
        else:
            return see_other(reverse("desk_application", args=[found.application]))
    counts = inbox_counts(request.actor, desk.office.pk)
    stage = _stage(request, counts)
    rows = inbox_page(
        request.actor, desk.office.pk, stage, after=place_after(request), limit=PAGE + 1
    )
    page = rows[:PAGE]
    names, moment = service_names({desk.office.pk}), now()
    context = {
        "targets": {"code_unknown": "kode"},
        "code": code,
        "stage": stage.value,
        "tabs": [(key.value, word(STAGES, key.value), n) for key, n in counts.items()],
        "held": held_count(request.actor, desk.office.pk),
        "next_act": NEXT_ACT[stage],
        "rows": [
            (row, service_name(names, desk.office.pk, row.service, request), due_of(row, moment))
            for row in page
        ],
        "older": _place(page[-1]) if len(rows) > PAGE else "",
    }
    return show(request, "office/inbox.html", desk, context, missed)


def _place(row: InboxRow) -> str:
    return f"{row.due_at.isoformat() if row.due_at else ''}_{row.id}"


def _stage(request: Request, counts: dict[Stage, int]) -> Stage:
    """Return the stage of the tab; the first one with work in it unless one is asked for."""
    asked = request.GET.get("tahap", "")
    if not asked:
        return next((stage for stage, n in counts.items() if n), next(iter(counts)))
    found = next((stage for stage in counts if stage.value == asked), None)
    if found is None:
        raise Absent("page_unknown")
    return found
