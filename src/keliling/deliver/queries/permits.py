"""Permits as the public verifies them, and as their letter is printed."""

import json
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from keliling.deliver.models import Application, Permit
from keliling.kernel.refusal import Absent
from keliling.people.vault import open_text


@dataclass(frozen=True, slots=True)
class PublicPermit:
    """What anyone may know of a permit: no name, no number of a person."""

    number: str
    office: UUID
    service: str
    issued_on: date
    valid_until: date | None
    public: tuple[tuple[str, str], ...]
    expired: bool


@dataclass(frozen=True, slots=True)
class Letter:
    """What the printed permit says."""

    permit: UUID
    number: str
    token: str
    office: UUID
    service_version: UUID
    issued_on: date
    valid_until: date | None
    holder: str
    facts: tuple[tuple[str, str], ...]


def verify_token(token: str, *, today: date) -> PublicPermit:
    """Return the permit a QR points to; raises ``Absent("permit_unknown")``."""
    return _public(Permit.objects.filter(token=token[:32]).first(), today)


def verify_number(number: str, *, today: date) -> PublicPermit:
    """Return the permit of a printed number; raises ``Absent("permit_unknown")``."""
    tidy = "".join(number.split()).upper()[:60]
    return _public(Permit.objects.filter(number=tidy).first(), today)


def permit_of(file: Application) -> Permit | None:
    """Return the permit of a file whose door the caller has passed."""
    return Permit.objects.filter(application=file).first()


def permit_content(permit_id: UUID) -> Letter:
    """Return what the letter says, for the errand that prints it and for its holder."""
    permit = Permit.objects.select_related("application").filter(pk=permit_id).first()
    if permit is None:
        raise Absent
    body = json.loads(open_text(bytes(permit.content), permit.content_place))
    return Letter(
        permit=permit.pk,
        number=permit.number,
        token=permit.token,
        office=permit.office,
        service_version=permit.application.service_version_id,
        issued_on=permit.issued_on,
        valid_until=permit.valid_until,
        holder=str(body["holder"]),
        facts=tuple((str(label), str(value)) for label, value in body["facts"]),
    )


def _public(permit: Permit | None, today: date) -> PublicPermit:
    if permit is None:
        raise Absent("permit_unknown")
    return PublicPermit(
        number=permit.number,
        office=permit.office,
        service=permit.service,
        issued_on=permit.issued_on,
        valid_until=permit.valid_until,
        public=tuple((str(label), str(value)) for label, value in permit.public),
        expired=permit.valid_until is not None and permit.valid_until < today,
    )
