"""Areas: one, several, below one, and by the beginnings of words or by code."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from keliling.kernel.identifiers import read_area_code
from keliling.kernel.refusal import Absent, Refused
from keliling.places.models import Area, AreaWord
from keliling.places.words import ancestors, begun_with, words_of

AREA_SOURCE = {
    "data": "idn-area-data 4.0.1",
    "decree": "Kepmendagri 300.2.2-2138/2025",
    "licence": "ODbL 1.0",
}
SHORTEST = 2
MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class FoundArea:
    """An area with the names of those around it, nearest first."""

    code: str
    name: str
    level: int
    around: tuple[str, ...]


def area(code: str) -> Area:
    """Return the area of a code; raises ``Absent``."""
    found = Area.objects.filter(pk=code).first()
    if found is None:
        raise Absent
    return found


def area_names(codes: Iterable[str]) -> dict[str, str]:
    """Return the names of several areas in one query; an unknown code keeps its digits."""
    wanted = set(codes)
    known = dict(Area.objects.filter(pk__in=wanted).values_list("pk", "name"))
    return {code: known.get(code, code) for code in wanted}


def area_path(code: str) -> list[Area]:
    """Return the area and those around it, nearest first."""
    found = {row.pk: row for row in Area.objects.filter(pk__in=ancestors(code))}
    return [found[key] for key in ancestors(code) if key in found]


def children(code: str = "") -> list[Area]:
    """Return the areas directly below one; the provinces without a code."""
    return list(Area.objects.filter(parent=code or None).order_by("name"))


def count_areas() -> dict[int, int]:
    """Count the areas on each level."""
    return dict(Area.objects.values_list("level").annotate(n=Count("pk")).order_by("level"))


def search_areas(
    text: str, *, level: int | None = None, within: str = "", limit: int = 20
) -> list[FoundArea]:
    """Find areas by the beginnings of the words of their own names, or by code.

    ``srengseng``, ``sreng saw``, ``31.74.09`` and ``317409`` all work. Names that begin
    with what was typed come first. Fewer than two letters find nothing.
    """
    words = words_of(text)[:MOST_WORDS]
    if not words or sum(map(len, words)) < SHORTEST:
        return []
    rows = _by_code(text) if words[0].isdigit() else _by_words(words)
    if level is not None:
        rows = rows.filter(level=level)
    if within:
        rows = rows.filter(pk__startswith=f"{within}.")
    return _with_around(rows.order_by("level", "name", "pk")[:limit], " ".join(words))


def _by_code(text: str) -> QuerySet[Area]:
    try:
        code = read_area_code("".join(text.split()))
    except Refused:
        return Area.objects.none()
    return Area.objects.filter(Q(pk=code) | Q(parent=code))


def _by_words(words: list[str]) -> QuerySet[Area]:
    rows = Area.objects.all()
    for word in words:
        begun = AreaWord.objects.filter(word__range=begun_with(word))
        rows = rows.filter(pk__in=begun.values("area"))
    return rows


def _with_around(rows: Iterable[Area], typed: str) -> list[FoundArea]:
    page = list(rows)
    names = area_names({code for row in page for code in ancestors(row.pk)[1:]})
    found = [
        FoundArea(row.pk, row.name, row.level, tuple(names[code] for code in ancestors(row.pk)[1:]))
        for row in page
    ]
    return sorted(found, key=lambda row: not " ".join(words_of(row.name)).startswith(typed))
