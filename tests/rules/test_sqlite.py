"""Which SQLite may have two writing processes, and what it tells Django."""

import sys

import pytest

from keliling.config.sqlite import is_affected, use_current_sqlite

use_current_sqlite()


@pytest.mark.parametrize(
    ("version", "affected"),
    [
        ((3, 40, 1), True),
        ((3, 44, 5), True),
        ((3, 44, 6), False),
        ((3, 46, 1), True),
        ((3, 50, 6), True),
        ((3, 50, 7), False),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
        ((4, 0, 0), False),
    ],
)
def test_versions_with_the_wal_reset_race_are_known(
    version: tuple[int, int, int],
    affected: bool,  # noqa: FBT001
) -> None:
    assert is_affected(version) is affected


def test_a_statement_may_have_as_many_parameters_as_the_connection_says() -> None:
    current = sys.modules["sqlite3"]
    with current.connect(":memory:") as connection:
        most = connection.getlimit(current.SQLITE_LIMIT_VARIABLE_NUMBER)
        marks = ",".join("?" * most)
        row = connection.execute(f"SELECT 1 WHERE 1 IN ({marks})", [1] * most)
        assert row.fetchone() == (1,)
