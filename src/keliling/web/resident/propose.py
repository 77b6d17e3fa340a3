"""Propose a visit, and sign a proposal."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.timezone import localtime as now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from keliling.catalogue.queries import offers
from keliling.catalogue.rules import Words
from keliling.commission import acts
from keliling.commission.acts.propose import Wish
from keliling.commission.queries import proposal_by_id
from keliling.commission.rules import OFFER_KINDS, Need, Offered
from keliling.commission.rules.proposal import MOST_DETAILS, MOST_PEOPLE
from keliling.kernel.refusal import Absent, Refused
from keliling.people.queries import Home, home_of
from keliling.places.queries import Office, area_names, office_serving
from keliling.web.http import Request
from keliling.web.posted import Misfit, known, see_other, short, whole
from keliling.web.question import Question
from keliling.web.resident.sure import ask, is_sure
from keliling.web.templatetags.visits import rw as plated
from keliling.web.words.codes import OFFER_UNITS, OFFERS, word
from keliling.web.words.refusals import sentence

DETAILS = "_words"


@dataclass(frozen=True, slots=True)
class Ground:
    """Where the reader lives, who serves it and what can be asked of them there."""

    home: Home
    office: Office | None
    services: dict[str, Words]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: Request) -> HttpResponse:
    """Ask for a visit to one's own RW: needs by service, what the kampung brings, why."""
    home = home_of(request.actor.person)
    ground = _ground(home) if home else None
    if request.method != "POST":
        return _page(request, ground, None)
    if ground is None:
        return _page(request, None, Refused("residency_needed"))
    try:
        wish = parse(request.POST, ground)
        proposal = acts.propose_visit(wish, by=request.actor, now=now())
    except Absent:
        raise
    except Refused as refused:
        return _page(request, ground, refused)
    messages.success(request, _("Your proposal stands. Ask your neighbours to back it."))
    return see_other(reverse("proposal", args=[proposal.pk]))


@login_required
@require_POST
def back(request: Request, proposal: UUID) -> HttpResponse:
    """Sign a proposal with one's name, once it is clear that the name will be public."""
    there = reverse("proposal", args=[proposal])
    if not is_sure(request.POST):
        return ask(request, _about(proposal, _signature), there)
    acts.back_proposal(proposal, by=request.actor, now=now())
    messages.success(request, _("Your name stands under it. Thank you."))
    return see_other(there)


@login_required
@require_POST
def take_off(request: Request, proposal: UUID) -> HttpResponse:
    """Take one's name off again, once it is clear that it no longer counts."""
    there = reverse("proposal", args=[proposal])
    if not is_sure(request.POST):
        return ask(request, _about(proposal, _taking_off), there)
    acts.take_signature_off(proposal, by=request.actor, now=now())
    messages.success(request, _("Your name no longer stands under it."))
    return see_other(there)


def parse(posted: QueryDict, ground: Ground) -> Wish:
    """Read the form; raises ``BadRequest`` and, for a number that is none, ``Misfit``."""
    needs = {f"need_{code}": code for code in ground.services}
    brings = {f"offer_{kind}": kind for kind in OFFER_KINDS}
    known(posted, "why", *needs, *brings, *(name + DETAILS for name in brings))
    return Wish(
        village=ground.home.village,
        rw=ground.home.rw,
        why=posted.get("why", ""),
        needs=[
            Need(code, _count(posted, field, "need_people"))
            for field, code in needs.items()
            if posted.get(field, "").strip()
        ],
        offers=[
            Offered(
                kind,
                _count(posted, field, "offer_quantity"),
                short(posted, field + DETAILS, MOST_DETAILS),
            )
            for field, kind in brings.items()
            if posted.get(field, "").strip() or posted.get(field + DETAILS, "").strip()
        ],
    )


def _count(posted: QueryDict, field: str, reason: str) -> int:
    """Return how many, from 1 on; the rules say the most as well, but not on which line."""
    try:
        found = whole(posted, field, reason, most=MOST_PEOPLE)
    except Refused as refused:
        raise Misfit(field, refused) from refused
    if not 1 <= found <= MOST_PEOPLE:
        raise Misfit(field, Refused(reason, most=MOST_PEOPLE))
    return found


def _about(proposal: UUID, question: Callable[[str, str], Question]) -> Question:
    row = proposal_by_id(proposal)
    return question(row.rw, area_names({row.village})[row.village])


def _signature(rw: str, place: str) -> Question:
    return Question(
        title=_("Sign this proposal?"),
        happens=_("Your name stands under the proposal for RW %(rw)s %(place)s.")
        % {"rw": plated(rw), "place": place},
        hears=_("Everybody: the names under a proposal are public."),
        undo=_("Yes. You can take your name off on the same page at any time."),
        yes=_("Sign with my name"),
    )


def _taking_off(rw: str, place: str) -> Question:
    return Question(
        title=_("Take your name off this proposal?"),
        happens=_("Your name goes from the proposal for RW %(rw)s %(place)s; one signature less.")
        % {"rw": plated(rw), "place": place},
        hears=_("Nobody is told. Everybody can see how many names are left."),
        undo=_("Only until the office has answered: until then you can sign again."),
        yes=_("Take my name off"),
    )


def _ground(home: Home) -> Ground:
    office = office_serving(home.village)
    found = offers(office.pk, localdate()) if office else []
    return Ground(home, office, {offer.code: offer.sheet.name for offer in found})


def _page(request: Request, ground: Ground | None, refused: Refused | None) -> HttpResponse:
    posted = request.POST
    services = ground.services if ground else {}
    errors = _errors(refused, list(services))
    context = {
        "ground": ground,
        "place": area_names({ground.home.village})[ground.home.village] if ground else "",
        "needs": [(f"need_{c}", name, posted.get(f"need_{c}", "")) for c, name in services.items()],
        "offers": [
            (
                f"offer_{kind}",
                word(OFFERS, kind),
                word(OFFER_UNITS, kind),
                posted.get(f"offer_{kind}", ""),
                posted.get(f"offer_{kind}{DETAILS}", ""),
            )
            for kind in OFFER_KINDS
        ],
        "why": posted.get("why", ""),
        "errors": errors,
        "wrong": dict(errors),
    }
    status = refused.status if refused else 200
    return render(request, "resident/propose.html", context, status=status)


def _errors(refused: Refused | None, codes: list[str]) -> list[tuple[str, str]]:
    if refused is None:
        return []
    if isinstance(refused, Misfit):
        return [(refused.field, sentence(refused))]
    if refused.reason == "text_too_long":
        return [("why", sentence(refused))]
    first = f"need_{codes[0]}" if codes and refused.reason == "need_missing" else ""
    return [(first, sentence(refused))]
