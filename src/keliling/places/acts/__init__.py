"""Acts on places."""

from keliling.places.acts.areas import load_areas
from keliling.places.acts.neighbourhoods import Counted, load_neighbourhoods
from keliling.places.acts.offices import change_contact, open_office

__all__ = ["Counted", "change_contact", "load_areas", "load_neighbourhoods", "open_office"]
