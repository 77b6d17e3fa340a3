"""One person at the counter: home by ID card, telephone, NIK, role, witnessed mandate."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.utils.timezone import localdate
from django.utils.timezone import localtime as now
from django.views.decorators.http import require_http_methods

from keliling.catalogue.queries import service_names
from keliling.commission.queries import VisitCard, visit_cards
from keliling.commission.rules import VisitState
from keliling.design.queries import services_planned, takers_of
from keliling.kernel.actor import Role, office_scope
from keliling.kernel.refusal import Absent, Refused
from keliling.people.queries import claim_of, display_names, person_by_id
from keliling.places.queries import FoundArea, area_names, search_areas
from keliling.web.http import Request
from keliling.web.office.deed import carry_out
from keliling.web.office.desk import Desk, desk_of, show
from keliling.web.office.names import service_name
from keliling.web.office.people import CLERKS, STAFF
from keliling.web.office.person_acts import read
from keliling.web.words.codes import ROLES, word

VILLAGE = 4
MOST_SEARCH = 99
MANDATED = (VisitState.PUBLISHED, VisitState.HELD)
TARGETS = {
    "phone": "phone",
    "contact_taken": "phone",
    "contact_of_staff": "phone",
    "nik_digits": "nik",
    "nik_date": "nik",
    "nik_serial": "nik",
    "nik_taken": "nik",
    "rw_number": "rw",
    "village_needed": "cari",
    "role_missing": "role",
    "role_already_held": "role",
    "service_not_planned": "service",
    "not_a_volunteer": "volunteer",
    "mandate_to_oneself": "volunteer",
    "mandate_given_already": "volunteer",
    "mandate_term": "until",
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def desk_person(request: Request, person: UUID) -> HttpResponse:
    """Show what the counter needs of a person, and take what a clerk writes down."""
    desk = desk_of(request, *CLERKS)
    if request.method != "POST":
        return _page(request, person, desk)
    return carry_out(
        request,
        lambda posted: read(request, posted, person, desk),
        lambda refused: _page(request, person, desk, refused),
    )


def _page(
    request: Request, person: UUID, desk: Desk, refused: Refused | None = None
) -> HttpResponse:
    found, by = person_by_id(person), request.actor
    scope = office_scope(desk.office.pk)
    claim = claim_of(person)
    writes = any(by.holds(role, scope) for role in (Role.FRONT_OFFICER, Role.COORDINATOR))
    search, areas = _search(request, desk)
    village = request.POST.get("village") or request.GET.get("desa", "")
    context = {
        "targets": TARGETS,
        "person": found,
        "has_nik": found.nik_index is not None,
        "claim": claim,
        "writes_homes": writes,
        "witnesses": by.holds(Role.FRONT_OFFICER, scope),
        "appoints": [
            (role.value, word(ROLES, role.value))
            for role in STAFF
            if by.holds(Role.ADMINISTRATOR, scope)
        ],
        "names_heads": by.holds(Role.COORDINATOR, scope) or by.holds(Role.ADMINISTRATOR, scope),
        "self": found.pk == by.person,
        "search": search,
        "areas": areas,
        "village": village[:13],
        "names": area_names([village[:13], claim.village if claim else ""]),
        "today": localdate(),
        **_mandate(request, desk),
    }
    return show(request, "office/person.html", desk, context, refused)


def _search(request: Request, desk: Desk) -> tuple[str, list[FoundArea]]:
    """Find villages that the office serves by what was typed."""
    text = request.GET.get("cari", "").strip()
    if len(text) > MOST_SEARCH:
        raise Refused("search_text", most=MOST_SEARCH)
    within = desk.office.area_id
    return text, search_areas(text, level=VILLAGE, within=within, limit=10) if text else []


def _mandate(request: Request, desk: Desk) -> dict[str, object]:
    """What a witnessed mandate can name: a visit, then its services and its volunteers."""
    office = desk.office.pk
    visits = visit_cards(office=office, states=MANDATED)
    visit = _visit(request, visits)
    if visit is None:
        return {"visits": visits, "visit": None}
    names = service_names({office})
    takers = display_names({person for _, person in takers_of(visit.id)})
    return {
        "visits": visits,
        "visit": visit,
        "services": [
            (code, service_name(names, office, code, request))
            for code in services_planned([visit.id]).get(visit.id, [])
        ],
        "volunteers": [(str(key), name) for key, name in takers.items()],
        "now": now(),
    }


def _visit(request: Request, visits: list[VisitCard]) -> VisitCard | None:
    asked = request.POST.get("visit") or request.GET.get("kunjungan", "")
    if not asked:
        return None
    try:
        key = UUID(asked)
    except ValueError as problem:
        raise BadRequest("no visit") from problem
    found = next((row for row in visits if row.id == key), None)
    if found is None:
        raise Absent
    return found
