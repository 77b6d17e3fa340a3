"""Whose clock counts, and why a refusal holds what a telephone sent."""

from datetime import UTC, datetime, timedelta

import pytest

from keliling.deliver.rules import hold_for, is_suspect
from keliling.deliver.rules.submission import REASONS
from keliling.kernel.refusal import Conflict, Refused

NOW = datetime(2026, 11, 9, 3, 0, tzinfo=UTC)
YEAR, DAY, MINUTE = timedelta(days=365), timedelta(days=1), timedelta(minutes=1)


@pytest.mark.parametrize(
    ("name", "off", "suspect"),
    [
        ("sent", 4 * MINUTE, False),
        ("sent", -4 * MINUTE, False),
        ("sent", 6 * MINUTE, True),
        ("sent", -DAY, True),
        ("end", -DAY, False),
        ("start", -29 * DAY, False),
        ("start", -31 * DAY, True),
        ("end", 6 * MINUTE, True),
        ("end", YEAR, True),
        ("start", -YEAR, True),
    ],
)
def test_a_form_waits_for_days_and_is_sent_at_once(
    name: str, off: timedelta, *, suspect: bool
) -> None:
    assert is_suspect({name: NOW + off}, NOW) is suspect
    assert is_suspect({name: NOW + off, "other": None}, NOW) is suspect


def test_a_device_that_names_no_moment_is_not_suspect() -> None:
    assert not is_suspect({"sent": None, "start": None}, NOW)


def test_every_refusal_holds_under_one_of_the_reasons() -> None:
    for refused in (
        Refused("held_version"),
        Refused("document_pages", most=50),
        Refused("not_your_role"),
        Conflict("visit_takes_no_files"),
    ):
        assert hold_for(refused).reason in REASONS
    assert hold_for(Refused("document_kind")).reason == "held_document"
    assert hold_for(Refused("mandate_other_service")).reason == "held_refused"
