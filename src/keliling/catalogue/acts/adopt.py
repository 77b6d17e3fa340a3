"""An office takes services from the folder that ships with the project."""

import json
import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from django.db import transaction

from keliling.catalogue.acts.doors import administrator_of
from keliling.catalogue.models import Service, ServiceVersion
from keliling.catalogue.rules import Sheet, read_sheet
from keliling.forms import read_markdown
from keliling.kernel.actor import Actor
from keliling.kernel.refusal import Absent
from keliling.record.acts import note

FOLDER = Path(__file__).resolve().parent.parent / "shipped"


@dataclass(frozen=True, slots=True)
class Shipped:
    """One version of a service as its folder holds it."""

    sheet: Sheet
    raw: str
    form: str
    template: str

    @property
    def digest(self) -> str:
        """Tell this text from a changed one."""
        return sha256("\0".join([self.raw, self.form, self.template]).encode()).hexdigest()


def shipped_services(folder: Path = FOLDER) -> list[Shipped]:
    """Read every shipped version, by code and date; raises ``SheetProblem``."""
    return [_read(path.parent) for path in sorted(folder.glob("*/*/service.toml"))]


@transaction.atomic
def adopt_services(office: UUID, codes: Collection[str], *, by: Actor, now: datetime) -> list[UUID]:
    """Offer these services with all their versions; what is there already stays as it is.

    Returns the versions that are new. A version under which somebody may have filed is
    never rewritten: a changed sheet needs a new date.
    """
    actor = administrator_of(office, by)
    made = []
    for shipped in shipped_services():
        if shipped.sheet.code not in codes:
            continue
        service, _ = Service.objects.get_or_create(office=office, code=shipped.sheet.code)
        if not service.offered:
            Service.objects.filter(pk=service.pk).update(offered=True)
        if service.versions.filter(valid_from=shipped.sheet.basis.valid_from).exists():
            continue
        version = _version(service, shipped)
        about = ("service", service.pk)
        data = {"code": service.code, "valid_from": version.valid_from}
        note("service_adopted", about=about, by=actor, at=now, office=office, data=data)
        made.append(version.pk)
    return made


@transaction.atomic
def stop_service(office: UUID, code: str, *, by: Actor, now: datetime) -> None:
    """No longer offer a service; files under it go on. Raises ``Absent``."""
    actor = administrator_of(office, by)
    service = Service.objects.filter(office=office, code=code, offered=True).first()
    if service is None:
        raise Absent
    Service.objects.filter(pk=service.pk).update(offered=False)
    data = {"code": code}
    about = ("service", service.pk)
    note("service_stopped", about=about, by=actor, at=now, office=office, data=data)


def _version(service: Service, shipped: Shipped) -> ServiceVersion:
    return ServiceVersion.objects.create(
        service=service,
        valid_from=shipped.sheet.basis.valid_from,
        valid_to=shipped.sheet.basis.valid_to,
        sheet=json.loads(json.dumps(tomllib.loads(shipped.raw), default=date.isoformat)),
        source=shipped.form.encode(),
        suffix=".md",
        xform=read_markdown(shipped.form).xform,
        template=shipped.template,
        digest=shipped.digest,
    )


def _read(folder: Path) -> Shipped:
    raw = (folder / "service.toml").read_text()
    return Shipped(
        sheet=read_sheet(tomllib.loads(raw)),
        raw=raw,
        form=(folder / "form.md").read_text(),
        template=(folder / "permit.typ").read_text(),
    )
