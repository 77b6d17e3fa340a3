"""Begin an application: for oneself, or for a neighbour under a mandate."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods

from keliling.catalogue.queries import form_of, version_in_force
from keliling.commission.queries import visit_by_id
from keliling.deliver.acts import Filing, start_application
from keliling.deliver.queries import mandate_for
from keliling.kernel.ids import new_id
from keliling.people.queries import display_names
from keliling.places.queries import area_names, office_by_code
from keliling.web.http import Request
from keliling.web.posted import ident, known, maybe_ident, see_other


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: Request, office: str, code: str) -> HttpResponse:
    """Say what begins and for whom; the button begins it, once however often it is pressed."""
    where = office_by_code(office)
    offer = version_in_force(where.pk, code, localdate())
    if request.method == "POST":
        known(request.POST, "id", "visit", "mandate")
        filing = Filing(
            id=ident(request.POST, "id"),
            office=where.pk,
            service=code,
            visit=maybe_ident(request.POST, "visit"),
            mandate=maybe_ident(request.POST, "mandate"),
        )
        file = start_application(filing, by=request.actor, now=now())
        first = form_of(file.service_version_id).groups[0].path
        return see_other(reverse("fill", args=[file.pk, first]))
    visit, mandate = _asked(request.GET, "kunjungan"), _asked(request.GET, "surat_kuasa")
    held = mandate_for(request.actor, mandate, today=localdate()) if mandate else None
    at = visit_by_id(visit) if visit else None
    context = {
        "office": where,
        "sheet": offer.sheet,
        "groups": form_of(offer.version).groups,
        "id": new_id(),
        "visit": at,
        "visit_name": area_names({at.village})[at.village] if at else "",
        "mandate": held,
        "applicant": display_names([held.applicant_id])[held.applicant_id] if held else "",
    }
    return render(request, "resident/apply.html", context)


def _asked(query: QueryDict, name: str) -> UUID | None:
    try:
        return UUID(query.get(name, "")) if query.get(name) else None
    except ValueError as problem:
        raise BadRequest(f"{name} is no id") from problem
