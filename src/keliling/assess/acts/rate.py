"""One pass per person served; a rating that nobody can join to them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from keliling.assess.acts.findings import ASSESSED
from keliling.assess.models import Motive, Rating, RatingPass
from keliling.assess.queries.ratings import open_pass
from keliling.assess.rules import ELEMENTS
from keliling.assess.rules.finding import MOST_WORDS
from keliling.assess.rules.skm import SCALE
from keliling.commission.queries import visit_by_id
from keliling.deliver.models import Application
from keliling.deliver.rules import Stage
from keliling.kernel.actor import VISITOR, Actor, Role, visit_scope
from keliling.kernel.ids import new_token
from keliling.kernel.refusal import Absent, Conflict, Refused
from keliling.record.acts import note

SERVED = {Stage.GRANTED.value, Stage.REFUSED.value}
MOST_SAVED = 60 * 24 * 14
MOTIVES = ("material", "intrinsic", "solidary", "normative", "pressed")


@dataclass(frozen=True, slots=True)
class Scores:
    """The nine elements, blank where not answered, and two optional answers."""

    elements: Mapping[str, int | None]
    saved_minutes: int | None = None
    words: str = ""


@transaction.atomic
def hand_out_rating(application_id: UUID, *, by: Actor, now: datetime) -> RatingPass:
    """Give the person served the right to rate; a second call gives the same pass."""
    file = Application.objects.filter(pk=application_id, stage__in=SERVED).first()
    if file is None:
        raise Absent
    found, fresh = RatingPass.objects.get_or_create(
        application=file, defaults={"token": new_token(), "given_at": now}
    )
    if fresh:
        about = ("application", application_id)
        note("rating_handed_out", about=about, by=by, at=now, office=file.office)
    return found


@transaction.atomic
def rate(token: str, scores: Scores, *, now: datetime) -> Rating:
    """Use a pass. The rating keeps the day alone, and the pass forgets its token.

    Raises ``Absent("rating_unknown")`` for a token that is unknown or used, and ``Refused``
    (``rating_empty``, ``rating_scale``, ``saved_minutes``, ``text_too_long``).
    """
    rating_pass = open_pass(token)
    _check(scores)
    used = RatingPass.objects.filter(pk=rating_pass.pk, token=token, used=False)
    if not used.update(used=True, token=None):
        raise Conflict("rated_already")
    file = rating_pass.application
    rating = Rating.objects.create(
        office=file.office,
        visit_id=file.visit_id,
        service=file.service,
        saved_minutes=scores.saved_minutes,
        words=scores.words.strip(),
        rated_on=now.date(),
        **{element: scores.elements.get(element) for element in ELEMENTS},
    )
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    about = ("visit", file.visit_id) if file.visit_id else ("office", file.office)
    note("visit_rated", about=about, by=VISITOR, at=midnight, office=file.office)
    return rating


@transaction.atomic
def tell_motives(visit_id: UUID, answers: Mapping[str, int], *, by: Actor, now: datetime) -> None:
    """Say why one helped; volunteers of the visit only, once.

    Raises ``Refused("motive_scale")`` and ``Conflict`` (``visit_not_held``,
    ``motives_told_already``).
    """
    visit = visit_by_id(visit_id)
    if not by.holds(Role.VOLUNTEER, visit_scope(visit_id)):
        raise Absent
    if visit.state not in ASSESSED:
        raise Conflict("visit_not_held")
    me = by.acting_as(Role.VOLUNTEER, visit_scope(visit_id))
    if set(answers) != set(MOTIVES) or not all(1 <= answers[m] <= 5 for m in MOTIVES):
        raise Refused("motive_scale")
    try:
        with transaction.atomic():
            Motive.objects.create(visit=visit, person_id=me.who, answered_at=now, **dict(answers))
    except IntegrityError as problem:
        raise Conflict("motives_told_already") from problem
    note("motives_told", about=("visit", visit_id), by=me, at=now, office=visit.office)


def _check(scores: Scores) -> None:
    given = {key: value for key, value in scores.elements.items() if value is not None}
    if not given:
        raise Refused("rating_empty")
    if set(given) - set(ELEMENTS) or not all(value in SCALE for value in given.values()):
        raise Refused("rating_scale")
    if scores.saved_minutes is not None and not 0 <= scores.saved_minutes <= MOST_SAVED:
        raise Refused("saved_minutes")
    if len(scores.words) > MOST_WORDS:
        raise Refused("text_too_long", most=MOST_WORDS)
