"""Reading places; `Office` for those who must name what they were given."""

from keliling.places.models import Office
from keliling.places.queries.areas import (
    AREA_SOURCE,
    VILLAGE,
    FoundArea,
    area,
    area_names,
    area_path,
    children,
    count_areas,
    search_areas,
)
from keliling.places.queries.offices import (
    neighbourhoods,
    office,
    office_by_code,
    office_serving,
    offices,
)

__all__ = [
    "AREA_SOURCE",
    "VILLAGE",
    "FoundArea",
    "Office",
    "area",
    "area_names",
    "area_path",
    "children",
    "count_areas",
    "neighbourhoods",
    "office",
    "office_by_code",
    "office_serving",
    "offices",
    "search_areas",
]
