"""Django's entry for stage 2."""

from django.apps import AppConfig


class DesignConfig(AppConfig):
    """The plan of a visit."""

    name = "keliling.design"
