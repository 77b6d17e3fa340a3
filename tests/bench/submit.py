"""Sending a complete application: the site, a bare view, and the database alone."""

from pathlib import Path
from urllib.parse import urlencode

from django.db import connection
from django.urls import reverse

from keliling.cli.serve import granian
from tests import cast_files
from tests.bench.rounds import Load, pgbench, rounds, wrk
from tests.bench.table import Row
from tests.cast import make_world
from tests.served import CSRF, KELILING, Caller, Served, database_url

CLIENTS, SECONDS = 16, 5
EACH = 900
"""Drafts of a client: enough for more than two thousand a second."""
SCRIPT = Path(__file__).with_name("send.lua")
STATEMENT = Path(__file__).with_name("send.sql")
AGAIN = "UPDATE deliver_application SET stage = 'draft', version = 1, received_at = NULL"
PILE = "CREATE TABLE bench_pile AS SELECT id, row_number() OVER () AS n FROM deliver_application"
SLOWEST = 75
"""The bar for the slowest in a hundred, in milliseconds."""


def measure(folder: Path) -> list[Row]:
    """Measure all three in one run, each in five quiet rounds."""
    count = _prepare(folder / "files.txt")
    body = {"BENCH_FILES": str(folder / "files.txt")}
    body["BENCH_BODY"] = urlencode({"csrfmiddlewaretoken": CSRF, "version": 1})

    def over(site: Served) -> Load:
        _run(AGAIN)
        _run("VACUUM ANALYZE deliver_application")
        return wrk(site.address, SCRIPT, clients=CLIENTS, seconds=SECONDS, **body)

    site = Served(lambda port: [*KELILING, "--port", str(port), "--no-worker"])
    bare = Served(_bare, BENCH_BARE="yes")
    with site, bare:
        product, product_dropped = rounds(lambda: over(site))
        sent = _count("SELECT count(*) FROM deliver_application WHERE stage = 'check'")
        assert sent >= product.rate * SECONDS * 0.5, "files were not sent"
        floor, floor_dropped = rounds(lambda: over(bare))
    raw, raw_dropped = rounds(
        lambda: pgbench(database_url(), STATEMENT, clients=CLIENTS, seconds=SECONDS, files=count)
    )
    dropped = product_dropped + floor_dropped + raw_dropped
    named = f"submit an application of 18 questions, {CLIENTS} clients, PostgreSQL"
    return [
        Row(named, product.rate, "requests/s", floor.rate, 0.30, dropped),
        Row(f"{named}: the bare view beside pgbench", floor.rate, "requests/s", raw.rate, None, 0),
        Row(f"{named}: slowest in a hundred", product.p99, "ms", floor.p99, SLOWEST, 0, low=True),
    ]


def _bare(port: int) -> list[str]:
    return granian("127.0.0.1", port, workers=2, application="tests.bench.bare:application")


def _prepare(files: Path) -> int:
    world = make_world()
    lines = []
    for person, pile in cast_files.piles(world, CLIENTS, EACH):
        cookies = Caller(0, person).cookies
        lines.append([f"{reverse('summary', args=[file])} {cookies}" for file in pile])
    files.write_text("\n".join(line for turn in zip(*lines, strict=True) for line in turn))
    _run(PILE)
    _run("CREATE UNIQUE INDEX ON bench_pile (n)")
    return _count("SELECT count(*) FROM bench_pile")


def _run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def _count(sql: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return int(cursor.fetchone()[0])
