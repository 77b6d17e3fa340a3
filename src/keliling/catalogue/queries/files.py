"""The files beside a form. What a list says of them is kept read; their bytes are not."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from uuid import UUID

from django.db.models import QuerySet

from keliling.catalogue.models import FormDraft, FormFile, ServiceVersion
from keliling.catalogue.rules import is_data
from keliling.kernel.refusal import Absent


@dataclass(frozen=True, slots=True)
class FileBeside:
    """What is known of a file without its bytes; ``size`` counts them."""

    name: str
    media_type: str
    size: int
    md5: str

    @property
    def is_data(self) -> bool:
        """Whether the form reads it; otherwise it is shown beside words."""
        return is_data(self.name)


@lru_cache(maxsize=512)
def form_files(version: UUID) -> Mapping[str, FileBeside]:
    """Return the files beside a version's form, by name; raises ``Absent``."""
    found = _known(of_version(version))
    if not found and not ServiceVersion.objects.filter(pk=version).exists():
        raise Absent
    return found


@lru_cache(maxsize=32)
def draft_files(draft: UUID) -> Mapping[str, FileBeside]:
    """Return the files beside an uploaded form, by name; raises ``Absent``."""
    found = _known(of_draft(draft))
    if not found and not FormDraft.objects.filter(pk=draft).exists():
        raise Absent
    return found


def hashes(files: Mapping[str, FileBeside]) -> dict[str, str]:
    """Return what tells a file from another of the same name."""
    return {name: file.md5 for name, file in files.items()}


def file_of_version(version: UUID, name: str) -> tuple[FileBeside, bytes]:
    """Return a file beside a version's form; raises ``Absent``."""
    return _file(of_version(version), name)


def file_of_draft(draft: UUID, name: str) -> tuple[FileBeside, bytes]:
    """Return a file beside an uploaded form; raises ``Absent``."""
    return _file(of_draft(draft), name)


def of_version(version: UUID) -> QuerySet[FormFile]:
    """Return the rows of a version, in the order of their names."""
    return FormFile.objects.filter(version=version).order_by("name")


def of_draft(draft: UUID | None) -> QuerySet[FormFile]:
    """Return the rows of an uploaded form, in the order of their names; none without one."""
    return FormFile.objects.filter(draft__isnull=False, draft=draft).order_by("name")


def data_of(rows: QuerySet[FormFile]) -> dict[str, bytes]:
    """Return the data files among some rows, as a form is read with them."""
    names = [name for name in rows.values_list("name", flat=True) if is_data(name)]
    found = rows.filter(name__in=names).values_list("name", "data") if names else ()
    return {name: bytes(data) for name, data in found}


def _known(rows: QuerySet[FormFile]) -> Mapping[str, FileBeside]:
    found = rows.values_list("name", "media_type", "size", "md5")
    return MappingProxyType({row[0]: FileBeside(*row) for row in found})


def _file(rows: QuerySet[FormFile], name: str) -> tuple[FileBeside, bytes]:
    row = rows.filter(name=name).first()
    if row is None:
        raise Absent
    return FileBeside(row.name, row.media_type, row.size, row.md5), bytes(row.data)
