"""Files of the cast: an application at every stage, filled with plausible answers."""

import copy
import random
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from keliling.catalogue.queries import form_of
from keliling.cli.story.answers import PLACEHOLDER, plausible_answers, sample_photograph
from keliling.deliver import acts as deliver
from keliling.deliver.models import Application, Document
from keliling.deliver.queries.answers import read_answers, seal_answers
from keliling.kernel.actor import Actor
from keliling.kernel.ids import new_code, new_id
from keliling.people.models import Person
from tests.cast import NOW, TODAY, World, add_neighbours, fresh, later


def begin(
    world: World, by: str = "applicant", service: str = "burial-renewal", **more: Any
) -> Application:
    """Begin a file."""
    filing = deliver.Filing(fresh(), world.office.pk, service, **more)
    return deliver.start_application(filing, by=world.actor(by), now=NOW)


def fill(file: Application, by: Actor, known: dict[str, str] | None = None) -> Application:
    """Answer everything the form asks, with example photographs."""
    form = form_of(file.service_version_id)
    rng = random.Random(str(file.service))  # noqa: S311  a test's own answers
    answers = plausible_answers(
        form, known={"name": "Contoh Pemohon"} | (known or {}), today=TODAY, rng=rng
    )
    version = file.version
    for path, value in answers.items():
        if value == PLACEHOLDER:
            document = deliver.attach_document(
                file.pk, path, sample_photograph(path), seen_version=version, by=by, now=NOW
            )
            answers[path], version = document.name, version + 1
    for group in form.groups:
        page = {q.path: answers[q.path] for q in group.questions if q.path in answers}
        file, _ = deliver.save_answers(
            file.pk, page, group=group.path, seen_version=version, by=by, now=NOW
        )
        version = file.version
    return file


def submitted(
    world: World, by: str = "applicant", service: str = "burial-renewal", **more: Any
) -> Application:
    """A file that was sent and waits for its check."""
    actor = world.actor(by)
    file = fill(begin(world, by, service, **more), actor)
    return deliver.submit_application(file.pk, seen_version=file.version, by=actor, now=NOW)


def sent_back(world: World, **more: Any) -> Application:
    """A file that waits for its applicant."""
    file = submitted(world, **more)
    deliver.send_back(
        file.pk,
        deliver.Lack("applicant_lacked", "Foto ulang lembarnya."),
        seen_version=file.version,
        by=world.actor("front_officer"),
        now=later(hours=1),
    )
    file.refresh_from_db()
    return file


def decision_ready(world: World, **more: Any) -> Application:
    """A file that waits for its decision."""
    file = submitted(world, **more)
    deliver.accept_application(
        file.pk, seen_version=file.version, by=world.actor("front_officer"), now=later(hours=1)
    )
    file.refresh_from_db()
    return file


def granted(world: World, **more: Any) -> Any:
    """A permit that was issued."""
    file = decision_ready(world, **more)
    return deliver.decide(
        file.pk,
        deliver.Ruling(grant=True),
        seen_version=file.version,
        by=world.actor("signatory"),
        now=later(hours=2),
    )


def mandate(world: World, service: str = "burial-renewal", by: str = "applicant") -> UUID:
    """A mandate for the volunteer of a published visit."""
    given = deliver.give_mandate(
        world.visit.pk,
        deliver.Powers(service, world.volunteer.pk, TODAY),
        by=world.actor(by),
        now=NOW,
    )
    world.extra["mandate"] = given
    return given.pk


def piles(world: World, people: int, each: int) -> Iterator[tuple[Person, list[UUID]]]:
    """Let people in, each with a pile of complete drafts, copied from one with its documents."""
    first = fill(begin(world), world.actor("applicant"))
    answers, papers = read(first), list(first.documents.all())
    for actor in add_neighbours(world, people):
        drafts = [_copy(first, actor.who, answers) for _ in range(each)]
        Application.objects.bulk_create(drafts)
        Document.objects.bulk_create(_papers(papers, drafts))
        yield Person.objects.get(pk=actor.who), [draft.pk for draft in drafts]


def _copy(first: Application, person: UUID, answers: dict[str, str]) -> Application:
    draft = Application(
        pk=new_id(),
        code=new_code(),
        applicant_id=person,
        office=first.office,
        service=first.service,
        service_version_id=first.service_version_id,
        started_at=first.started_at,
    )
    draft.answers = seal(draft, answers)
    return draft


def _papers(papers: list[Document], drafts: list[Application]) -> Iterator[Document]:
    for draft in drafts:
        for paper in papers:
            paper.pk, paper.application = new_id(), draft
            yield copy.copy(paper)


def read(file: Application) -> dict[str, str]:
    """Return a file's answers."""
    return read_answers(file)


def seal(file: Application, answers: dict[str, str]) -> bytes:
    """Seal answers for a file that was copied."""
    return seal_answers(file, answers)
