"""Open an office, change how it is reached."""

import re
from datetime import datetime
from uuid import UUID
from zoneinfo import available_timezones

from django.db import IntegrityError, transaction

from keliling.kernel.actor import Actor, Role, office_scope
from keliling.kernel.identifiers import read_email
from keliling.kernel.refusal import Conflict, Refused
from keliling.places import queries
from keliling.places.models import Office
from keliling.record.acts import note


@transaction.atomic
def open_office(
    *,
    name: str,
    code: str,
    area: str,
    timezone: str = "Asia/Jakarta",
    by: Actor,
    now: datetime,
) -> Office:
    """Open an office that serves an area.

    Raises ``Refused`` (``name_missing``, ``office_code``, ``timezone_unknown``), ``Absent``
    for an unknown area and ``Conflict("office_code_taken")``.
    """
    if not name.strip():
        raise Refused("name_missing")
    if not re.fullmatch(r"[A-Za-z0-9]{2,12}", code, re.ASCII):
        raise Refused("office_code")
    if timezone not in available_timezones():
        raise Refused("timezone_unknown")
    try:
        with transaction.atomic():
            opened = Office.objects.create(
                name=name.strip()[:120],
                code=code.upper(),
                area=queries.area(area),
                timezone=timezone,
                opened_at=now,
            )
    except IntegrityError as problem:
        raise Conflict("office_code_taken") from problem
    about = ("office", opened.pk)
    note("office_opened", about=about, by=by, at=now, office=opened.pk, data={"area": area})
    return opened


@transaction.atomic
def change_contact(
    office_id: UUID, *, phone: str, email: str, address: str, by: Actor, now: datetime
) -> None:
    """Change telephone, e-mail and address as the public sees them; administrator only.

    Raises ``Refused("email")``; the telephone may be a short code such as 1500-164.
    """
    actor = by.acting_as(Role.ADMINISTRATOR, office_scope(office_id))
    address_of_mail = read_email(email) if email.strip() else ""
    Office.objects.filter(pk=office_id).update(
        phone=phone.strip()[:40], email=address_of_mail, address=address.strip()[:200]
    )
    about = ("office", office_id)
    note("office_contact_changed", about=about, by=actor, at=now, office=office_id)
