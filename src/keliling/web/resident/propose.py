"""Propose a visit, and sign a proposal."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from keliling.catalogue.queries import offers
from keliling.catalogue.rules import Words
from keliling.commission import acts
from keliling.commission.acts.propose import Wish
from keliling.commission.rules import OFFER_KINDS, Need, Offered
from keliling.kernel.refusal import Absent, Refused
from keliling.people.queries import Home, home_of
from keliling.places.queries import area_names, office_serving
from keliling.web.http import Request
from keliling.web.posted import known, see_other, whole
from keliling.web.words.codes import OFFER_UNITS, OFFERS, word
from keliling.web.words.refusals import sentence

# Where on the page a refusal is mended; anything else is at the top of the form.
FIELDS = {"text_too_long": "why", "need_missing": "needs", "need_people": "needs"}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: Request) -> HttpResponse:
    """Ask for a visit to one's own RW: needs by service, what the kampung brings, why."""
    home = home_of(request.actor.person)
    codes = _services(home)
    if home is None or request.method != "POST":
        return _page(request, home, codes, None)
    try:
        wish = parse(request.POST, home, codes)
        proposal = acts.propose_visit(wish, by=request.actor, now=now())
    except Absent:
        raise
    except Refused as refused:
        return _page(request, home, codes, refused)
    messages.success(request, _("Your proposal stands. Ask your neighbours to back it."))
    return see_other(reverse("proposal", args=[proposal.pk]))


@login_required
@require_POST
def back(request: Request, proposal: UUID) -> HttpResponse:
    """Sign a proposal with one's name."""
    known(request.POST)
    acts.back_proposal(proposal, by=request.actor, now=now())
    messages.success(request, _("Your name stands under it. Thank you."))
    return see_other(reverse("proposal", args=[proposal]))


def parse(posted: QueryDict, home: Home, codes: dict[str, Words]) -> Wish:
    """Read the form; raises ``BadRequest`` and the refusals of numbers."""
    needs = {f"need_{code}": code for code in codes}
    brings = {f"offer_{kind}": kind for kind in OFFER_KINDS}
    known(posted, "why", *needs, *brings)
    return Wish(
        village=home.village,
        rw=home.rw,
        why=posted.get("why", ""),
        needs=[
            Need(code, whole(posted, field, "need_people", most=5_000))
            for field, code in needs.items()
            if posted.get(field, "").strip()
        ],
        offers=[
            Offered(kind, whole(posted, field, "offer_quantity", most=5_000))
            for field, kind in brings.items()
            if posted.get(field, "").strip()
        ],
    )


def _services(home: Home | None) -> dict[str, Words]:
    office = office_serving(home.village) if home else None
    if office is None:
        return {}
    return {offer.code: offer.sheet.name for offer in offers(office.pk, localdate())}


def _page(
    request: Request, home: Home | None, codes: dict[str, Words], refused: Refused | None
) -> HttpResponse:
    posted = request.POST
    context = {
        "home": home,
        "home_name": area_names({home.village})[home.village] if home else "",
        "needs": [(f"need_{c}", name, posted.get(f"need_{c}", "")) for c, name in codes.items()],
        "offers": [
            (f"offer_{k}", word(OFFERS, k), word(OFFER_UNITS, k), posted.get(f"offer_{k}", ""))
            for k in OFFER_KINDS
        ],
        "why": posted.get("why", ""),
        "errors": [(FIELDS.get(refused.reason, "needs"), sentence(refused))] if refused else [],
    }
    status = refused.status if refused else 200
    return render(request, "resident/propose.html", context, status=status)
