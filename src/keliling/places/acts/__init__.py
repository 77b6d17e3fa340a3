"""Acts on places."""

from keliling.places.acts.areas import load_areas
from keliling.places.acts.offices import change_contact, open_office

__all__ = ["change_contact", "load_areas", "open_office"]
