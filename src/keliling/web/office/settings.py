"""Settings of an office: how it is reached, what it offers, when it is closed."""

from datetime import date

from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.timezone import localtime as now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from keliling.catalogue import acts
from keliling.catalogue.queries import adopted_services, free_day_table, waiting_forms
from keliling.catalogue.rules import Words
from keliling.kernel.actor import Role
from keliling.kernel.refusal import Absent, Refused
from keliling.places.acts import change_contact
from keliling.web.http import Request
from keliling.web.office.deed import STEPS, Deed, carry_out
from keliling.web.office.desk import Desk, desk_of, show
from keliling.web.posted import day, known
from keliling.web.question import Question

FIRST_YEAR, YEARS_AHEAD = 2015, 3
TARGETS = {
    "email": "email",
    "name_missing": "name",
    "day_is_free": "day",
    "calendar_day": "day",
    "calendar_year": "year",
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: Request) -> HttpResponse:
    """Show and change contact, services and calendar; for the administrator."""
    desk = desk_of(request, Role.ADMINISTRATOR)
    if request.method != "POST":
        return _page(request, desk)
    return carry_out(
        request,
        lambda posted: _read(request, posted, desk),
        lambda refused: _page(request, desk, refused),
    )


def _read(request: Request, posted: QueryDict, desk: Desk) -> Deed:
    readers = {
        "contact": _contact,
        "adopt": _adopt,
        "stop": _stop,
        "load": _load,
        "close": _close,
        "open": _open,
    }
    reader = readers.get(posted.get("act", ""))
    if reader is None:
        raise BadRequest("unknown act")
    return reader(request, posted, desk)


def _contact(request: Request, posted: QueryDict, desk: Desk) -> Deed:
    known(posted, "act", "phone", "email", "address")
    fields = {name: posted.get(name, "") for name in ("phone", "email", "address")}

    def act() -> str:
        change_contact(desk.office.pk, by=request.actor, now=now(), **fields)
        return _here(desk, "kontak")

    return Deed(act, _("Kept. The public pages show it from now on."))


def _adopt(request: Request, posted: QueryDict, desk: Desk) -> Deed:
    known(posted, "act", "code")
    code = _shipped_code(posted)

    def act() -> str:
        acts.adopt_services(desk.office.pk, [code], by=request.actor, now=now())
        return _here(desk, "layanan")

    return Deed(act, _("The service is offered with all its versions."))


def _stop(request: Request, posted: QueryDict, desk: Desk) -> Deed:
    known(posted, "act", "code", *STEPS)
    code = posted.get("code", "")
    kept = adopted_services(desk.office.pk).get(code)
    if kept is None:
        raise Absent

    def act() -> str:
        acts.stop_service(desk.office.pk, code, by=request.actor, now=now())
        return _here(desk, "layanan")

    question = Question(
        title=_("No longer offer %(name)s?") % {"name": kept.name.in_(request.LANGUAGE_CODE)},
        happens=_("Nobody can begin a new application. Files already begun go on to their end."),
        hears=_("Everybody who looks at the list of services."),
        undo=_("Yes: offer it again."),
        yes=_("Yes, stop offering it"),
    )
    return Deed(act, _("The service is no longer offered."), question)


def _load(request: Request, posted: QueryDict, desk: Desk) -> Deed:
    known(posted, "act", "year")
    year = _year_of(posted.get("year", ""))

    def act() -> str:
        acts.load_calendar(desk.office.pk, [year], by=request.actor, now=now())
        return _here(desk, "kalender", year)

    return Deed(act, _("The national days of %(year)s are in the calendar.") % {"year": year})


def _close(request: Request, posted: QueryDict, desk: Desk) -> Deed:
    known(posted, "act", "day_day", "day_month", "day_year", "name", "decree")
    closed = _day(posted)

    def act() -> str:
        acts.close_on(
            desk.office.pk,
            closed,
            posted.get("name", ""),
            decree=posted.get("decree", ""),
            by=request.actor,
            now=now(),
        )
        return _here(desk, "kalender", closed.year)

    return Deed(act, _("The office is closed on that day; terms count around it."))


def _open(request: Request, posted: QueryDict, desk: Desk) -> Deed:
    known(posted, "act", "date", *STEPS)
    try:
        opened = date.fromisoformat(posted.get("date", ""))
    except ValueError as problem:
        raise BadRequest("no day") from problem

    def act() -> str:
        acts.open_on(desk.office.pk, opened, by=request.actor, now=now())
        return _here(desk, "kalender", opened.year)

    question = Question(
        title=_("Take this day out of the calendar?"),
        happens=_("It counts as a working day for every file received from now on."),
        hears=_("Nobody is written to. Days already promised stay as promised."),
        undo=_("Yes: put the day back, or load the year again."),
        yes=_("Yes, take it out"),
    )
    return Deed(act, _("The day is a working day again."), question)


def _shipped_code(posted: QueryDict) -> str:
    code = posted.get("code", "")
    if code not in {row.sheet.code for row in acts.shipped_services()}:
        raise Absent
    return code


def _day(posted: QueryDict) -> date:
    try:
        found = day(posted, "day", "calendar_day")
    except Refused as refused:
        raise Refused("calendar_day") from refused
    _year_of(str(found.year))
    return found


def _year_of(text: str) -> int:
    """Return a year the calendar can hold; raises ``Refused("calendar_year")``."""
    last = localdate().year + YEARS_AHEAD
    if not (text.isascii() and text.isdigit() and FIRST_YEAR <= int(text[:5]) <= last):
        raise Refused("calendar_year", first=FIRST_YEAR, last=last)
    return int(text)


def _page(request: Request, desk: Desk, refused: Refused | None = None) -> HttpResponse:
    office, year = desk.office.pk, _year(request)
    context = {
        "targets": TARGETS,
        "office": desk.office,
        "services": _services(desk, request.LANGUAGE_CODE),
        "year": year,
        "years": range(year - 1, min(year + 1, localdate().year + YEARS_AHEAD) + 1),
        "days": free_day_table(office, year),
        "today": localdate(),
    }
    return show(request, "office/settings.html", desk, context, refused)


def _year(request: Request) -> int:
    asked = request.GET.get("tahun", "")
    try:
        return _year_of(asked) if asked else localdate().year
    except Refused as refused:
        raise Absent("page_unknown") from refused


def _services(desk: Desk, language: str) -> list[dict[str, object]]:
    """Every service that ships or was taken over, and what the office can do with it."""
    kept, waiting = adopted_services(desk.office.pk), waiting_forms(desk.office.pk)
    names: dict[str, Words] = {code: row.name for code, row in kept.items()}
    dates: dict[str, set[date]] = {code: set() for code in kept}
    for row in acts.shipped_services():
        names[row.sheet.code] = row.sheet.name
        dates.setdefault(row.sheet.code, set()).add(row.sheet.basis.valid_from)
    return [
        {
            "code": code,
            "name": names[code].in_(language),
            "offered": code in kept and kept[code].offered,
            "dates": sorted(kept[code].dates) if code in kept else [],
            "waits": code in waiting,
            "fresh": sorted(dates[code] - set(kept[code].dates)) if code in kept else [],
        }
        for code in sorted(names)
    ]


def _here(desk: Desk, part: str, year: int | None = None) -> str:
    query = f"{desk.query or '?'}{'&' if desk.query else ''}tahun={year}" if year else desk.query
    return f"{reverse('settings')}{query}#{part}"
