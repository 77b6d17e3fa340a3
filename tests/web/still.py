"""A request that is refused: a clear sentence in both languages, and every row as it was."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.test import Client

from tests.web.read import words

LONG_ENOUGH = 20
"""Letters that a sentence has at least."""


def rows() -> dict[str, list[str]]:
    """Return every row of the product's tables, the record and its errands among them."""
    return {
        model._meta.label: sorted(map(repr, model._default_manager.values_list()))
        for config in apps.get_app_configs()
        if config.name.startswith("keliling.")
        for model in config.get_models()
    }


@contextmanager
def nothing_changes() -> Iterator[None]:
    """Fail unless every row is as it was before."""
    before = rows()
    yield
    after = rows()
    assert {name for name in after if after[name] != before[name]} == set()


def complaint(page: Any) -> str:
    """Return what a page says is wrong: its summary of errors, else all of it."""
    body = page.content.decode()
    summary = re.search(r'<div class="errors.*?</div>', body, re.DOTALL)
    if summary is None:
        return words(page)
    return " ".join(re.sub(r"<[^>]+>", " ", summary[0]).split())


def refused(
    client_as: Callable[..., Client],
    who: str,
    address: str,
    fields: Mapping[str, Any],
    status: int,
) -> Any:
    """Send a form as an Indonesian and as an English reader; return the English answer.

    Both get ``status`` and a sentence in their language, and nothing changes.
    """
    said = []
    for language in ("id", "en"):
        browser = client_as(who, language)
        with nothing_changes():
            page = browser.post(address, fields)
        assert page.status_code == status, words(page)
        assert page.headers["Content-Language"] == language
        said.append(complaint(page))
    assert min(map(len, said)) > LONG_ENOUGH
    assert said[0] != said[1]
    return page
