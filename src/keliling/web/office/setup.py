"""The first page of a new installation: open an office, for whoever holds the set-up code."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.timezone import localtime as now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from keliling.catalogue import acts
from keliling.kernel.refusal import Absent, Refused
from keliling.places.queries import area_path, count_areas, offices, search_areas
from keliling.web.http import Request
from keliling.web.office.desk import picked
from keliling.web.posted import known, see_other
from keliling.web.words.refusals import sentence

ZONES = (
    ("Asia/Jakarta", gettext_lazy("WIB, western Indonesia")),
    ("Asia/Makassar", gettext_lazy("WITA, central Indonesia")),
    ("Asia/Jayapura", gettext_lazy("WIT, eastern Indonesia")),
)
MOST_SEARCH = 99
TARGETS = {
    "setup_code": "code",
    "name_missing": "name",
    "office_code": "office_code",
    "office_code_taken": "office_code",
    "timezone_unknown": "timezone",
    "email": "email",
    "contact_taken": "email",
    "password_weak": "password",
    "services_missing": "services",
    "area_missing": "cari",
}


@sensitive_post_parameters("password", "code")
@require_http_methods(["GET", "HEAD", "POST"])
def setup(request: Request) -> HttpResponse:
    """Ask for everything a new office needs; only while there is none."""
    if offices():
        raise Absent
    if request.method != "POST":
        return _page(request)
    plan = read_plan(request.POST)
    if not area_path(plan.area):
        return _page(request, Refused("area_missing"))
    try:
        acts.open_first_office(plan, request.POST.get("code", ""), now=now())
    except Refused as refused:
        return _page(request, refused)
    messages.success(request, _("The office is open. Sign in as its administrator."))
    return see_other(reverse("account_login") + "?next=" + reverse("people"))


def read_plan(posted: QueryDict) -> acts.OpeningPlan:
    """Return the plan as typed; raises ``BadRequest`` for fields the page does not have."""
    account = ("person_name", "email", "password")
    known(posted, "code", "area", "name", "office_code", "timezone", "services", *account)
    year = localdate().year
    return acts.OpeningPlan(
        name=posted.get("name", ""),
        code=posted.get("office_code", ""),
        area=posted.get("area", "")[:13],
        administrator=acts.Administrator(
            name=posted.get("person_name", ""),
            email=posted.get("email", ""),
            password=posted.get("password", ""),
        ),
        services=posted.getlist("services"),
        years=(year, year + 1),
        timezone=posted.get("timezone", ""),
    )


def _field(refused: Refused, posted: QueryDict) -> str:
    """Say where a refusal is mended; of the two names the one that is missing."""
    if refused.reason == "name_missing" and posted.get("name", "").strip():
        return "person_name"
    return TARGETS.get(refused.reason, "")


def _page(request: Request, refused: Refused | None = None) -> HttpResponse:
    text = request.GET.get("cari", "").strip()
    if len(text) > MOST_SEARCH:
        raise Refused("search_text", most=MOST_SEARCH)
    area = (request.POST.get("area") or request.GET.get("wilayah", ""))[:13]
    shipped = {row.sheet.code: row.sheet.name for row in acts.shipped_services()}
    field = _field(refused, request.POST) if refused else ""
    year = localdate().year
    context = {
        "search": text,
        "found": search_areas(text, limit=12) if text else [],
        "loaded": bool(count_areas()),
        "area": area,
        "path": area_path(area) if area else [],
        "zones": [(key, str(label)) for key, label in ZONES],
        "services": [(code, name.in_(request.LANGUAGE_CODE)) for code, name in shipped.items()],
        "chosen": request.POST.getlist("services") if request.method == "POST" else list(shipped),
        "years": (year, year + 1),
        "typed": request.POST,
        "picked": picked(request.POST),
        "errors": [(field, sentence(refused))] if refused else [],
        "wrong": {field: sentence(refused)} if refused and field else {},
    }
    status = refused.status if refused else 200
    return render(request, "office/setup.html", context, status=status)
