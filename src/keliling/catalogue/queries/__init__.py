"""Reading the catalogue."""

from keliling.catalogue.queries.files import (
    FileBeside,
    draft_files,
    file_of_draft,
    file_of_version,
    form_files,
    hashes,
)
from keliling.catalogue.queries.names import (
    Adopted,
    adopted_services,
    offers_by_office,
    service_names,
)
from keliling.catalogue.queries.publishing import (
    Edition,
    Shelf,
    Waiting,
    book_of_version,
    form_of_draft,
    shelf_of,
    waiting_forms,
)
from keliling.catalogue.queries.services import (
    Offer,
    form_of,
    free_day_table,
    free_days,
    offers,
    sheet_of,
    template_of,
    version_day,
    version_in_force,
    version_named,
    versions_of,
)

__all__ = [
    "Adopted",
    "Edition",
    "FileBeside",
    "Offer",
    "Shelf",
    "Waiting",
    "adopted_services",
    "book_of_version",
    "draft_files",
    "file_of_draft",
    "file_of_version",
    "form_files",
    "form_of",
    "form_of_draft",
    "free_day_table",
    "free_days",
    "hashes",
    "offers",
    "offers_by_office",
    "service_names",
    "sheet_of",
    "shelf_of",
    "template_of",
    "version_day",
    "version_in_force",
    "version_named",
    "versions_of",
    "waiting_forms",
]
