"""The files beside a form that is kept: those that came, and those that are taken along."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import md5, sha256
from itertools import chain
from uuid import UUID

from django.db.models import QuerySet

from keliling.catalogue.models import FormDraft, FormFile, ServiceVersion
from keliling.catalogue.queries.files import data_of, of_draft, of_version
from keliling.catalogue.rules import check_file, check_together, is_data
from keliling.catalogue.rules.files import KINDS, ending_of
from keliling.forms import Form
from keliling.kernel.refusal import Refused


@dataclass(frozen=True, slots=True)
class Beside:
    """The files that came with a workbook, and where others may be taken along from.

    ``seen`` is the draft whose place the form takes, ``before`` the version that it follows:
    whoever mends one cell does not look for all the pictures again.
    """

    came: Mapping[str, bytes]
    seen: UUID | None
    before: UUID

    def check(self) -> None:
        """Refuse a file that can stand beside no form; raises as ``check_file``."""
        for name, data in self.came.items():
            check_file(name, data)
        check_together({name: len(data) for name, data in self.came.items()})

    def data(self) -> dict[str, bytes]:
        """Return the data files that a form can be read with."""
        came = {name: data for name, data in self.came.items() if is_data(name)}
        return data_of(of_version(self.before)) | data_of(of_draft(self.seen)) | came

    def of(self, form: Form) -> dict[str, bytes]:
        """Return all the files that a form needs.

        Raises ``Refused`` (``form_files_unused``, ``form_file_kind``, ``form_files_missing``,
        ``form_files_size``) with the names that it is about.
        """
        if unused := sorted(self.came.keys() - form.files):
            raise Refused("form_files_unused", names=", ".join(unused), count=len(unused))
        needed = form.files - self.came.keys()
        for name in sorted(needed):
            if ending_of(name) not in KINDS:
                check_file(name, b"")
        along = _taken(of_version(self.before), needed) | _taken(of_draft(self.seen), needed)
        if missing := sorted(needed - along.keys()):
            raise Refused("form_files_missing", names=", ".join(missing), count=len(missing))
        found = along | dict(self.came)
        check_together({name: len(data) for name, data in found.items()})
        return dict(sorted(found.items()))


def put_beside(of: FormDraft | ServiceVersion, files: Mapping[str, bytes]) -> None:
    """Keep files beside a form that waits, or beside a version."""
    owner = {"draft": of} if isinstance(of, FormDraft) else {"version": of}
    FormFile.objects.bulk_create(
        FormFile(
            **owner,
            name=name,
            media_type=KINDS[ending_of(name)].media_type,
            size=len(data),
            md5=md5(data, usedforsecurity=False).hexdigest(),
            data=data,
        )
        for name, data in files.items()
    )


def bytes_of(rows: QuerySet[FormFile]) -> dict[str, bytes]:
    """Return files by name with all that they hold."""
    return {name: bytes(data) for name, data in rows.values_list("name", "data")}


def digest_of(parts: Iterable[str], files: Mapping[str, bytes]) -> str:
    """Return the hash of a version: of its texts, and of the files beside its form."""
    named = ((name, sha256(data).hexdigest()) for name, data in sorted(files.items()))
    return sha256("\0".join(chain(parts, *named)).encode()).hexdigest()


def _taken(rows: QuerySet[FormFile], names: Iterable[str]) -> dict[str, bytes]:
    return bytes_of(rows.filter(name__in=list(names)))
