"""Stages 1, 2 and 4 of the story."""

import random
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from uuid import UUID

from keliling.assess import acts as assess
from keliling.assess.acts.findings import Reply
from keliling.assess.acts.rate import MOTIVES
from keliling.assess.queries import rating_passes
from keliling.assess.rules import ELEMENTS, Disposition
from keliling.cli.story.clock import Clock
from keliling.cli.story.people import RW, SECOND_RW, VILLAGE, Cast
from keliling.commission import acts as commission
from keliling.commission.acts.propose import Wish
from keliling.commission.rules import Need, Offered
from keliling.deliver.acts import close_visit
from keliling.design import acts as design
from keliling.design.acts.venues import VenueOffer
from keliling.design.queries import plan_view, takers_of
from keliling.design.rules import Answer, Hours
from keliling.kernel.actor import Actor
from keliling.people import acts as people

VOLUNTEERS = ("relawan", "warga01", "warga02", "warga03", "warga04", "warga05")
PLANNED = ("burial-new", "burial-renewal", "land-history", "nib-assistance")
SHIFTS = (
    ("greeter", time(7, 30), time(12), 2),
    ("form_helper", time(8), time(12), 3),
    ("escort", time(8), time(11), 1),
)


@dataclass
class Told:
    """What assessment brought: findings by their answer, and proposals they opened."""

    findings: dict[str, int] = field(default_factory=dict)
    proposals: list[tuple[UUID, str]] = field(default_factory=list)


def commission_visits(cast: Cast, clock: Clock) -> tuple[UUID, list[tuple[UUID, str]]]:
    """Two RW ask; one gets its visit, the other a reason."""
    wish = Wish(
        VILLAGE,
        RW,
        "Banyak izin makam di TPU habis tahun ini, dan warung belum punya NIB.",
        [Need("burial-renewal", 9), Need("land-history", 6), Need("nib-assistance", 8)],
        [Offered("venue", 1, "Balai warga"), Offered("furniture", 40, "Kursi lipat")],
    )
    ours = commission.propose_visit(wish, by=_as(cast, "warga", clock), now=clock.tick(60))
    for n in range(1, 13):
        by = _as(cast, f"warga{n:02d}", clock)
        commission.back_proposal(ours.pk, by=by, now=clock.tick(25))
    other = Wish(VILLAGE, SECOND_RW, "Minta loket datang juga.", [Need("land-history", 3)])
    theirs = commission.propose_visit(other, by=_as(cast, "warga35", clock), now=clock.tick(30))
    commission.back_proposal(theirs.pk, by=_as(cast, "warga36", clock), now=clock.tick(30))
    clock.go_to(clock.today + timedelta(days=7))
    office = _as(cast, "koordinator", clock)
    visit = commission.commission_visit(
        ours.pk, seen_version=1, answer="Disetujui: 23 orang menunggu.", by=office, now=clock.tick()
    )
    commission.decline_proposal(
        theirs.pk,
        "too_few_people",
        "Baru tiga orang yang perlu. RW 03 di sebelah dikunjungi bulan depan; silakan datang.",
        seen_version=1,
        by=office,
        now=clock.tick(),
    )
    return visit.pk, [(ours.pk, "commissioned"), (theirs.pk, "declined")]


def design_visit(cast: Cast, visit: UUID, day: date, clock: Clock) -> None:
    """Date, venue, shifts and pledges are agreed, the list is ticked, the plan published."""
    office = _as(cast, "koordinator", clock)
    hours = Hours(day, time(8), time(12))
    design.draft_plan(visit, hours, PLANNED, seen_version=1, by=office, now=clock.tick(120))
    venues(cast, visit, clock)
    for task, starts, ends, places in SHIFTS:
        design.open_shift(visit, task, (starts, ends), places, by=office, now=clock.tick())
    clock.go_to(clock.today + timedelta(days=2))
    openings = [row for row in plan_view(office, visit).shifts for _ in range(row.places)]
    for key, shift in zip(VOLUNTEERS, openings, strict=True):
        design.take_shift(shift.id, by=_as(cast, key, clock), now=clock.tick(45))
    pledges(cast, visit, clock)
    for item in ("kit", "rain_plan"):
        design.tick_readiness(visit, item, by=office, now=clock.tick())
    resident = _as(cast, "ketuarw", clock)
    design.tick_readiness(visit, "announced", by=resident, now=clock.tick(300))
    version = plan_view(office, visit).version
    design.publish_plan(visit, seen_version=version, by=office, now=clock.tick())


