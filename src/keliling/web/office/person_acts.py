"""What a clerk writes down about a person: each form of the page, read into an act."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.core.exceptions import BadRequest
from django.http import QueryDict
from django.urls import reverse
from django.utils.timezone import localtime as now
from django.utils.translation import gettext as _

from keliling.deliver.acts import Powers, give_mandate
from keliling.deliver.acts.mandates import LONGEST
from keliling.kernel.actor import Role, area_scope, office_scope
from keliling.kernel.refusal import Refused
from keliling.people import acts
from keliling.people.acts.residency import read_rw
from keliling.web.http import Request
from keliling.web.office.deed import STEPS, Deed
from keliling.web.office.desk import Desk
from keliling.web.office.people import staff_role
from keliling.web.posted import day, ident, known
from keliling.web.question import Question

Reader = Callable[[Request, QueryDict, UUID, Desk], Deed]


def read(request: Request, posted: QueryDict, person: UUID, desk: Desk) -> Deed:
    """Return what was asked for; raises ``BadRequest`` for an act there is not."""
    reader = READERS.get(posted.get("act", ""))
    if reader is None:
        raise BadRequest("unknown act")
    return reader(request, posted, person, desk)


def _confirm(request: Request, posted: QueryDict, person: UUID, desk: Desk) -> Deed:
    known(posted, "act", "claim")
    claim = ident(posted, "claim")

    def act() -> str:
        acts.confirm_residency(claim, by=request.actor, now=now())
        return _here(person, desk)

    return Deed(act, _("Confirmed by ID card."))


def _settle(request: Request, posted: QueryDict, person: UUID, desk: Desk) -> Deed:
    known(posted, "act", "village", "rw", "rt")
    village, address = posted.get("village", "")[:13], (posted.get("rw", ""), posted.get("rt", ""))
    if not village:
        raise Refused("village_needed")

    def act() -> str:
        acts.settle_by_card(person, village, address, by=request.actor, now=now())
        return _here(person, desk)

    return Deed(act, _("The home is written down and confirmed."))


def _phone(request: Request, posted: QueryDict, person: UUID, desk: Desk) -> Deed:
    known(posted, "act", "phone", *STEPS)
    phone, office = posted.get("phone", ""), desk.office.pk

    def act() -> str:
        acts.replace_contact(person, office=office, phone=phone, by=request.actor, now=now())
        return _here(person, desk)

    question = Question(
        title=_("Did this person show you their ID card?"),
        happens=_("Codes to sign in go to %(phone)s from now on, and no longer to the old number.")
        % {"phone": phone},
        hears=_("It stands in the record with your name, the person's and the time."),
        undo=_("Yes: write down another number."),
        yes=_("Yes, I saw it: change the number"),
    )
    return Deed(act, _("The telephone is changed."), question)


def _nik(request: Request, posted: QueryDict, person: UUID, desk: Desk) -> Deed:
    known(posted, "act", "nik")
    nik = posted.get("nik", "")[:40]

    def act() -> str:
        acts.record_nik(person, nik, by=request.actor, now=now())
        return _here(person, desk)

    return Deed(act, _("The NIK is kept, encrypted."))


def _grant(request: Request, posted: QueryDict, person: UUID, desk: Desk) -> Deed:
    known(posted, "act", "role")
    role, office = staff_role(posted), desk.office.pk

    def act() -> str:
        acts.grant_role(
            person, role, office_scope(office), office=office, by=request.actor, now=now()
        )
        return reverse("people") + desk.query

    return Deed(act, _("The role is granted."))


def _head(request: Request, posted: QueryDict, person: UUID, desk: Desk) -> Deed:
    known(posted, "act", "village", "head_rw")
    village, office = posted.get("village", "")[:13], desk.office.pk
    if not village.startswith(f"{desk.office.area_id}."):
        raise Refused("village_needed")
    scope = area_scope(village, read_rw(posted.get("head_rw", "")))

    def act() -> str:
        acts.grant_role(person, Role.RW_HEAD, scope, office=office, by=request.actor, now=now())
        return reverse("people") + desk.query

    return Deed(act, _("This person may vouch for the residents of that RW now."))


def _mandate(request: Request, posted: QueryDict, person: UUID, desk: Desk) -> Deed:
    parts = ("until_day", "until_month", "until_year")
    known(posted, "act", "visit", "service", "volunteer", *parts, *STEPS)
    visit, service = ident(posted, "visit"), posted.get("service", "")
    if not posted.get("volunteer"):
        raise Refused("not_a_volunteer")
    volunteer, until = ident(posted, "volunteer"), _until(posted)

    def act() -> str:
        give_mandate(
            visit,
            Powers(service, volunteer, until),
            applicant=person,
            by=request.actor,
            now=now(),
        )
        return _here(person, desk)

    question = Question(
        title=_("Did this person give the mandate in front of you?"),
        happens=_("The volunteer may fill in and send one application for this service."),
        hears=_("The volunteer, and everybody who reads the file's history; you are the witness."),
        undo=_("Yes: the person can take it back at any time."),
        yes=_("Yes, I witnessed it"),
    )
    return Deed(act, _("The mandate is written down, with you as its witness."), question)


READERS: dict[str, Reader] = {
    "confirm": _confirm,
    "settle": _settle,
    "phone": _phone,
    "nik": _nik,
    "grant": _grant,
    "head": _head,
    "mandate": _mandate,
}


def _until(posted: QueryDict) -> date:
    try:
        return day(posted, "until", "mandate_term")
    except Refused as refused:
        raise Refused("mandate_term", most=LONGEST) from refused


def _here(person: UUID, desk: Desk) -> str:
    return reverse("desk_person", args=[person]) + desk.query
