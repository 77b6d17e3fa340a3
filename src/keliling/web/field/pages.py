"""My shifts, and those I help under a mandate at one visit."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from keliling.catalogue.queries import service_names
from keliling.commission.queries import VisitCard, visits_by_ids
from keliling.commission.rules import RUNNING
from keliling.deliver.queries import Application, Mandate, helped_files, mandates_held
from keliling.design.queries import ShiftRow, my_shifts, plan_lines, plan_view
from keliling.kernel.actor import Role, visit_scope
from keliling.kernel.refusal import Absent
from keliling.places.queries import area_names, office
from keliling.web.http import Request
from keliling.web.words.codes import STAGES, TASKS, word

ASSESSED = {"held", "closed"}


@dataclass(frozen=True, slots=True)
class VisitLine:
    """A visit the reader helps at: their shifts, its day, what can be done there now."""

    visit: VisitCard
    day: date | None
    venue: str
    shifts: list[tuple[ShiftRow, str]]
    helped: int
    keeps_queue: bool
    may_tell: bool


@dataclass(frozen=True, slots=True)
class HelpLine:
    """A mandate and the file that came of it, if one did."""

    mandate: Mandate
    service: str
    file: Application | None
    stage: str
    address: str


@login_required
@require_safe
def field(request: Request) -> HttpResponse:
    """Show what the volunteer has taken on, visit by visit, the next one first."""
    held = mandates_held(request.actor, today=localdate())
    shifts = my_shifts(request.actor)
    wanted = {row.visit for row in shifts} | {row.visit_id for row in held}
    visits, plans = visits_by_ids(wanted), plan_lines(wanted)
    lines = [
        VisitLine(
            visit=card,
            day=card.held_on or plans[key].day,
            venue=plans[key].venue,
            shifts=[(row, word(TASKS, row.task)) for row in shifts if row.visit == key],
            helped=sum(row.visit_id == key for row in held),
            keeps_queue=card.state in RUNNING,
            may_tell=card.state in ASSESSED,
        )
        for key, card in visits.items()
    ]
    lines.sort(key=lambda line: (not line.keeps_queue, line.day or date.max))
    return render(request, "field/field.html", {"lines": lines})


@login_required
@require_safe
def helped(request: Request, visit: UUID) -> HttpResponse:
    """List the mandates for one visit, with the way into each file."""
    if not request.actor.holds(Role.VOLUNTEER, visit_scope(visit)):
        raise Absent
    plan = plan_view(request.actor, visit)
    names, code = service_names({plan.office}), office(plan.office).code.lower()
    files: dict[tuple[UUID, str], Application] = {}
    for row in helped_files(request.actor, visit):
        files.setdefault((row.applicant_id, row.service), row)
    held = [
        _help_line(row, names[row.office, row.service].in_(request.LANGUAGE_CODE), files, code)
        for row in mandates_held(request.actor, today=localdate())
        if row.visit_id == visit
    ]
    context = {
        "held": held,
        "plan": plan,
        "place": area_names({plan.village})[plan.village],
    }
    return render(request, "field/helped.html", context)


def _help_line(
    mandate: Mandate, service: str, files: dict[tuple[UUID, str], Application], code: str
) -> HelpLine:
    file = files.get((mandate.applicant_id, mandate.service))
    if file is not None:
        address = reverse("application", args=[file.pk])
        return HelpLine(mandate, service, file, word(STAGES, file.stage), address)
    begin = reverse("apply", args=[code, mandate.service])
    return HelpLine(mandate, service, None, "", f"{begin}?surat_kuasa={mandate.pk}")
