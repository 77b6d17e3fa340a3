"""Django's entry for stage 3."""

from django.apps import AppConfig


class DeliverConfig(AppConfig):
    """From a ticket to a permit."""

    name = "keliling.deliver"
