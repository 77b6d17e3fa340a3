"""Django's entry for the catalogue."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """Law is data: every requirement, fee and term is a row with its dates and source."""

    name = "keliling.catalogue"
