"""A visit in numbers, from the stages that hold them; and the lines of the list of results."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from uuid import UUID

from django.db.models import Count

from keliling.assess.models import Finding, Motive, Rating, RatingPass
from keliling.assess.rules import ELEMENTS, Disposition, Ikm, ikm_of
from keliling.assess.rules.objections import Figures
from keliling.deliver.queries import day_figures
from keliling.design.queries import hours_worked

PRESSED = 4
"""From here on, of one to five, somebody says that they felt obliged to help."""


@dataclass(frozen=True, slots=True)
class ResultLine:
    """What a list of visits says of each."""

    ikm: Ikm | None
    ratings: int
    findings: int
    answered: int


def visit_figures(visit: UUID) -> Figures:
    """Count one visit; eight queries."""
    day = asdict(day_figures(visit))
    worked = hours_worked(visit)
    told = Motive.objects.filter(visit=visit).values_list("pressed", flat=True)
    pressed = list(told)
    ratings = list(Rating.objects.filter(visit=visit).values_list("saved_minutes", flat=True))
    counted = finding_counts(visit)
    return Figures(
        **day,
        minutes=worked.minutes,
        unsigned=worked.unsigned,
        passes=RatingPass.objects.filter(application__visit=visit).count(),
        ratings=len(ratings),
        saved=tuple(minutes for minutes in ratings if minutes is not None),
        unanswered=counted.pop("", 0),
        dispositions=counted,
        motives=len(pressed),
        pressed=sum(score >= PRESSED for score in pressed),
    )


def finding_counts(visit: UUID | None = None) -> dict[str, int]:
    """Count findings by disposition, of one visit or of all; ``""`` for those unanswered."""
    rows = Finding.objects.all() if visit is None else Finding.objects.filter(visit=visit)
    counted = dict(rows.order_by().values_list("disposition").annotate(n=Count("pk")))
    return {key: counted.get(key, 0) for key in ("", *(row.value for row in Disposition))}


def office_finding_counts(office: UUID) -> dict[str, int]:
    """Count an office's findings by disposition; ``""`` for those unanswered."""
    rows = Finding.objects.filter(office=office).order_by()
    counted = dict(rows.values_list("disposition").annotate(n=Count("pk")))
    return {key: counted.get(key, 0) for key in ("", *(row.value for row in Disposition))}


def result_lines(visits: Iterable[UUID]) -> dict[UUID, ResultLine]:
    """Return a line for each visit; two queries."""
    wanted = list(visits)
    scores: dict[UUID, list[dict[str, int | None]]] = {visit: [] for visit in wanted}
    for row in Rating.objects.filter(visit__in=wanted).values("visit_id", *ELEMENTS):
        scores[row.pop("visit_id")].append(row)
    findings: dict[UUID, list[str]] = {visit: [] for visit in wanted}
    rows = Finding.objects.filter(visit__in=wanted).values_list("visit_id", "disposition")
    for visit, disposition in rows:
        findings[visit].append(disposition)
    return {
        visit: ResultLine(
            ikm=ikm_of(scores[visit]),
            ratings=len(scores[visit]),
            findings=len(findings[visit]),
            answered=sum(bool(key) for key in findings[visit]),
        )
        for visit in wanted
    }
