"""Tables of the catalogue."""

from keliling.catalogue.models.calendar import FreeDay
from keliling.catalogue.models.form_file import FormFile
from keliling.catalogue.models.service import FormDraft, Service, ServiceVersion

__all__ = ["FormDraft", "FormFile", "FreeDay", "Service", "ServiceVersion"]
