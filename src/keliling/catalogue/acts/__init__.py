"""Acts on the catalogue."""

from keliling.catalogue.acts.adopt import (
    Shipped,
    adopt_services,
    shipped_services,
    stop_service,
)
from keliling.catalogue.acts.calendar import close_on, load_calendar, open_on
from keliling.catalogue.acts.opening import (
    Administrator,
    OpeningPlan,
    open_first_office,
    open_office,
)

__all__ = [
    "Administrator",
    "OpeningPlan",
    "Shipped",
    "adopt_services",
    "close_on",
    "load_calendar",
    "open_first_office",
    "open_office",
    "open_on",
    "shipped_services",
    "stop_service",
]
