"""Django's entry for stage 1."""

from django.apps import AppConfig


class CommissionConfig(AppConfig):
    """Proposal, support, visit."""

    name = "keliling.commission"
