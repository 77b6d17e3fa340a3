"""Services in lists: their names, and what several offices offer, in one query each."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from keliling.catalogue.models import ServiceVersion
from keliling.catalogue.queries.services import Offer
from keliling.catalogue.rules import Words, read_sheet

Key = tuple[UUID, str]


def service_names(offices: Collection[UUID]) -> dict[Key, Words]:
    """Return the names of every service of these offices by office and code, newest version."""
    rows = ServiceVersion.objects.filter(service__office__in=set(offices))
    named = rows.order_by("valid_from").values_list(
        "service__office", "service__code", "sheet__name"
    )
    return {(office, code): Words(str(name["id"]), str(name["en"])) for office, code, name in named}


@dataclass(frozen=True, slots=True)
class Adopted:
    """A service that an office has taken over: still offered or not, and its versions' days."""

    code: str
    offered: bool
    name: Words
    dates: tuple[date, ...]


def adopted_services(office: UUID) -> dict[str, Adopted]:
    """Return what an office has taken over by code, also what it stopped; one query."""
    rows = ServiceVersion.objects.filter(service__office=office).order_by("valid_from")
    found: dict[str, Adopted] = {}
    kept = rows.values_list("service__code", "service__offered", "sheet__name", "valid_from")
    for code, offered, name, day in kept:
        dates = (*found[code].dates, day) if code in found else (day,)
        words = Words(str(name["id"]), str(name["en"]))
        found[code] = Adopted(code, offered, words, dates)
    return dict(sorted(found.items()))


def offers_by_office(offices: Collection[UUID], on: date) -> dict[UUID, list[Offer]]:
    """Return what each of these offices offers on a day, in the order of the codes."""
    until = Q(valid_to=None) | Q(valid_to__gte=on)
    rows = ServiceVersion.objects.defer("source").filter(
        until, valid_from__lte=on, service__office__in=set(offices), service__offered=True
    )
    newest: dict[Key, Offer] = {}
    for row in rows.select_related("service").order_by("service__code", "valid_from"):
        offer = Offer(
            version=row.pk,
            office=row.service.office,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            sheet=read_sheet(row.sheet),
        )
        newest[offer.office, offer.code] = offer
    found: dict[UUID, list[Offer]] = {office: [] for office in offices}
    for (office, _), offer in sorted(newest.items(), key=lambda pair: pair[0][1]):
        found[office].append(offer)
    return found
