"""Use a SQLite without the WAL-reset race (fixed in 3.51.3, 3.50.7 and 3.44.6)."""

import sys

FIXED = (3, 51, 3)
BACKPORTED = {(3, 50): 7, (3, 44): 6}


def use_current_sqlite() -> None:
    """Put the bundled SQLite in the place of Debian's, before Django looks for one."""
    try:
        import pysqlite3
    except ImportError:
        return
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2


def is_affected(version: tuple[int, int, int]) -> bool:
    """Tell whether this SQLite can lose committed pages to a second connection."""
    if version >= FIXED:
        return False
    return version[2] < BACKPORTED.get(version[:2], version[2] + 1)
