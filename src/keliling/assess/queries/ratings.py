"""Ratings, counted; passes, by their token."""

from uuid import UUID

from keliling.assess.models import Rating, RatingPass
from keliling.assess.rules import ELEMENTS, Ikm, ikm_of
from keliling.deliver.models import Application
from keliling.kernel.actor import Actor
from keliling.kernel.refusal import Absent


def open_pass(token: str) -> RatingPass:
    """Return the unused pass of a token; raises ``Absent("rating_unknown")``."""
    rows = RatingPass.objects.select_related("application")
    found = rows.filter(token=token[:32], used=False).first() if token else None
    if found is None:
        raise Absent("rating_unknown")
    return found


def rating_link(by: Actor, file: Application) -> str | None:
    """Return the token for the applicant's own page; ``None`` when there is none to use."""
    if by.person != file.applicant_id:
        return None
    found = RatingPass.objects.filter(application=file, used=False).first()
    return found.token if found else None


def rating_passes(visit: UUID) -> list[str]:
    """Return the unused tokens of a visit, in the order of the files; for the story alone."""
    rows = RatingPass.objects.filter(application__visit=visit, used=False)
    tokens = rows.order_by("application__started_at").values_list("token", flat=True)
    return [token for token in tokens if token]


def ikm_of_visit(visit: UUID) -> Ikm | None:
    """Return a visit's index, or ``None`` while an element has no answer."""
    return ikm_of(Rating.objects.filter(visit=visit).values(*ELEMENTS))
