"""Stage 3 of the story: the day at the counter, and the decisions after it."""

import random
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from keliling.catalogue.queries import form_of
from keliling.cli.story.answers import PLACEHOLDER, plausible_answers, sample_photograph
from keliling.cli.story.clock import Clock
from keliling.cli.story.people import Cast
from keliling.deliver import acts as deliver
from keliling.deliver.queries import Application
from keliling.deliver.rules import TicketState
from keliling.design.queries import services_planned
from keliling.forms import Kind
from keliling.kernel.actor import Actor
from keliling.kernel.ids import new_id

HELPED, REFUSED = 5, (10,)
"""Every fifth comes to a volunteer; one file is refused in the end."""
SENT_BACK = (2, 6, 7)
MIX = ("burial-renewal", "land-history", "nib-assistance", "burial-renewal", "nib-assistance")


@dataclass
class Work:
    """What the day brought."""

    permits: list[str] = field(default_factory=list)
    sent_back: int = 0
    files: list[UUID] = field(default_factory=list)


def hold_day(cast: Cast, visit: UUID, clock: Clock, rng: random.Random, *, applicants: int) -> Work:
    """Queue, help, apply; then check and decide."""
    work = Work()
    office = cast.actor("koordinator", clock.today)
    deliver.hold_visit(visit, by=office, now=clock.tick())
    keeper = cast.actor("relawan", clock.today)
    served = [f"warga{n:02d}" for n in range(10, 10 + applicants)]
    for n, key in enumerate(served):
        priority = "elderly" if n % 7 == 3 else ""
        turn = deliver.Turn(MIX[n % len(MIX)], priority, cast.ids[key])
        deliver.draw_ticket(visit, turn, by=keeper, now=clock.tick(2))
    by_person = {cast.ids[key]: (n, key) for n, key in enumerate(served)}
    for _ in served:
        ticket = deliver.call_next(visit, by=keeper, now=clock.tick(3))
        n, key = by_person[ticket.person_id or cast.office]
        work.files.append(_serve(cast, visit, (n, key, ticket.service), clock, rng))
        deliver.end_ticket(ticket.pk, TicketState.SERVED, by=keeper, now=clock.tick(1))
    _check(cast, work, clock)
    clock.go_to(clock.today + timedelta(days=2))
    _decide(cast, work, clock, rng)
    return work


def fill(file: Application, name: str, by: Actor, clock: Clock, rng: random.Random) -> Application:
    """Answer a file's form page by page, with example photographs."""
    form = form_of(file.service_version_id)
    answers = plausible_answers(form, known={"name": name}, today=clock.today, rng=rng)
    version = file.version
    for path, value in answers.items():
        if value == PLACEHOLDER and form.question(path).kind in {Kind.IMAGE, Kind.FILE}:
            label = form.question(path).label.in_("id")
            document = deliver.attach_document(
                file.pk,
                path,
                sample_photograph(label),
                seen_version=version,
                by=by,
                now=clock.tick(0.2),
            )
            answers[path], version = document.name, version + 1
    for group in form.groups:
        page = {q.path: answers[q.path] for q in group.questions if q.path in answers}
        file, _ = deliver.save_answers(
            file.pk, page, group=group.path, seen_version=version, by=by, now=clock.tick(0.5)
        )
        version = file.version
    return file


def _serve(
    cast: Cast, visit: UUID, who: tuple[int, str, str], clock: Clock, rng: random.Random
) -> UUID:
    n, key, service = who
    applicant = cast.actor(key, clock.today)
    by, mandate = applicant, None
    if n % HELPED in (0, 1) and service in services_planned([visit])[visit]:
        helper = "warga03" if n % 2 else "warga02"
        until = clock.today + timedelta(days=14)
        given = deliver.give_mandate(
            visit,
            deliver.Powers(service, cast.ids[helper], until),
            by=applicant,
            now=clock.tick(),
        )
        by, mandate = cast.actor(helper, clock.today), given.pk
    filing = deliver.Filing(
        new_id(), cast.office, service, visit=None if mandate else visit, mandate=mandate
    )
    file = deliver.start_application(filing, by=by, now=clock.tick())
    file = fill(file, f"Contoh Warga {key[-2:]}", by, clock, rng)
    deliver.submit_application(file.pk, seen_version=file.version, by=by, now=clock.tick())
    return file.pk


def _check(cast: Cast, work: Work, clock: Clock) -> None:
    """The front officer looks at every file; three go back once and come again."""
    officer = cast.actor("petugas", clock.today)
    for n, key in enumerate(work.files):
        file = deliver.look(key, by=officer, now=clock.tick(2))
        if n in SENT_BACK:
            words = "Fotonya buram di bagian nomor. Foto ulang dekat jendela, seluruh lembar."
            deliver.send_back(
                key,
                deliver.Lack("applicant_lacked", words),
                seen_version=file.version,
                by=officer,
                now=clock.tick(2),
            )
            work.sent_back += 1
            author = cast_actor(cast, file, clock)
            file = deliver.submit_application(
                key, seen_version=file.version + 1, by=author, now=clock.tick(25)
            )
        deliver.accept_application(key, seen_version=file.version, by=officer, now=clock.tick(2))


def _decide(cast: Cast, work: Work, clock: Clock, rng: random.Random) -> None:
    signatory = cast.actor("penandatangan", clock.today)
    for n, key in enumerate(work.files):
        file = deliver.look(key, by=signatory, now=clock.tick(2))
        ruling = deliver.Ruling(grant=True)
        if file.service == "nib-assistance":
            ruling = deliver.Ruling(
                grant=True, outside_number=f"9120{rng.randint(0, 10**9 - 1):09d}"
            )
        elif n in REFUSED:
            reasons = "Letak petak di surat TPU tidak sama dengan yang diajukan."
            ruling = deliver.Ruling(grant=False, reasons=reasons)
        permit = deliver.decide(
            key, ruling, seen_version=file.version, by=signatory, now=clock.tick(2)
        )
        if permit:
            work.permits.append(permit.number)


def cast_actor(cast: Cast, file: Application, clock: Clock) -> Actor:
    """Return the applicant of a file as an actor."""
    key = next(key for key, person in cast.ids.items() if person == file.applicant_id)
    return cast.actor(key, clock.today)
