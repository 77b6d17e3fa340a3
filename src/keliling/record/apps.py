"""Django's entry for the record."""

from django.apps import AppConfig


class RecordConfig(AppConfig):
    """Append-only facts, their errands and their seals."""

    name = "keliling.record"
