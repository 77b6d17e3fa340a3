"""Load the areas of the country; a second time changes nothing."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from django.db import transaction

from keliling.kernel.actor import Actor
from keliling.places.models import Area, AreaWord
from keliling.places.words import search_words
from keliling.record.acts import note

BATCH = 4_000

Row = tuple[str, str]


@transaction.atomic
def load_areas(
    rows: Iterable[Row],
    *,
    by: Actor,
    now: datetime,
    told: Callable[[int], None] = lambda _: None,
) -> int:
    """Store ``(code, name)`` rows, a new edition's names too; returns how many changed.

    An area that is no longer listed stays: files and permits name it. ``told`` hears how
    many rows each batch had, for a progress bar.
    """
    known = dict(Area.objects.values_list("pk", "name"))
    changed = [row for row in rows if known.get(row[0]) != row[1]]
    fresh = sorted(
        (row for row in changed if row[0] not in known), key=lambda row: (row[0].count("."), row)
    )
    renamed = [row for row in changed if row[0] in known]
    for start in range(0, len(fresh), BATCH):
        batch = fresh[start : start + BATCH]
        Area.objects.bulk_create([_area(code, name) for code, name in batch])
        _index(batch)
        told(len(batch))
    if renamed:
        Area.objects.bulk_update([_area(*row) for row in renamed], ["name"], batch_size=500)
        AreaWord.objects.filter(area__in=[code for code, _ in renamed]).delete()
        _index(renamed)
        told(len(renamed))
    if changed:
        data = {"areas": len(fresh), "renamed": len(renamed)}
        note("areas_loaded", about=("area", "ID"), by=by, at=now, data=data)
    return len(changed)


def _index(rows: Sequence[Row]) -> None:
    AreaWord.objects.bulk_create(
        [
            AreaWord(word=word, area_id=code)
            for code, name in rows
            for word in dict.fromkeys(search_words(name))
        ]
    )


def _area(code: str, name: str) -> Area:
    parent = code.rpartition(".")[0] or None
    return Area(code=code, name=name, level=code.count(".") + 1, parent_id=parent)
