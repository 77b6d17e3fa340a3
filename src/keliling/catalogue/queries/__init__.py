"""Reading the catalogue."""

from keliling.catalogue.queries.names import (
    Adopted,
    adopted_services,
    offers_by_office,
    service_names,
)
from keliling.catalogue.queries.services import (
    Offer,
    form_files,
    form_of,
    free_day_table,
    free_days,
    offers,
    sheet_of,
    template_of,
    version_in_force,
    version_named,
    versions_of,
)

__all__ = [
    "Adopted",
    "Offer",
    "adopted_services",
    "form_files",
    "form_of",
    "free_day_table",
    "free_days",
    "offers",
    "offers_by_office",
    "service_names",
    "sheet_of",
    "template_of",
    "version_in_force",
    "version_named",
    "versions_of",
]
