"""What one can apply for, and everything about one service."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.timezone import localtime as now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from keliling.catalogue.queries import (
    Offer,
    form_of,
    free_days,
    offers_by_office,
    version_in_force,
    versions_of,
)
from keliling.catalogue.rules import Fee, Sheet, Term, TermUnit, due_at
from keliling.commission.queries import visit_cards
from keliling.commission.rules import VisitState
from keliling.design.queries import services_planned
from keliling.forms import Form
from keliling.kernel.money import spoken
from keliling.places.queries import office_by_code
from keliling.web.http import Request
from keliling.web.public.cards import Card, cards_of
from keliling.web.words.codes import SERVICE_KINDS, STANDARD, word

MOST_COMING = 50


@dataclass(frozen=True, slots=True)
class OfferRow:
    """A service in a list."""

    office: str
    code: str
    name: str
    kind: str
    term: str
    fee: str
    bring: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FeeRow:
    """One amount, for whom and from when to when, and where it is written."""

    amount: str
    when: str
    fee: Fee


@require_safe
def services(request: Request) -> HttpResponse:
    """List what every office offers today."""
    language, places = request.LANGUAGE_CODE, request.offices
    offered = offers_by_office([row.pk for row in places], localdate())
    groups = [
        (row, [offer_row(row.code, offer, language) for offer in offered[row.pk]]) for row in places
    ]
    return render(request, "public/services.html", {"groups": groups})


@require_safe
def service(request: Request, office: str, code: str) -> HttpResponse:
    """Show what to bring, how long it takes, what it costs and where the rule stands."""
    today, language = localdate(), request.LANGUAGE_CODE
    place = office_by_code(office)
    offer = version_in_force(place.pk, code, today)
    sheet, form, history = offer.sheet, form_of(offer.version), versions_of(place.pk, code)
    return render(
        request,
        "public/service.html",
        {
            "office": place,
            "sheet": sheet,
            "row": offer_row(place.code, offer, language),
            "name": sheet.name.in_(language),
            "summary": sheet.summary.in_(language),
            "who": sheet.who.in_(language),
            "bring": _requirements(sheet, language, today, proxy=False),
            "bring_for_others": _requirements(sheet, language, today, proxy=True),
            "steps": [step.in_(language) for step in sheet.steps],
            "standard": [(word(STANDARD, key), w.in_(language)) for key, w in sheet.standard],
            "ready": _ready(place.pk, sheet.term, ZoneInfo(place.timezone)),
            "fees": [_fee_row(f, form, language) for f in sheet.fees if f.basis.holds_on(today)],
            "old_fees": _old_fees(history, today, language),
            "versions": [row for row in history if row.version != offer.version],
            "coming": _coming(place.pk, code, today, language),
        },
    )


def offer_row(office: str, offer: Offer, language: str) -> OfferRow:
    """Return a service as lists show it."""
    sheet = offer.sheet
    return OfferRow(
        office=office.lower(),
        code=offer.code,
        name=sheet.name.in_(language),
        kind=word(SERVICE_KINDS, sheet.kind.value),
        term=term_words(sheet.term),
        fee=_fee_words(sheet.fees),
        bring=tuple(row.name.in_(language) for row in sheet.requirements if not row.when),
    )


def term_words(term: Term) -> str:
    """Say how long the office may take."""
    n = term.amount
    if term.unit is TermUnit.SAME_DAY:
        return _("the same day")
    if term.unit is TermUnit.HOUR:
        return ngettext("%(n)s hour", "%(n)s hours", n) % {"n": n}
    if term.unit is TermUnit.CALENDAR_DAY:
        return ngettext("%(n)s day", "%(n)s days", n) % {"n": n}
    return ngettext("%(n)s working day", "%(n)s working days", n) % {"n": n}


def _fee_words(fees: Sequence[Fee]) -> str:
    amounts = sorted({fee.amount for fee in fees if fee.basis.holds_on(localdate())})
    if not amounts:
        return _("not stated")
    if len(amounts) == 1:
        return spoken(amounts[0])
    spread = {"least": spoken(amounts[0]), "most": spoken(amounts[-1])}
    return _("%(least)s to %(most)s") % spread


def _requirements(
    sheet: Sheet, language: str, today: date, *, proxy: bool
) -> list[tuple[str, str]]:
    return [
        (row.name.in_(language), row.hint.in_(language))
        for row in sheet.requirements
        if bool(row.when) is proxy and row.basis.holds_on(today)
    ]


def _ready(office: UUID, term: Term, zone: ZoneInfo) -> datetime:
    """When a complete file handed in at this moment would be ready."""
    return due_at(term, now(), free=free_days(office), zone=zone)


def _fee_row(fee: Fee, form: Form, language: str) -> FeeRow:
    said = [_answer_words(form, name, value, language) for name, value in fee.when]
    return FeeRow(spoken(fee.amount), "; ".join(said), fee)


def _answer_words(form: Form, name: str, value: str, language: str) -> str:
    """Say an answer on which a fee depends, as the form asks and offers it."""
    for path, question in form.questions.items():
        if path.rpartition("/")[2] == name:
            labels = {row.name: row.label.in_(language) for row in question.choices}
            facts = {"question": question.label.in_(language), "answer": labels.get(value, value)}
            return _("%(question)s: %(answer)s") % facts
    return f"{name}: {value}"


def _old_fees(history: Sequence[Offer], today: date, language: str) -> list[FeeRow]:
    """Fees that no longer hold, of every version, latest first: files of that time cost them."""
    found: dict[Fee, FeeRow] = {}
    for offer in history:
        form = form_of(offer.version)
        for fee in offer.sheet.fees:
            if fee.basis.valid_to and fee.basis.valid_to < today:
                found.setdefault(fee, _fee_row(fee, form, language))
    return sorted(found.values(), key=lambda row: row.fee.basis.valid_from, reverse=True)


def _coming(office: UUID, code: str, today: date, language: str) -> list[Card]:
    visits = visit_cards(
        office=office,
        states=[VisitState.PUBLISHED, VisitState.HELD],
        since=today,
        limit=MOST_COMING,
    )
    brought = services_planned([row.id for row in visits])
    return cards_of([row for row in visits if code in brought.get(row.id, ())][:3], language)
