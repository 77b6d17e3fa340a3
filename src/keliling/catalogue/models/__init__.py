"""Tables of the catalogue."""

from keliling.catalogue.models.calendar import FreeDay
from keliling.catalogue.models.service import Service, ServiceVersion

__all__ = ["FreeDay", "Service", "ServiceVersion"]
