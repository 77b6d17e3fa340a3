"""Begin an application: for oneself, or for a neighbour under a mandate."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.timezone import localtime as now
from django.views.decorators.http import require_http_methods

from keliling.catalogue.queries import Offer, form_of, version_in_force
from keliling.commission.queries import visits_by_ids
from keliling.deliver.acts import Filing, start_application
from keliling.deliver.queries import Mandate, mandate_for, open_file_of
from keliling.forms import judge
from keliling.kernel.ids import new_id
from keliling.kernel.refusal import Absent, Refused
from keliling.people.queries import display_names
from keliling.places.queries import Office, office_by_code
from keliling.web.http import Request
from keliling.web.posted import ident, known, maybe_ident, see_other
from keliling.web.resident.pages import address, asked_pages
from keliling.web.words.refusals import sentence


@dataclass(frozen=True, slots=True)
class Beginning:
    """What would begin: a service, at a visit or under a mandate or neither."""

    office: Office
    offer: Offer
    visit: UUID | None
    mandate: Mandate | None


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: Request, office: str, code: str) -> HttpResponse:
    """Say what begins and for whom; the button begins it, once however often it is pressed."""
    place = office_by_code(office)
    offer = version_in_force(place.pk, code, localdate())
    if request.method != "POST":
        visit, mandate = _asked(request.GET, "kunjungan"), _asked(request.GET, "surat_kuasa")
        return _page(request, _beginning(request, place, offer, (visit, mandate)), new_id(), None)
    filing = parse(request.POST, place, code)
    beginning = _beginning(request, place, offer, (filing.visit, filing.mandate))
    try:
        file = start_application(filing, by=request.actor, now=now())
    except Absent:
        raise
    except Refused as refused:
        return _page(request, beginning, new_id(), refused)
    form = form_of(file.service_version_id)
    pages = asked_pages(form, judge(form, {}, now=now()))
    return see_other(address(file.pk, pages[0]))


def parse(posted: QueryDict, office: Office, code: str) -> Filing:
    """Read the form; raises ``BadRequest``."""
    known(posted, "id", "visit", "mandate")
    return Filing(
        id=ident(posted, "id"),
        office=office.pk,
        service=code,
        visit=maybe_ident(posted, "visit"),
        mandate=maybe_ident(posted, "mandate"),
    )


def _asked(query: QueryDict, name: str) -> UUID | None:
    try:
        return UUID(query.get(name, "")) if query.get(name) else None
    except ValueError as problem:
        raise BadRequest(f"{name} is no id") from problem


def _beginning(
    request: Request, office: Office, offer: Offer, named: tuple[UUID | None, UUID | None]
) -> Beginning:
    """Look up what the address names; raises ``Absent`` for what is not there or not theirs."""
    visit, held = named
    mandate = mandate_for(request.actor, held, today=localdate()) if held else None
    return Beginning(office, offer, mandate.visit_id if mandate else visit, mandate)


def _page(
    request: Request, beginning: Beginning, fresh: UUID, refused: Refused | None
) -> HttpResponse:
    offer, mandate, place = beginning.offer, beginning.mandate, beginning.office
    form = form_of(offer.version)
    pages = asked_pages(form, judge(form, {}, now=now()))
    visit = visits_by_ids([beginning.visit]).get(beginning.visit) if beginning.visit else None
    if beginning.visit and (visit is None or visit.office != place.pk):
        raise Absent
    names = display_names([mandate.applicant_id]) if mandate else {}
    context = {
        "office": place,
        "sheet": offer.sheet,
        "bring": [row for row in offer.sheet.requirements if not row.when],
        "groups": list({page.path: page for page in pages}.values()),
        "id": fresh,
        "visit": visit,
        "mandate": mandate,
        "applicant": names[mandate.applicant_id] if mandate else "",
        "begun": None if mandate else open_file_of(request.actor, place.pk, offer.code),
        "errors": [("", sentence(refused))] if refused else [],
    }
    status = refused.status if refused else 200
    return render(request, "resident/apply.html", context, status=status)
