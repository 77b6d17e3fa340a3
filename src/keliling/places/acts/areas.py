"""Load the areas of the country; a second time changes nothing."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import transaction

from keliling.kernel.actor import Actor
from keliling.places.models import Area, AreaWord
from keliling.places.words import search_words
from keliling.record.acts import note

BATCH = 4_000


@transaction.atomic
def load_areas(
    rows: Iterable[tuple[str, str]],
    *,
    by: Actor,
    now: datetime,
    told: Callable[[int], None] = lambda _: None,
) -> int:
    """Store ``(code, name)`` rows, parents before children; returns how many are new.

    ``told`` hears how many rows each batch had, for a progress bar.
    """
    known = set(Area.objects.values_list("pk", flat=True))
    fresh = [(code, name) for code, name in rows if code not in known]
    fresh.sort(key=lambda row: (row[0].count("."), row[0]))
    for start in range(0, len(fresh), BATCH):
        batch = fresh[start : start + BATCH]
        Area.objects.bulk_create([_area(code, name) for code, name in batch], batch_size=BATCH)
        AreaWord.objects.bulk_create(
            [
                AreaWord(word=word, area_id=code)
                for code, name in batch
                for word in dict.fromkeys(search_words(name))
            ],
            batch_size=BATCH,
        )
        told(len(batch))
    if fresh:
        data = {"areas": len(fresh)}
        note("areas_loaded", about=("area", "ID"), by=by, at=now, data=data)
    return len(fresh)


def _area(code: str, name: str) -> Area:
    parent = code.rpartition(".")[0] or None
    return Area(code=code, name=name, level=code.count(".") + 1, parent_id=parent)
