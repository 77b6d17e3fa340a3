"""Numbers without gap or repeat."""

from django.db import IntegrityError, transaction
from django.db.models import F

from keliling.deliver.models import Counter


def draw_number(key: str) -> int:
    """Return the next number under ``key``, inside the caller's transaction.

    The row stays locked until that transaction ends, so a number that is not used is not
    drawn: a rollback gives it back.
    """
    row = Counter.objects.filter(key=key)
    if not row.update(last=F("last") + 1):
        try:
            with transaction.atomic():
                Counter.objects.create(key=key, last=1)
        except IntegrityError:
            row.update(last=F("last") + 1)
        else:
            return 1
    return row.values_list("last", flat=True).get()
