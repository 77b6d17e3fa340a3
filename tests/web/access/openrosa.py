"""Who gets what from the OpenRosa door: a key is its own right, and no session opens it."""

from dataclasses import asdict

from tests.web.access.row import Row

KEY = {"key": "device_key"}
FORM = {"form": "service_code", "version": "openrosa_version"}
FILE = {"form": "shown_service", "version": "shown_day", "name": "shown_file"}


def everybody(status: int) -> dict[str, int]:
    """Give the same to the whole cast."""
    return {name: status for name, kind in asdict(Row("")).items() if isinstance(kind, int)}


ROWS = [
    Row("openrosa_key_list", KEY, **everybody(200)),
    Row("openrosa_key_form", KEY | FORM, **everybody(200)),
    Row("openrosa_key_manifest", KEY | FORM, **everybody(200)),
    Row("openrosa_key_file", KEY | FILE, **everybody(200)),
    Row("openrosa_key_submission", KEY, method="HEAD", **everybody(204)),
    Row("openrosa_list", {}, **everybody(401)),
    Row("openrosa_form", FORM, **everybody(401)),
    Row("openrosa_manifest", FORM, **everybody(401)),
    Row("openrosa_file", FILE, **everybody(401)),
    Row("openrosa_submission", {}, method="HEAD", **everybody(401)),
]
