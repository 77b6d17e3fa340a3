"""What a proposal must say, and what may become of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from keliling.kernel.refusal import Refused

MOST_PEOPLE = 5_000
"""An RW has at least 8 RT of 80 to 160 families (Pergub 171/2016): more than this is a slip."""
MOST_TEXT = 2_000
MOST_DETAILS = 200


class ProposalState(StrEnum):
    """Open until the office answers; the answer is final."""

    OPEN = "open"
    COMMISSIONED = "commissioned"
    DECLINED = "declined"


class VisitState(StrEnum):
    """A visit's life after it was commissioned."""

    PLANNING = "planning"
    PUBLISHED = "published"
    HELD = "held"
    CLOSED = "closed"
    CANCELLED = "cancelled"


RUNNING = frozenset({VisitState.PUBLISHED.value, VisitState.HELD.value})
"""States in which a visit hands out numbers and takes applications."""

# What a kampung can bring: the resource types of domain.md §2.2, without money.
OFFER_KINDS = ("venue", "furniture", "power", "internet", "time", "knowledge", "mobilisation")
# Why a visit is not commissioned now; each has a sentence that proposers read.
DECLINE_REASONS = ("served_recently", "not_our_service", "too_few_people", "no_officers", "merged")


@dataclass(frozen=True, slots=True)
class Need:
    """How many people of the RW are thought to need a service."""

    service: str
    people: int


@dataclass(frozen=True, slots=True)
class Offered:
    """What the community would bring; ``quantity`` in the unit of the kind (chairs, hours)."""

    kind: str
    quantity: int
    words: str = ""


def check_needs(needs: Sequence[Need], offered_services: Collection[str]) -> None:
    """Raise ``Refused``: ``need_missing``, ``_people``, ``_twice``, ``service_not_offered``."""
    if not needs:
        raise Refused("need_missing")
    codes = [need.service for need in needs]
    if len(set(codes)) != len(codes):
        raise Refused("need_twice")
    for need in needs:
        if need.service not in offered_services:
            raise Refused("service_not_offered", service=need.service)
        if not 1 <= need.people <= MOST_PEOPLE:
            raise Refused("need_people", most=MOST_PEOPLE)


def check_offers(offers: Sequence[Offered]) -> None:
    """Raise ``Refused`` (``offer_kind``, ``offer_quantity``, ``text_too_long``)."""
    for offer in offers:
        if offer.kind not in OFFER_KINDS:
            raise Refused("offer_kind")
        if not 1 <= offer.quantity <= MOST_PEOPLE:
            raise Refused("offer_quantity", most=MOST_PEOPLE)
        if len(offer.words) > MOST_DETAILS:
            raise Refused("text_too_long", most=MOST_DETAILS)
