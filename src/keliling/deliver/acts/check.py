"""The front officer's check: accept, or send back with a typed reason and a plain sentence."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from keliling.catalogue.queries import form_of
from keliling.deliver.acts.doors import file_on_desk
from keliling.deliver.acts.move import move
from keliling.deliver.models import SendBack
from keliling.deliver.rules import SEND_BACK_REASONS, Stage, Step, stage_after
from keliling.forms import generic
from keliling.kernel.actor import Actor, Role
from keliling.kernel.refusal import Absent, Refused
from keliling.record.acts import note

MOST_WORDS = 1_000


@transaction.atomic
def accept_application(
    application_id: UUID, *, seen_version: int, by: Actor, now: datetime
) -> None:
    """Find the file complete and pass it on to the decision.

    Raises ``Absent`` for those without the desk, ``Refused("own_file")`` for the applicant
    and the helper, ``Stale`` and ``Conflict("step_not_now")``.
    """
    file, officer = file_on_desk(application_id, Role.FRONT_OFFICER, by, now)
    target = stage_after(Stage(file.stage), Step.ACCEPT)
    move(file, seen_version, stage=target.value, checker_id=by.who)
    about = ("application", file.pk)
    note("application_accepted", about=about, by=officer, at=now, office=file.office)


@dataclass(frozen=True, slots=True)
class Lack:
    """Why a file goes back, in a sentence for the applicant; ``path`` names the question."""

    reason: str
    words: str
    path: str = ""


@transaction.atomic
def send_back(
    application_id: UUID, lack: Lack, *, seen_version: int, by: Actor, now: datetime
) -> None:
    """Return the file with what is missing and how to mend it.

    Raises ``Refused`` (``send_back_reason``, ``send_back_words``, ``text_too_long``) and as
    above.
    """
    file, officer = file_on_desk(application_id, Role.FRONT_OFFICER, by, now)
    if lack.reason not in SEND_BACK_REASONS:
        raise Refused("send_back_reason")
    if not lack.words.strip():
        raise Refused("send_back_words")
    if len(lack.words) > MOST_WORDS:
        raise Refused("text_too_long", most=MOST_WORDS)
    if lack.path and generic(lack.path) not in form_of(file.service_version_id).questions:
        raise Absent
    target = stage_after(Stage(file.stage), Step.SEND_BACK)
    move(file, seen_version, stage=target.value)
    SendBack.objects.create(
        application=file,
        reason=lack.reason,
        path=lack.path,
        words=lack.words.strip(),
        by_id=by.who,
        at=now,
    )
    about = ("application", file.pk)
    data = {"reason": lack.reason, "path": lack.path, "helped": file.helper_id is not None}
    note("application_sent_back", about=about, by=officer, at=now, office=file.office, data=data)
