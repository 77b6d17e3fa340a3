"""Read the environment; nothing else in the package does."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


def text(name: str, default: str = "") -> str:
    """Return the variable ``KELILING_<name>``."""
    return os.environ.get(f"KELILING_{name}", default)


def flag(name: str, *, default: bool = False) -> bool:
    """Return a yes/no variable; raises ``ValueError`` for anything else."""
    value = text(name, "yes" if default else "no").lower()
    if value in {"1", "yes", "true", "on"}:
        return True
    if value in {"0", "no", "false", "off", ""}:
        return False
    message = f"KELILING_{name} must be yes or no, not {value!r}"
    raise ValueError(message)


def var() -> Path:
    """Return the folder for everything that is made at run time."""
    return Path(text("VAR", "var")).resolve()


# SQLite as in `docs/decisions/0003`: one writer at a time that waits five seconds, and a
# commit is acknowledged only when it is on the disk.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 5,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
}


def database() -> dict[str, Any]:
    """Return Django's database settings from ``DATABASE_URL``; SQLite under ``var`` without it."""
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        return _sqlite(str(var() / "keliling.sqlite3"))
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(parts.path)
    if parts.scheme not in {"postgres", "postgresql"}:
        message = "DATABASE_URL must start with postgresql:// or sqlite:///"
        raise ValueError(message)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": parts.port or "",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": flag("PGBOUNCER"),
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def _sqlite(path: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": SQLITE_OPTIONS,
        "TEST": {"NAME": text("TEST_SQLITE") or None},
    }
