"""Acts on the catalogue."""

from keliling.catalogue.acts.adopt import (
    Shipped,
    adopt_services,
    shipped_services,
    stop_service,
)
from keliling.catalogue.acts.calendar import close_on, load_calendar, open_on

__all__ = [
    "Shipped",
    "adopt_services",
    "close_on",
    "load_calendar",
    "open_on",
    "shipped_services",
    "stop_service",
]
