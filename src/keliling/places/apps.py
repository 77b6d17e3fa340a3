"""Django's entry for places."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """Where things are."""

    name = "keliling.places"
