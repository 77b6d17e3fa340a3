"""What the story leaves for whoever opens the site: files to check and a visit to plan."""

import random
from datetime import date, time, timedelta
from uuid import UUID

from keliling.cli.story.clock import Clock, saturday_after
from keliling.cli.story.day import fill
from keliling.cli.story.people import THIRD_RW, VILLAGE, Cast
from keliling.commission import acts as commission
from keliling.commission.acts.propose import Wish
from keliling.commission.rules import Need, Offered
from keliling.deliver import acts as deliver
from keliling.design import acts as design
from keliling.design.rules import Hours
from keliling.kernel.ids import new_id

AFTER_HOURS = 17


def leave_work_waiting(
    cast: Cast, clock: Clock, rng: random.Random, *, eve: date
) -> list[tuple[UUID, str]]:
    """Three files wait for a check and one for a decision; the next RW plans its visit.

    ``eve`` is the day before the site is opened: what comes in after the counter closed is owed
    the day after, so that nothing is late when somebody looks.
    """
    clock.go_to(max(clock.today + timedelta(days=1), eve), AFTER_HOURS)
    officer = cast.actor("petugas", clock.today)
    waiting = (("warga", "burial-renewal"), ("warga15", "land-history"), ("warga16", "burial-new"))
    for n, (key, service) in enumerate((*waiting, ("warga17", "burial-renewal"))):
        by = cast.actor(key, clock.today)
        filing = deliver.Filing(new_id(), cast.office, service)
        file = deliver.start_application(filing, by=by, now=clock.tick(5))
        file = fill(file, f"Contoh Warga {n}", by, clock, rng)
        file = deliver.submit_application(
            file.pk, seen_version=file.version, by=by, now=clock.tick()
        )
        if n == len(waiting):
            deliver.accept_application(
                file.pk, seen_version=file.version, by=officer, now=clock.tick()
            )
    return [_next_visit(cast, clock)]


def _next_visit(cast: Cast, clock: Clock) -> tuple[UUID, str]:
    wish = Wish(
        VILLAGE,
        THIRD_RW,
        "Warga RW 07 jauh dari kantor kecamatan.",
        [Need("burial-renewal", 7), Need("boarding-house", 4)],
        [Offered("time", 12, "Relawan empat orang")],
    )
    author = cast.actor("warga38", clock.today)
    proposal = commission.propose_visit(wish, by=author, now=clock.tick())
    for key in ("warga39", "warga40", "warga01"):
        commission.back_proposal(proposal.pk, by=cast.actor(key, clock.today), now=clock.tick())
    office = cast.actor("koordinator", clock.today)
    visit = commission.commission_visit(proposal.pk, seen_version=1, by=office, now=clock.tick())
    day = saturday_after(clock.today, 21)
    hours = Hours(day, time(13), time(17))
    services = ["boarding-house", "burial-renewal", "land-history"]
    design.draft_plan(visit.pk, hours, services, seen_version=1, by=office, now=clock.tick())
    for task, places in (("greeter", 2), ("form_helper", 3)):
        span = (hours.starts, hours.ends)
        design.open_shift(visit.pk, task, span, places, by=office, now=clock.tick())
    return proposal.pk, "commissioned"
