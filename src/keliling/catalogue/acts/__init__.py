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
from keliling.catalogue.acts.publish import (
    Publication,
    Upload,
    check_publication,
    discard_form,
    keep_form,
    publish_form,
)

__all__ = [
    "Administrator",
    "OpeningPlan",
    "Publication",
    "Shipped",
    "Upload",
    "adopt_services",
    "check_publication",
    "close_on",
    "discard_form",
    "keep_form",
    "load_calendar",
    "open_first_office",
    "open_office",
    "open_on",
    "publish_form",
    "shipped_services",
    "stop_service",
]
