"""Tables of places."""

from keliling.places.models.area import Area, AreaWord
from keliling.places.models.office import Neighbourhood, Office

__all__ = ["Area", "AreaWord", "Neighbourhood", "Office"]
