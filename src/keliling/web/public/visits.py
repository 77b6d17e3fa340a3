"""The schedule, searched by place, and the plan of one visit."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from keliling.catalogue.queries import service_names
from keliling.commission.queries import visit_by_id, visit_cards
from keliling.commission.rules import RUNNING, VisitState
from keliling.deliver.queries import my_ticket
from keliling.design.queries import PlanView, plan_view
from keliling.design.rules import READINESS
from keliling.kernel.actor import Actor
from keliling.kernel.refusal import Refused
from keliling.people.queries import home_of
from keliling.places.queries import FoundArea, area, office, search_areas
from keliling.web.http import Request
from keliling.web.public.asked import search_text
from keliling.web.public.cards import cards_of, named
from keliling.web.words.codes import (
    ANSWERS,
    OFFER_UNITS,
    OFFERS,
    READINESS_OWED,
    TASKS,
    word,
)
from keliling.web.words.codes import READINESS as READINESS_WORDS
from keliling.web.words.refusals import sentence

MOST_VISITS = 50
MOST_AREAS = 8
COMING = (VisitState.PUBLISHED, VisitState.HELD)
PROMISING = {VisitState.PLANNING.value, VisitState.PUBLISHED.value}


@dataclass(frozen=True, slots=True)
class Search:
    """What was typed, the areas it found, whether anybody serves them."""

    text: str
    areas: tuple[tuple[FoundArea, bool], ...] = ()
    refused: Refused | None = None

    @property
    def codes(self) -> list[str] | None:
        """The areas to look in; ``None`` to look everywhere."""
        return [found.code for found, _ in self.areas] if self.text else None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the readiness list, in words."""

    code: str
    name: str
    owed: str
    done: bool
    by_residents: bool


@require_safe
def visits(request: Request) -> HttpResponse:
    """List the visits to come and those being planned, everywhere or where one lives."""
    search, today = _search(request), localdate()
    coming = visit_cards(states=COMING, areas=search.codes, since=today, limit=MOST_VISITS)
    planned = visit_cards(states=[VisitState.PLANNING], areas=search.codes, limit=MOST_VISITS)
    cards = cards_of([*coming, *planned], request.LANGUAGE_CODE)
    return render(
        request,
        "public/visits.html",
        {
            "search": search,
            "errors": [("cari", sentence(search.refused))] if search.refused else [],
            "coming": cards[: len(coming)],
            "planned": cards[len(coming) :],
            "most": MOST_VISITS,
        },
        status=search.refused.status if search.refused else 200,
    )


@require_safe
def visit(request: Request, visit: UUID) -> HttpResponse:
    """Show the plan: what is agreed, what is open and who owes it, how to take part."""
    plan = plan_view(request.actor, visit)
    commissioned = visit_by_id(visit)
    names = service_names({plan.office})
    language = request.LANGUAGE_CODE
    return render(
        request,
        "public/visit.html",
        {
            "plan": plan,
            "visit": commissioned,
            "office": office(plan.office),
            "village": area(plan.village),
            "lines": readiness_lines(plan),
            "services": [
                (code, named(names, plan.office, code, language)) for code in plan.services
            ],
            "venues": [(row, word(ANSWERS, row.state)) for row in plan.venues],
            "shifts": [(row, word(TASKS, row.task)) for row in plan.shifts],
            "pledges": [
                (row, word(OFFERS, row.kind), word(OFFER_UNITS, row.kind), word(ANSWERS, row.state))
                for row in plan.pledges
            ],
            "standing": reader_standing(request.actor, plan.village),
            "ticket": my_ticket(request.actor, visit),
            "serving": plan.visit_state in RUNNING,
            "promising": plan.visit_state in PROMISING,
        },
    )


def readiness_lines(plan: PlanView) -> list[Line]:
    """Return the readiness list in its order."""
    return [
        Line(
            code=item.code,
            name=word(READINESS_WORDS, item.code),
            owed=word(READINESS_OWED, item.code),
            done=item.code in plan.done,
            by_residents=item.ticked_by == "lay",
        )
        for item in READINESS
    ]


def reader_standing(by: Actor, village: str) -> str:
    """Say what stands between the reader and taking part.

    ``visitor``, ``no_home``, ``elsewhere``, or ``neighbour`` when nothing does.
    """
    if by.person is None:
        return "visitor"
    home = home_of(by.person)
    if home is None:
        return "no_home"
    return "neighbour" if home.village == village else "elsewhere"


def _search(request: Request) -> Search:
    try:
        text = search_text(request, "cari")
    except Refused as refused:
        return Search("", refused=refused)
    found = search_areas(text, limit=MOST_AREAS) if text else []
    served = [row.area_id for row in request.offices] if found else []
    return Search(text, tuple((row, _serves(served, row.code)) for row in found))


def _serves(served: list[str], code: str) -> bool:
    return any(code == mine or code.startswith(f"{mine}.") for mine in served)
