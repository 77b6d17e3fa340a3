"""Areas: one, several, below one, and by the beginnings of words or by code."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, Count, Q, QuerySet, When
from django.db.models.functions import Substr

from keliling.kernel.identifiers import read_area_code
from keliling.kernel.refusal import Absent, Refused
from keliling.places.models import Area, AreaWord
from keliling.places.words import ancestors, asked_words, begun_with

AREA_SOURCE = {
    "data": "idn-area-data 4.0.1",
    "decree": "Kepmendagri 300.2.2-2138/2025",
    "licence": "ODbL 1.0",
}
VILLAGE = 4
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
    """Find areas by the beginnings of words, or by code.

    The first word is of the area's own name, the others of its own or of one around it:
    ``srengseng``, ``sreng saw``, ``Srengseng Sawah, Jagakarsa``, ``31.74.09`` and ``317409``
    all work. First come areas of exactly that name, then names that begin so, larger areas
    before smaller ones. Fewer than two letters find nothing.
    """
    words = asked_words(text)[:MOST_WORDS]
    if sum(map(len, words)) < SHORTEST:
        return []
    digits = "".join(words)
    rows = _by_code(digits) if digits.isdigit() else _by_words(words)
    if level is not None:
        rows = rows.filter(level=level)
    if within:
        rows = rows.filter(pk__startswith=f"{within}.")
    ranked = rows.annotate(rank=_rank(" ".join(words))).order_by("rank", "level", "name", "pk")
    return _with_around(ranked[:limit])


def _by_code(digits: str) -> QuerySet[Area]:
    try:
        code = read_area_code(digits)
    except Refused:
        return Area.objects.none()
    return Area.objects.filter(Q(pk=code) | Q(parent=code))


def _by_words(words: list[str]) -> QuerySet[Area]:
    first, *others = (
        AreaWord.objects.filter(word__range=begun_with(word)).values("area") for word in words
    )
    # A code begins with the codes of the areas around it.
    rows = Area.objects.filter(pk__in=first).alias(
        district=Substr("pk", 1, 8), regency=Substr("pk", 1, 5), province=Substr("pk", 1, 2)
    )
    for begun in others:
        own = Q(pk__in=begun) | Q(district__in=begun)
        rows = rows.filter(own | Q(regency__in=begun) | Q(province__in=begun))
    return rows


def _rank(name: str) -> Case:
    same, begins = Q(), Q()
    for kind in ("", "Kota ", "Kabupaten ", "Kota Administrasi "):
        same |= Q(name__iexact=kind + name)
        begins |= Q(name__istartswith=kind + name)
    return Case(When(same, then=0), When(begins, then=1), default=2)


def _with_around(rows: Iterable[Area]) -> list[FoundArea]:
    page = list(rows)
    names = area_names({code for row in page for code in ancestors(row.pk)[1:]})
    return [
        FoundArea(row.pk, row.name, row.level, tuple(names[code] for code in ancestors(row.pk)[1:]))
        for row in page
    ]
