"""The programme at a glance: what waits, what was done, and where each number comes from."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.timezone import localtime as now
from django.views.decorators.http import require_safe

from keliling.assess.queries import office_finding_counts, result_lines
from keliling.commission.queries import proposal_counts, visit_counts, visits_of_office
from keliling.commission.rules import ProposalState, VisitState
from keliling.deliver.queries import office_figures
from keliling.deliver.rules import Stage
from keliling.design.queries import plan_lines
from keliling.kernel.actor import Role, office_scope
from keliling.web.http import Request
from keliling.web.office.desk import desk_of, show
from keliling.web.words.codes import VISIT_STATES, word

SHOWN = 12
LISTED = (VisitState.HELD, VisitState.PUBLISHED, VisitState.PLANNING, VisitState.CLOSED)


@login_required
@require_safe
def programme(request: Request) -> HttpResponse:
    """Show the office's counts and its latest visits, to everybody who works there."""
    desk = desk_of(request)
    office = desk.office.pk
    files, proposals = office_figures(office, now=now()), proposal_counts(office)
    visits, findings = visit_counts(office), office_finding_counts(office)
    rows = [row for state in LISTED for row in visits_of_office(office, state, limit=SHOWN)][:SHOWN]
    ids = [row.id for row in rows]
    lines, results = plan_lines(ids), result_lines(ids)
    context = {
        "files": files,
        "waiting": [
            (Stage.CHECK.value, files.stages[Stage.CHECK]),
            (Stage.DECISION.value, files.stages[Stage.DECISION]),
            (Stage.SENT_BACK.value, files.stages[Stage.SENT_BACK]),
        ],
        "to_check": files.stages[Stage.CHECK],
        "to_decide": files.stages[Stage.DECISION],
        "sent_back": files.stages[Stage.SENT_BACK],
        "granted": files.stages[Stage.GRANTED],
        "refused": files.stages[Stage.REFUSED],
        "open_proposals": proposals[ProposalState.OPEN],
        "planned": visits[VisitState.PLANNING],
        "published": visits[VisitState.PUBLISHED],
        "unanswered": findings[""],
        "answered": sum(n for key, n in findings.items() if key),
        "coordinates": request.actor.holds(Role.COORDINATOR, office_scope(office)),
        "has_inbox": any(
            request.actor.holds(role, office_scope(office))
            for role in (Role.FRONT_OFFICER, Role.SIGNATORY)
        ),
        "rows": [
            (row, lines[row.id], results[row.id], word(VISIT_STATES, row.state)) for row in rows
        ],
    }
    return show(request, "office/programme.html", desk, context)
