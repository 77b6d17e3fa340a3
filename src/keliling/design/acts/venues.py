"""A group offers a venue; the office agrees or says why not."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from keliling.commission.acts.doors import visit_of_coordinator, visit_of_resident
from keliling.design.acts.doors import still_open
from keliling.design.models import Venue
from keliling.design.rules import Answer
from keliling.kernel.actor import Actor
from keliling.kernel.ids import new_id
from keliling.kernel.refusal import Absent, Conflict, Refused
from keliling.people.queries import groups_of
from keliling.record.acts import note
from keliling.record.acts.once import create_once

MOST_CAPACITY = 5_000
MOST_NAME = 120
MOST_ADDRESS = 200


@dataclass(frozen=True, slots=True)
class VenueOffer:
    """A place and what decides whether people can use it.

    ``id`` comes from the page that asks, so that a second press offers nothing twice.
    """

    group: UUID
    name: str
    address: str
    capacity: int
    step_free: bool
    roofed: bool
    watts: int
    id: UUID = field(default_factory=new_id)


@transaction.atomic
def offer_venue(visit_id: UUID, offer: VenueOffer, *, by: Actor, now: datetime) -> Venue:
    """Offer a place in the name of a group one speaks for.

    Raises ``Refused`` (``not_your_group``, ``name_missing``, ``text_too_long``,
    ``venue_capacity``) and ``Conflict`` (``visit_over``, ``id_in_use``). The same
    ``VenueOffer.id`` again returns the same venue.
    """
    visit, me = visit_of_resident(visit_id, by)
    still_open(visit)
    if offer.group not in {group.pk for group in groups_of(me.person)}:
        raise Refused("not_your_group")
    name, address = offer.name.strip(), offer.address.strip()
    if not 1 <= len(name) <= MOST_NAME:
        raise Refused("name_missing")
    if len(address) > MOST_ADDRESS:
        raise Refused("text_too_long", most=MOST_ADDRESS)
    if not (1 <= offer.capacity <= MOST_CAPACITY and 0 <= offer.watts <= 100_000):
        raise Refused("venue_capacity", most=MOST_CAPACITY)
    said: dict[str, Any] = {
        "id": offer.id,
        "visit": visit,
        "group_id": offer.group,
        "name": name,
        "address": address,
        "capacity": offer.capacity,
        "step_free": offer.step_free,
        "roofed": offer.roofed,
        "watts": offer.watts,
        "offered_by": me.who,
    }
    venue, is_new = create_once(Venue, said, offered_at=now)
    if not is_new:
        return venue
    about = ("visit", visit.pk)
    data = {"venue": venue.pk, "group": offer.group, "capacity": offer.capacity}
    note("venue_offered", about=about, by=me, at=now, office=visit.office, data=data)
    return venue


@transaction.atomic
def answer_venue(venue_id: UUID, answer: Answer, words: str, *, by: Actor, now: datetime) -> None:
    """Agree to a venue or refuse it with a reason; agreed is one at most.

    Raises ``Refused("answer_missing")``, ``Conflict("venue_agreed_already")`` and
    ``Conflict("offer_answered")``.
    """
    venue = Venue.objects.filter(pk=venue_id).first()
    if venue is None:
        raise Absent
    visit, coordinator = visit_of_coordinator(venue.visit_id, by)
    still_open(visit)
    if answer is Answer.REFUSED and not words.strip():
        raise Refused("answer_missing")
    waiting = Venue.objects.filter(pk=venue_id, state=Answer.OFFERED.value)
    try:
        with transaction.atomic():
            won = waiting.update(state=answer.value, answer=words.strip()[:300], answered_at=now)
    except IntegrityError as problem:
        raise Conflict("venue_agreed_already") from problem
    if not won:
        raise Conflict("offer_answered")
    about = ("visit", visit.pk)
    data = {"venue": venue.pk, "answer": answer.value}
    note("venue_answered", about=about, by=coordinator, at=now, office=visit.office, data=data)
