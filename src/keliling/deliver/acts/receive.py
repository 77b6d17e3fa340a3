"""Receive what a telephone sends: kept first, once, then taken up as an application or held."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import IntegrityError, transaction

from keliling.catalogue.queries import version_named, versions_of
from keliling.deliver.acts.documents import Kept, clean_document, keep
from keliling.deliver.acts.take_up import hold, take_up
from keliling.deliver.models import Attachment, Submission
from keliling.deliver.queries.submissions import lacking, start_of
from keliling.deliver.rules import SubmissionState, is_suspect
from keliling.forms import Heading, InstanceProblem, read_heading
from keliling.kernel.actor import Actor
from keliling.kernel.refusal import Absent, Conflict, Refused, Stale
from keliling.people.vault import seal_text
from keliling.record.acts import note

OCTETS = "application/octet-stream"
MOST_ATTACHMENTS = 200
"""Files that one submission may gather over all its posts."""


@dataclass(frozen=True, slots=True)
class Loose:
    """A file as it came, under the name by which the answers call it."""

    name: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Parcel:
    """One post of a telephone; ``sent_at`` is what its clock said.

    ``device`` is missing where a person signed in; ``revoked`` says that it was shut out.
    """

    office: UUID
    xml: bytes
    files: Sequence[Loose] = ()
    device: UUID | None = None
    revoked: bool = False
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a post; with ``clash`` it was kept beside another content of its id."""

    submission: Submission
    clash: bool


@dataclass(frozen=True, slots=True)
class _Sheet:
    name: str
    sent: str
    kept: Kept
    fault: str


def receive_submission(parcel: Parcel, *, by: Actor, now: datetime) -> Receipt:
    """Keep a post, and take its answers up once every file that they name is there.

    The same post again changes nothing and gets the same receipt. What the rules do not let
    through is held for a person, never lost. Raises ``Refused`` (``instance_unreadable``,
    ``attachment_name``, ``attachments_many``), ``Absent("form_unknown")``,
    ``Conflict("instance_of_another")`` where somebody else sent the same, and ``Stale`` where
    another post of it came in the same moment: then it is to be tried again.
    """
    try:
        heading = read_heading(parcel.xml)
    except InstanceProblem as problem:
        raise Refused("instance_unreadable") from problem
    if not versions_of(parcel.office, heading.form):
        raise Absent("form_unknown")
    sheets = [_clean(loose) for loose in parcel.files]
    return _receive(parcel, heading, sheets, by=by.as_resident(), now=now)


@transaction.atomic
def _receive(
    parcel: Parcel, heading: Heading, sheets: list[_Sheet], *, by: Actor, now: datetime
) -> Receipt:
    row, fresh = _row(parcel, heading, by, now)
    came, clash = _gather(row, sheets, now)
    if not fresh and not came:
        return Receipt(row, row.rival or clash)
    seen = row.version
    won = Submission.objects.filter(pk=row.pk, version=seen).update(version=seen + 1)
    if not won:
        raise Stale(seen=seen)
    row.version = seen + 1
    if fresh:
        _note_received(row, by, now)
    if clash:
        hold(row, Refused("held_rival"), by=by, now=now)
    elif row.state == SubmissionState.WAITING.value:
        _go_on(row, heading, parcel, by, now)
    return Receipt(row, row.rival or clash)


def _row(parcel: Parcel, heading: Heading, by: Actor, now: datetime) -> tuple[Submission, bool]:
    """Return the row of this content and whether it is new; another content is its rival."""
    digest = sha256(parcel.xml).hexdigest()
    of_id = Submission.objects.filter(office=parcel.office, instance_id=heading.instance_id)
    rows = of_id.select_related("application")
    for rival in (False, True):
        if found := rows.filter(sha256=digest).first():
            return _same_sender(found, parcel, by), False
        row = _draft(parcel, heading, by, now)
        row.sha256, row.rival = digest, rival
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            continue
        return row, True
    found = rows.filter(sha256=digest).first()
    if found is None:
        raise Conflict("instance_of_another")
    return _same_sender(found, parcel, by), False


def _draft(parcel: Parcel, heading: Heading, by: Actor, now: datetime) -> Submission:
    offer = version_named(parcel.office, heading.form, heading.version, now.date())
    row = Submission(
        office=parcel.office,
        instance_id=heading.instance_id,
        service=heading.form,
        form_version=heading.version,
        service_version_id=offer.version if offer else None,
        device_id=parcel.device,
        person_id=by.who,
        received_at=now,
    )
    row.instance = seal_text(parcel.xml.decode(), row.instance_place)
    claims = start_of(row, parcel.xml) | {"sent": parcel.sent_at}
    row.claimed_at = claims.get("end") or claims.get("start") or parcel.sent_at
    row.suspect = is_suspect(claims, now)
    return row


def _same_sender(row: Submission, parcel: Parcel, by: Actor) -> Submission:
    """Let only those add to a row who sent it, or another device of the office."""
    if row.person_id != by.person and (row.device_id is None or parcel.device is None):
        raise Conflict("instance_of_another")
    return row


def _gather(row: Submission, sheets: list[_Sheet], now: datetime) -> tuple[bool, bool]:
    """Keep the files that were not there; returns whether any came, and whether one clashes."""
    there = list(row.attachments.all())
    sent = {(sheet.name, sheet.sent_sha256) for sheet in there}
    first = {sheet.name: sheet.sent_sha256 for sheet in there if not sheet.rival}
    fresh = {(s.name, s.sent): s for s in sheets if (s.name, s.sent) not in sent}
    if len(there) + len(fresh) > MOST_ATTACHMENTS:
        raise Refused("attachments_many", most=MOST_ATTACHMENTS)
    for (name, digest), sheet in fresh.items():
        try:
            with transaction.atomic():
                Attachment.objects.create(
                    submission=row,
                    name=name,
                    rival=name in first,
                    media_type=sheet.kept.media_type,
                    size=sheet.kept.size,
                    sha256=sheet.kept.sha256,
                    sent_sha256=digest,
                    fault=sheet.fault,
                    added_at=now,
                )
        except IntegrityError as problem:
            raise Stale(seen=row.version) from problem
        first.setdefault(name, digest)
    clash = any(first[sheet.name] != sheet.sent for sheet in sheets)
    return bool(fresh), clash


def _clean(loose: Loose) -> _Sheet:
    """Rewrite a file as any document; what cannot be is kept as it came, with the reason."""
    if not 0 < len(loose.name) <= 120:
        raise Refused("attachment_name", most=120)
    sent = sha256(loose.body).hexdigest()
    try:
        clean, media_type = clean_document(loose.body)
    except Refused as refused:
        return _Sheet(loose.name, sent, keep(loose.body, OCTETS), refused.reason)
    return _Sheet(loose.name, sent, keep(clean, media_type), "")


def _go_on(row: Submission, heading: Heading, parcel: Parcel, by: Actor, now: datetime) -> None:
    if row.rival:
        hold(row, Refused("held_rival"), by=by, now=now)
    elif parcel.revoked:
        hold(row, Refused("held_device"), by=by, now=now)
    elif not lacking(row):
        take_up(row, heading.deprecated_id, by=by, now=now)


def _note_received(row: Submission, by: Actor, now: datetime) -> None:
    data = {
        "service": row.service,
        "device": row.device_id,
        "rival": row.rival,
        "suspect": row.suspect,
    }
    about = ("submission", row.pk)
    note("submission_received", about=about, by=by, at=now, office=row.office, data=data)
