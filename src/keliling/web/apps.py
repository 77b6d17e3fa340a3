"""Django's entry for the web."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages for people."""

    name = "keliling.web"
