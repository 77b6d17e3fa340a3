"""What a coordinator does with a visit: each form of its page, read into an act."""

from collections.abc import Callable
from uuid import UUID

from django.core.exceptions import BadRequest
from django.http import QueryDict
from django.urls import reverse
from django.utils.timezone import localtime as now
from django.utils.translation import gettext as _

from keliling.deliver.acts import close_visit, hold_visit
from keliling.design import acts
from keliling.design.acts.shifts import MOST_MINUTES, MOST_PLACES
from keliling.design.queries import plan_view
from keliling.design.rules import Answer, Hours, missing_for_publication
from keliling.kernel.refusal import Refused
from keliling.web.http import Request
from keliling.web.office.deed import STEPS, Deed
from keliling.web.posted import day, hour, ident, known, version, whole
from keliling.web.question import Question

Reader = Callable[[Request, QueryDict, UUID], Deed]


def read(request: Request, posted: QueryDict, visit: UUID) -> Deed:
    """Return what was asked for; raises ``BadRequest`` for an act there is not."""
    reader = READERS.get(posted.get("act", ""))
    if reader is None:
        raise BadRequest("unknown act")
    return reader(request, posted, visit)


def _draft(request: Request, posted: QueryDict, visit: UUID) -> Deed:
    parts = ("day_day", "day_month", "day_year", "starts", "ends", "services")
    known(posted, "act", "version", *parts)
    seen = version(posted)
    hours = Hours(
        day(posted, "day", "plan_in_the_past"), hour(posted, "starts"), hour(posted, "ends")
    )
    services = posted.getlist("services")

    def act() -> str:
        acts.draft_plan(visit, hours, services, seen_version=seen, by=request.actor, now=now())
        return _here(visit, "rencana")

    return Deed(act, _("The plan is kept. Residents see it on the public page."))


def _publish(request: Request, posted: QueryDict, visit: UUID) -> Deed:
    known(posted, "act", "version", *STEPS)
    seen = version(posted)
    if missing := missing_for_publication(plan_view(request.actor, visit).done):
        raise Refused("not_ready", missing=missing)

    def act() -> str:
        acts.publish_plan(visit, seen_version=seen, by=request.actor, now=now())
        return _here(visit)

    question = Question(
        title=_("Publish the plan?"),
        happens=_("Day, hours, place and services stand; people can take numbers."),
        hears=_("Everybody: the visit is on the public schedule."),
        undo=_("No. A published plan is a promise of both sides."),
        yes=_("Yes, publish it"),
    )
    return Deed(act, _("Published."), question)


def _tick(request: Request, posted: QueryDict, visit: UUID) -> Deed:
    known(posted, "act", "item")
    item = posted.get("item", "")

    def act() -> str:
        acts.tick_readiness(visit, item, by=request.actor, now=now())
        return _here(visit, "siap")

    return Deed(act, _("Noted as ready."))


def _venue(request: Request, posted: QueryDict, visit: UUID) -> Deed:
    known(posted, "act", "venue", "answer", "words", *STEPS)
    venue, answer, words = ident(posted, "venue"), _answer(posted), posted.get("words", "")
    if answer is Answer.REFUSED and not words.strip():
        raise Refused("answer_missing")

    def act() -> str:
        acts.answer_venue(venue, answer, words, by=request.actor, now=now())
        return _here(visit, "tempat")

    agreed = answer is Answer.AGREED
    question = Question(
        title=_("Agree to this place?") if agreed else _("Turn this place down?"),
        happens=_("The visit will be held there.")
        if agreed
        else _("The group reads your answer; another place can be agreed."),
        hears=_("Everybody who reads the plan."),
        undo=_("No. One place is agreed for a visit, and an answer stands."),
        yes=_("Yes, agree") if agreed else _("Yes, turn it down"),
    )
    return Deed(act, _("Answered."), question)


def _pledge(request: Request, posted: QueryDict, visit: UUID) -> Deed:
    known(posted, "act", "pledge", "answer")
    pledge, answer = ident(posted, "pledge"), _answer(posted)

    def act() -> str:
        acts.answer_pledge(pledge, answer, by=request.actor, now=now())
        return _here(visit, "sumbangan")

    return Deed(act, _("Answered."))


def _shift(request: Request, posted: QueryDict, visit: UUID) -> Deed:
    known(posted, "act", "task", "starts", "ends", "places")
    task, hours = posted.get("task", ""), (hour(posted, "starts"), hour(posted, "ends"))
    places = whole(posted, "places", "shift_places", most=MOST_PLACES)

    def act() -> str:
        acts.open_shift(visit, task, hours, places, by=request.actor, now=now())
        return _here(visit, "giliran")

    return Deed(act, _("The shift is open; residents can take places."))


def _hold(request: Request, posted: QueryDict, visit: UUID) -> Deed:
    known(posted, "act", *STEPS)

    def act() -> str:
        hold_visit(visit, by=request.actor, now=now())
        return _here(visit)

    question = Question(
        title=_("Open the counter?"),
        happens=_("The day begins: numbers are called, and nothing more can be promised."),
        hears=_("Everybody who looks at the visit or waits with a number."),
        undo=_("No. At the end of the day you close the counter."),
        yes=_("Yes, open it"),
    )
    return Deed(act, _("The counter is open."), question)


def _close(request: Request, posted: QueryDict, visit: UUID) -> Deed:
    known(posted, "act", *STEPS)

    def act() -> str:
        close_visit(visit, by=request.actor, now=now())
        return _here(visit, "jam")

    question = Question(
        title=_("Close the counter?"),
        happens=_("No more numbers are called. Files that were sent go on at the desks."),
        hears=_("Everybody who looks at the visit."),
        undo=_("No. What is left is done at the office."),
        yes=_("Yes, close it"),
    )
    return Deed(act, _("The counter is closed. Countersign the volunteers' hours."), question)


def _countersign(request: Request, posted: QueryDict, visit: UUID) -> Deed:
    known(posted, "act", "shift", "person", "minutes")
    shift, person = ident(posted, "shift"), ident(posted, "person")
    minutes = whole(posted, "minutes", "shift_minutes", most=MOST_MINUTES)

    def act() -> str:
        acts.countersign_shift(shift, person, minutes, by=request.actor, now=now())
        return _here(visit, "jam")

    return Deed(act, _("Countersigned."))


READERS: dict[str, Reader] = {
    "draft": _draft,
    "publish": _publish,
    "tick": _tick,
    "venue": _venue,
    "pledge": _pledge,
    "shift": _shift,
    "hold": _hold,
    "close": _close,
    "countersign": _countersign,
}


def _answer(posted: QueryDict) -> Answer:
    """Return yes or no to an offer; raises ``BadRequest``."""
    answers = {row.value: row for row in (Answer.AGREED, Answer.REFUSED)}
    found = answers.get(posted.get("answer", ""))
    if found is None:
        raise BadRequest("unknown answer")
    return found


def _here(visit: UUID, part: str = "") -> str:
    address = reverse("desk_visit", args=[visit])
    return f"{address}#{part}" if part else address
