"""Django's entry for people."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Who there is and what each may do."""

    name = "keliling.people"
