"""Use a SQLite without the WAL-reset race (fixed in 3.51.3, 3.50.7 and 3.44.6)."""

import functools
import sys
from types import ModuleType

FIXED = (3, 51, 3)
BACKPORTED = {(3, 50): 7, (3, 44): 6}

# Django 6.1 asks a connection for these two, which pysqlite3 0.6.1 does not tell; the
# values are those it was compiled with, capped at SQLite's own default for the first.
LIMITS = {"SQLITE_LIMIT_COLUMN": (2, 2_000), "SQLITE_LIMIT_VARIABLE_NUMBER": (9, 32_766)}


def use_current_sqlite() -> None:
    """Put the bundled SQLite in the place of Debian's, before Django looks for one."""
    try:
        import pysqlite3
    except ImportError:
        return
    if not hasattr(pysqlite3.Connection, "getlimit"):
        _tell_limits(pysqlite3)
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2


def is_affected(version: tuple[int, int, int]) -> bool:
    """Tell whether this SQLite can lose committed pages to a second connection."""
    if version >= FIXED:
        return False
    return version[2] < BACKPORTED.get(version[:2], version[2] + 1)


def _tell_limits(module: ModuleType) -> None:
    """Give the module the limits' names, and its connections ``getlimit``."""
    known = dict(LIMITS.values())
    telling = type("Connection", (module.Connection,), {"getlimit": lambda _, kind: known[kind]})
    added = {name: kind for name, (kind, _) in LIMITS.items()}
    connect = functools.partial(module.dbapi2.connect, factory=telling)
    for part in (module, module.dbapi2):
        vars(part).update(added, connect=connect)