def venues(cast: Cast, visit: UUID, clock: Clock) -> None:
    """Two groups offer a place; the one with a ramp is agreed."""
    office = _as(cast, "koordinator", clock)
    hall = people.found_group(
        "Pengurus Balai RW (contoh)", "rt_rw", by=_as(cast, "ketuarw", clock), now=clock.tick()
    )
    yard = people.found_group(
        "Remaja Musala (contoh)", "worship", by=_as(cast, "warga06", clock), now=clock.tick()
    )
    first = design.offer_venue(
        visit,
        VenueOffer(hall.pk, "Balai Warga", "Jalan Contoh 3", 60, True, True, 2200),
        by=_as(cast, "ketuarw", clock),
        now=clock.tick(),
    )
    second = design.offer_venue(
        visit,
        VenueOffer(yard.pk, "Halaman musala", "Jalan Contoh 9", 40, False, False, 900),
        by=_as(cast, "warga06", clock),
        now=clock.tick(),
    )
    design.answer_venue(first.pk, Answer.AGREED, "", by=office, now=clock.tick(90))
    why = "Ada anak tangga dan tanpa atap; terima kasih, kami simpan sebagai cadangan."
    design.answer_venue(second.pk, Answer.REFUSED, why, by=office, now=clock.tick())


def pledges(cast: Cast, visit: UUID, clock: Clock) -> None:
    """Chairs, power and water are promised and agreed."""
    office = _as(cast, "koordinator", clock)
    brought = (("warga07", "furniture", 40), ("warga08", "power", 1), ("warga09", "food", 60))
    for key, kind, quantity in brought:
        by = _as(cast, key, clock)
        row = design.pledge(visit, design.Promise(kind, quantity), by=by, now=clock.tick(20))
        design.answer_pledge(row.pk, Answer.AGREED, by=office, now=clock.tick(5))


def assess_visit(cast: Cast, visit: UUID, clock: Clock, rng: random.Random) -> Told:
    """Hours are countersigned, ratings come in, findings are raised and answered."""
    office = _as(cast, "koordinator", clock)
    shifts = {row.id: row for row in plan_view(office, visit).shifts}
    for shift, person in takers_of(visit):
        row = shifts[shift]
        minutes = (row.ends.hour - row.starts.hour) * 60 + row.ends.minute - row.starts.minute
        design.countersign_shift(shift, person, minutes, by=office, now=clock.tick(2))
    close_visit(visit, by=office, now=clock.tick(30))
    clock.go_to(clock.today + timedelta(days=2))
    for token in rating_passes(visit):
        if rng.random() < 0.8:
            assess.rate(token, _scores(rng), now=clock.tick(40))
    for key in VOLUNTEERS[:4]:
        motives = dict(zip(MOTIVES, (rng.randint(1, 2), 5, 4, 4, rng.randint(1, 3)), strict=True))
        assess.tell_motives(visit, motives, by=_as(cast, key, clock), now=clock.tick(15))
    return _findings(cast, visit, clock)


def _findings(cast: Cast, visit: UUID, clock: Clock) -> Told:
    raised = (
        ("warga", "forms", "Dua saksi, RT, dan RW: lembar mana yang ditandatangani siapa?"),
        ("warga10", "time", "Buka sampai sore juga, kami berdagang pagi."),
        ("warga11", "queue", "Nomor antrean lewat HP saja, tanpa kertas."),
        ("warga12", "helpers", "Pendampingnya sabar. Minta lebih banyak yang bisa bahasa isyarat."),
    )
    found = [
        assess.raise_finding(visit, topic, words, by=_as(cast, key, clock), now=clock.tick(30))
        for key, topic, words in raised
    ]
    for key in ("warga13", "warga14"):
        assess.back_finding(found[1].pk, by=_as(cast, key, clock), now=clock.tick(10))
    clock.go_to(clock.today + timedelta(days=3))
    replies = (
        Reply(
            Disposition.ADAPTED, "Lembar pernyataan kini satu halaman dengan empat kotak bernama."
        ),
        Reply(
            Disposition.ADOPTED,
            "Kunjungan berikutnya kami usulkan sore hari.",
            [Need("burial-renewal", 6), Need("nib-assistance", 10)],
        ),
        Reply(Disposition.REJECTED, "Nomor kertas tetap ada: tidak semua warga punya HP."),
    )
    told = Told({"open": len(found) - len(replies)})
    office = _as(cast, "koordinator", clock)
    for finding, reply in zip(found, replies, strict=False):
        proposal = assess.answer_finding(
            finding.pk, reply, seen_version=1, by=office, now=clock.tick(20)
        )
        told.findings[reply.disposition.value] = told.findings.get(reply.disposition.value, 0) + 1
        if proposal:
            told.proposals.append((proposal.pk, "open"))
    return told


def _scores(rng: random.Random) -> assess.Scores:
    scores: dict[str, int | None] = {e: rng.choice([3, 3, 4, 4, 4, 2]) for e in ELEMENTS}
    scores["u4"] = 4
    return assess.Scores(scores, saved_minutes=rng.choice([None, 60, 120, 180, 240]))


def _as(cast: Cast, key: str, clock: Clock) -> Actor:
    return cast.actor(key, clock.today)
