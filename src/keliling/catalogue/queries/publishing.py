"""Versions of a service as its office publishes them, and the form that waits to be one."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID

from django.db.models import QuerySet

from keliling.catalogue.models import FormDraft, Service, ServiceVersion
from keliling.catalogue.queries.files import data_of, of_draft
from keliling.catalogue.rules import Words
from keliling.forms import Book, Form, book_of, numbered, read_xform
from keliling.kernel.actor import Actor, Role, office_scope
from keliling.kernel.refusal import Absent


@dataclass(frozen=True, slots=True)
class Edition:
    """One version as a list shows it; ``law`` is what it rests on, ``by`` who published it."""

    version: UUID
    valid_from: date
    valid_to: date | None
    law: tuple[str, ...]
    by: UUID | None
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A form that was uploaded and not published; ``draft`` is what its reader saw."""

    draft: UUID
    by: UUID
    at: datetime
    file_name: str

    @property
    def form(self) -> Form:
        """The form itself."""
        return form_of_draft(self.draft)


@dataclass(frozen=True, slots=True)
class Shelf:
    """A service in its office's hands: its versions, newest first, and what waits beside them."""

    office: UUID
    code: str
    name: Words
    offered: bool
    editions: tuple[Edition, ...]
    waiting: Waiting | None

    @property
    def newest(self) -> Edition:
        """The version that the next one follows."""
        return self.editions[0]

    def on(self, day: date) -> Edition | None:
        """Return the version in force on a day."""
        return next((row for row in self.editions if row.valid_from <= day), None)

    def from_(self, day: date) -> Edition:
        """Return the version that came into force on a day; raises ``Absent``."""
        for row in self.editions:
            if row.valid_from == day:
                return row
        raise Absent


def shelf_of(by: Actor, office: UUID, code: str) -> Shelf:
    """Return a service's versions for the office's administrator; raises ``Absent``."""
    if not by.holds(Role.ADMINISTRATOR, office_scope(office)):
        raise Absent
    rows = list(_versions(office, code).order_by("-valid_from"))
    if not rows:
        raise Absent
    service = rows[0].service
    draft = FormDraft.objects.defer("source", "xform").filter(service=service).first()
    name = rows[0].sheet["name"]
    return Shelf(
        office=office,
        code=code,
        name=Words(str(name["id"]), str(name["en"])),
        offered=service.offered,
        editions=tuple(map(_edition, rows)),
        waiting=_waiting(draft) if draft else None,
    )


def waiting_forms(office: UUID) -> frozenset[str]:
    """Return the codes of the services beside whose versions an uploaded form waits."""
    rows = FormDraft.objects.filter(service__office=office)
    return frozenset(rows.values_list("service__code", flat=True))


@lru_cache(maxsize=32)
def form_of_draft(draft: UUID) -> Form:
    """Return an uploaded form; its row never changes. Raises ``Absent``."""
    row = FormDraft.objects.defer("source").filter(pk=draft).first()
    if row is None:
        raise Absent
    return read_xform(row.xform, data_of(of_draft(draft)))


def book_of_version(version: UUID) -> Book:
    """Return the sheets of a version as it was published; raises ``Absent``."""
    row = ServiceVersion.objects.select_related("service").filter(pk=version).first()
    if row is None:
        raise Absent
    book = book_of(bytes(row.source), row.suffix)
    return numbered(book, form_id=row.service.code, version=row.valid_from.isoformat())


def book_of_draft(draft: UUID) -> Book:
    """Return the sheets of an uploaded form; raises ``Absent``."""
    row = FormDraft.objects.filter(pk=draft).first()
    if row is None:
        raise Absent
    return book_of(bytes(row.source), row.suffix)


def newest_version(service: Service) -> ServiceVersion:
    """Return the version that begins last, also one still to come; raises ``Absent``."""
    row = service.versions.defer("source").select_related("service").order_by("-valid_from").first()
    if row is None:
        raise Absent
    return row


def _versions(office: UUID, code: str) -> QuerySet[ServiceVersion]:
    rows = ServiceVersion.objects.filter(service__office=office, service__code=code)
    return rows.select_related("service").defer("source", "xform", "template")


def _edition(row: ServiceVersion) -> Edition:
    day = row.valid_from.isoformat()
    bases = row.sheet.get("legal_basis", [])
    fresh = [str(basis["title"]) for basis in bases if basis["valid_from"] == day]
    return Edition(
        version=row.pk,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        law=tuple(fresh or (str(basis["title"]) for basis in bases)),
        by=row.published_by_id,
        at=row.published_at,
    )


def _waiting(row: FormDraft) -> Waiting:
    return Waiting(row.pk, row.uploaded_by_id, row.uploaded_at, row.file_name)
