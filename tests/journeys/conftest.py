"""A browser, and the site it looks at."""

import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from playwright.sync_api import Browser, sync_playwright
from pytest_django.fixtures import Settings

from keliling.catalogue.acts import load_calendar
from keliling.kernel.actor import SYSTEM
from tests import cast
from tests.cast import NOW, World
from tests.journeys.walker import Screen, Walker
from tests.served import Served

# Playwright's own loop runs in this thread; what the test asks of the database it asks in turn.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "yes"
CHROMIUM = os.environ.get("KELILING_CHROMIUM") or "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
Entrance = Callable[..., Walker]


@pytest.fixture
def quick_passwords() -> None:
    """The served site hashes as it ships, so the cast's passwords are hashed so too."""


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, without a head."""
    if not Path(CHROMIUM).exists():
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def site(transactional_db: None, settings: Settings, tmp_path: Path) -> Iterator[Served]:
    """The site as it is served, with a folder of its own for what it keeps."""
    keys = str(settings.VAR / "keys.json")
    with Served(KELILING_VAR=str(tmp_path), KELILING_KEYS=keys) as served:
        yield served


@pytest.fixture
def town(site: Served) -> World:
    """The cast, in the year in which the test runs."""
    world = cast.make_world()
    years = {date.today().year, date.today().year + 1} - {NOW.year}  # noqa: DTZ011
    load_calendar(world.office.pk, sorted(years), by=SYSTEM, now=NOW)
    assert site.address
    connection.close()
    return world


@pytest.fixture
def enter(chromium: Browser, site: Served) -> Iterator[Entrance]:
    """Let somebody in, at a screen of their own; signed in where they have a name."""
    contexts = []
    judged: set[str] = set()

    def walk(screen: Screen, name: str = "", *, scripts: bool = True) -> Walker:
        context = chromium.new_context(
            viewport={"width": screen.width, "height": 900},
            locale=screen.locale,
            java_script_enabled=scripts,
            timezone_id="Asia/Jakarta",
            base_url=site.address,
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        walker = Walker(context.new_page(), screen, scripts=scripts, judged=judged)
        if name:
            walker.sign_in(name)
        return walker

    yield walk
    for context in contexts:
        context.close()
