"""Fixtures that every kind of test uses."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from pytest_django.fixtures import SettingsWrapper

from keliling.catalogue.queries import form_of, sheet_of
from tests import cast
from tests.cast import World


@pytest.fixture
def world(db: None) -> World:
    """An office and its people."""
    return cast.make_world()


@pytest.fixture
def client_as(world: World) -> Callable[..., Client]:
    """Return a browser in which somebody is signed in; ``"visitor"`` for nobody."""

    def make(name: str = "visitor", language: str = "id") -> Client:
        browser = Client(headers={"accept-language": language})
        if name != "visitor":
            browser.force_login(world.people[name])
        return browser

    return make


@pytest.fixture(autouse=True)
def quick_passwords(settings: SettingsWrapper) -> None:
    """Hash passwords cheaply: a test asks who may sign in, not how long guessing takes."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def forget_versions() -> Iterator[None]:
    """A version never changes in an installation; in tests the database is emptied under it."""
    yield
    form_of.cache_clear()
    sheet_of.cache_clear()
