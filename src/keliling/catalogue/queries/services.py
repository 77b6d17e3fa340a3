"""Services in force, their sheets and forms. A version never changes, so both are kept read."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.db.models import Q, QuerySet

from keliling.catalogue.models import FreeDay, ServiceVersion
from keliling.catalogue.queries.files import data_of, of_version
from keliling.catalogue.rules import Sheet, read_sheet
from keliling.forms import Form, read_xform
from keliling.kernel.refusal import Absent


@dataclass(frozen=True, slots=True)
class Offer:
    """A service as an office offers it on a day."""

    version: UUID
    office: UUID
    valid_from: date
    valid_to: date | None
    sheet: Sheet

    @property
    def code(self) -> str:
        """The service's code."""
        return self.sheet.code


def offers(office: UUID, on: date) -> list[Offer]:
    """Return what an office offers on a day, in the order of the codes; one query."""
    rows = _in_force(on).filter(service__office=office, service__offered=True)
    return [_offer(row) for row in rows.order_by("service__code", "-valid_from")]


def version_in_force(office: UUID, code: str, on: date) -> Offer:
    """Return the version to file under on a day; raises ``Absent``."""
    rows = _in_force(on).filter(service__office=office, service__code=code, service__offered=True)
    row = rows.order_by("-valid_from").first()
    if row is None:
        raise Absent
    return _offer(row)


def versions_of(office: UUID, code: str) -> list[Offer]:
    """Return every version of a service, newest first."""
    rows = _rows().filter(service__office=office, service__code=code)
    return [_offer(row) for row in rows.select_related("service").order_by("-valid_from")]


def version_named(office: UUID, code: str, version: str, on: date) -> Offer | None:
    """Return the version of a service whose form calls itself so: in force first, then newest."""
    found = [row for row in versions_of(office, code) if form_of(row.version).version == version]
    begun = [row for row in found if row.valid_from <= on]
    held = [row for row in begun if row.valid_to is None or on <= row.valid_to]
    return next(iter(held or found), None)


@lru_cache(maxsize=512)
def sheet_of(version: UUID) -> Sheet:
    """Return the sheet of a version; raises ``Absent``."""
    return read_sheet(_row(version).sheet)


@lru_cache(maxsize=512)
def form_of(version: UUID) -> Form:
    """Return the form of a version, parsed once in a process; raises ``Absent``."""
    return read_xform(_row(version).xform, data_of(of_version(version)))


def version_day(version: UUID) -> date:
    """Return the day from which a version is in force; raises ``Absent``."""
    return _row(version).valid_from


def template_of(version: UUID) -> str:
    """Return the Typst source of a version's permit; raises ``Absent``."""
    return _row(version).template


def free_days(office: UUID) -> frozenset[date]:
    """Return the days on which an office is closed beside its week-ends."""
    return frozenset(FreeDay.objects.filter(office=office).values_list("day", flat=True))


def free_day_table(office: UUID, year: int) -> list[FreeDay]:
    """Return one year of an office's calendar."""
    return list(FreeDay.objects.filter(office=office, day__year=year).order_by("day"))


def _in_force(on: date) -> QuerySet[ServiceVersion]:
    until = Q(valid_to=None) | Q(valid_to__gte=on)
    return _rows().filter(until, valid_from__lte=on).select_related("service")


def _rows() -> QuerySet[ServiceVersion]:
    """Return versions without the workbooks they came from, which are large."""
    return ServiceVersion.objects.defer("source")


def _row(version: UUID) -> ServiceVersion:
    row = _rows().filter(pk=version).first()
    if row is None:
        raise Absent
    return row


def _offer(row: ServiceVersion) -> Offer:
    return Offer(
        version=row.pk,
        office=row.service.office,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        sheet=read_sheet(row.sheet),
    )
