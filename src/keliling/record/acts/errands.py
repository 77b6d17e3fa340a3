"""Lease an errand, finish it, put it off, or give it up for dead."""

from datetime import datetime, timedelta

from django.db.models import F, Q

from keliling.kernel.ids import new_id
from keliling.record.models import Errand

LEASE = timedelta(minutes=2)
MOST_ATTEMPTS = 8


def lease_errand(*, now: datetime) -> Errand | None:
    """Claim the errand that is due longest, or one whose worker died; ``None`` if all rest."""
    due = Q(state="waiting", due_at__lte=now) | Q(state="leased", leased_until__lt=now)
    while True:
        errand = Errand.objects.filter(due).order_by("due_at", "pk").first()
        if errand is None:
            return None
        lease = new_id()
        won = Errand.objects.filter(due, pk=errand.pk, lease=errand.lease).update(
            state="leased",
            lease=lease,
            leased_until=now + LEASE,
            attempts=F("attempts") + 1,
        )
        if won:
            return Errand.objects.select_related("fact").get(pk=errand.pk)


def finish_errand(errand: Errand) -> bool:
    """Mark it done; false if the lease ran out and somebody else has it now."""
    mine = Errand.objects.filter(pk=errand.pk, lease=errand.lease, state="leased")
    return bool(mine.update(state="done", leased_until=None, problem=""))


def put_off_errand(errand: Errand, *, problem: str, now: datetime) -> None:
    """Try again later, twice as late each time; after the eighth attempt it is dead."""
    dead = errand.attempts >= MOST_ATTEMPTS
    pause = timedelta(seconds=5 * 2**errand.attempts)
    Errand.objects.filter(pk=errand.pk, lease=errand.lease, state="leased").update(
        state="dead" if dead else "waiting",
        due_at=now + pause,
        leased_until=None,
        problem=problem[:200],
    )
