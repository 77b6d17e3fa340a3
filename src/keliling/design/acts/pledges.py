"""Residents and groups pledge; the office agrees. A pledge never moves anybody's file."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from keliling.commission.acts.doors import visit_of_coordinator, visit_of_resident
from keliling.design.acts.doors import still_open
from keliling.design.models import Pledge
from keliling.design.rules import PLEDGE_KINDS, Answer
from keliling.kernel.actor import Actor
from keliling.kernel.ids import new_id
from keliling.kernel.refusal import Absent, Conflict, Refused
from keliling.people.queries import groups_of
from keliling.record.acts import note
from keliling.record.acts.once import create_once

MOST_QUANTITY = 5_000
MOST_WORDS = 200


@dataclass(frozen=True, slots=True)
class Promise:
    """What somebody brings, alone or for a group; ``quantity`` in the unit of the kind.

    ``id`` comes from the page that asks, so that a second press promises nothing twice.
    """

    kind: str
    quantity: int
    words: str = ""
    group: UUID | None = None
    id: UUID = field(default_factory=new_id)


@transaction.atomic
def pledge(visit_id: UUID, promise: Promise, *, by: Actor, now: datetime) -> Pledge:
    """Promise something for the visit, alone or for a group.

    Raises ``Refused`` (``offer_kind``, ``offer_quantity``, ``text_too_long``, ``not_your_group``)
    and ``Conflict`` (``visit_over``, ``id_in_use``). The same ``Promise.id`` again returns
    the same pledge.
    """
    visit, me = visit_of_resident(visit_id, by)
    still_open(visit)
    if promise.kind not in PLEDGE_KINDS:
        raise Refused("offer_kind")
    if not 1 <= promise.quantity <= MOST_QUANTITY:
        raise Refused("offer_quantity", most=MOST_QUANTITY)
    if len(promise.words.strip()) > MOST_WORDS:
        raise Refused("text_too_long", most=MOST_WORDS)
    if promise.group is not None and promise.group not in {row.pk for row in groups_of(me.person)}:
        raise Refused("not_your_group")
    said: dict[str, Any] = {
        "id": promise.id,
        "visit": visit,
        "person_id": me.who,
        "group_id": promise.group,
        "kind": promise.kind,
        "quantity": promise.quantity,
        "words": promise.words.strip(),
    }
    row, is_new = create_once(Pledge, said, pledged_at=now)
    if not is_new:
        return row
    about = ("visit", visit.pk)
    data = {
        "pledge": row.pk,
        "what": promise.kind,
        "quantity": promise.quantity,
        "group": promise.group,
    }
    note("pledge_made", about=about, by=me, at=now, office=visit.office, data=data)
    return row


@transaction.atomic
def answer_pledge(pledge_id: UUID, answer: Answer, *, by: Actor, now: datetime) -> None:
    """Agree to a pledge or turn it down; raises ``Conflict("offer_answered")``."""
    row = Pledge.objects.filter(pk=pledge_id).first()
    if row is None:
        raise Absent
    visit, coordinator = visit_of_coordinator(row.visit_id, by)
    still_open(visit)
    waiting = Pledge.objects.filter(pk=pledge_id, state=Answer.OFFERED.value)
    if not waiting.update(state=answer.value, answered_at=now):
        raise Conflict("offer_answered")
    about = ("visit", visit.pk)
    data = {"pledge": row.pk, "answer": answer.value}
    note("pledge_answered", about=about, by=coordinator, at=now, office=visit.office, data=data)
