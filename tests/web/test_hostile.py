"""Every form of every page, filled with what nobody should send: refused whole, and never a 500."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse, reverse_lazy
from lxml import html

from tests.cast import World
from tests.web.test_access import ROWS, argument, full

__all__ = ["full"]
DESKS = ("front_officer", "signatory", "coordinator", "administrator")
WHO = ("visitor", "applicant", "volunteer", "rw_head", *DESKS)
HOSTILE = {
    "empty": "",
    "spaces": "  \t ",
    "script": "<script>alert(1)</script>\"'>{{ 7*7 }}{% now 'Y' %}",
    "sql": "1'; DROP TABLE deliver_application; --",
    "negative": "-1",
    "enormous number": "9" * 400,
    "arabic digits": "١٢٣",
    "no number": "1e309",
    "right to left": "\u202egnp.exe\ufeff\u200b",
    "no text": "\ufffd\x0b\x1f\x7f",
    "nul": "a\0b",
    "long": "panjang " * 4_000,
}
OURS = {"act", "version", "id", "sure", "number"}
"""What the page itself wrote; sent back as it was in one of two tries."""
TOUCHED = {"django_session", "deliver_look", "record_fact"}
"""What reading alone leaves: a session, and the trace of a look; other facts are counted."""
FACTS = "SELECT 'facts', count(*) FROM record_fact WHERE kind NOT LIKE '%_looked_at'"
SIGN_OUT = reverse_lazy("account_logout")


@dataclass(frozen=True, slots=True)
class Form:
    """A form as it stands on a page."""

    action: str
    fields: tuple[tuple[str, str], ...] = field(compare=False)
    names: tuple[str, ...]

    def __str__(self) -> str:
        """Name it for a failure."""
        return f"{self.action} ({', '.join(self.names)})"


def forms_of(page: str, body: bytes) -> Iterator[Form]:
    """Read every form that posts; a field of choices keeps its first value."""
    for form in html.fromstring(body).iterfind(".//form[@method='post']"):
        fields = {}
        for part in form.iter("input", "textarea", "select", "button"):
            name = part.get("name")
            if name and part.get("type") != "file" and name != "csrfmiddlewaretoken":
                fields.setdefault(name, part.get("value") or "")
        action = form.get("action") or page
        yield Form(action, tuple(fields.items()), tuple(sorted(fields)))


def sizes() -> dict[str, int]:
    """Count the rows of every table that is ours, in one statement."""
    tables = [model._meta.db_table for model in apps.get_models()]
    counts = [f"SELECT '{t}', count(*) FROM {t}" for t in tables]  # noqa: S608  our own names
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([FACTS, *counts]))
        return {name: count for name, count in cursor.fetchall() if name not in TOUCHED}


def send(browser: Client, form: Form, values: dict[str, str], before: dict[str, int]) -> str:
    """Send a form and take it back; returns what was wrong with the answer."""
    with transaction.atomic():
        answer = browser.post(form.action, values)
        after = sizes() if answer.status_code >= 400 else before
        transaction.set_rollback(True)
    if answer.status_code >= 500:
        return f"{answer.status_code} {form}"
    if before != after:
        changed = {label for label in before if before[label] != after[label]}
        return f"{answer.status_code} but changed {changed}: {form}"
    return ""


def every_form(world: World, browser: Client, seen: set[Form]) -> Iterator[Form]:
    """Find the forms that somebody meets and nobody met before."""
    for row in ROWS:
        kwargs = {key: argument(world, name) for key, name in row.kwargs.items()}
        page = browser.get(reverse(row.name, kwargs=kwargs))
        if page.streaming:
            assert b"".join(page.streaming_content)
        elif page.status_code == 200:
            for form in forms_of(reverse(row.name, kwargs=kwargs), page.content):
                if form not in seen and form.action != SIGN_OUT:
                    seen.add(form)
                    yield form


@pytest.mark.django_db
def test_no_form_breaks_or_half_acts(full: World, client_as: Callable[..., Client]) -> None:
    before, seen, wrong = sizes(), set[Form](), []
    for who in WHO:
        browser = client_as(who)
        for form in every_form(full, browser, seen):
            for hostile in HOSTILE.values():
                kept = {k: v if k in OURS else hostile for k, v in form.fields}
                tries = (kept, dict.fromkeys(kept, hostile))
                wrong += [send(browser, form, values, before) for values in tries]
    assert [one for one in wrong if one] == []
    assert len(seen) > 25
    assert sizes() == before
