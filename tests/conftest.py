"""Fixtures that every kind of test uses."""

from collections.abc import Callable, Iterator
from importlib import import_module

import pytest
from django.db import connection
from django.test import Client
from pytest_django.fixtures import Settings
from pytest_django.plugin import blocking_manager_key

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
def quick_passwords(settings: Settings) -> None:
    """Hash passwords cheaply: a test asks who may sign in, not how long guessing takes."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def forget_versions() -> Iterator[None]:
    """A version never changes in an installation; in tests the database is emptied under it."""
    yield
    form_of.cache_clear()
    sheet_of.cache_clear()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """Let a test that really committed empty its tables: the record would refuse.

    After the last test of a run the database itself is gone, and its triggers with it.
    """
    marker = item.get_closest_marker("django_db")
    if marker is None or not marker.kwargs.get("transaction"):
        return (yield)
    triggers = import_module("keliling.record.migrations.0002_append_only")
    with item.config.stash[blocking_manager_key].unblock():
        _run(triggers.undo(connection.vendor))
    try:
        return (yield)
    finally:
        if nextitem is not None:
            with item.config.stash[blocking_manager_key].unblock():
                _run(triggers.statements(connection.vendor))


def _run(statements: Iterator[str]) -> None:
    with connection.cursor() as cursor:
        for sql in statements:
            cursor.execute(sql)
