"""Django's entry for stage 4."""

from django.apps import AppConfig


class AssessConfig(AppConfig):
    """What was learned, and what it changes."""

    name = "keliling.assess"
