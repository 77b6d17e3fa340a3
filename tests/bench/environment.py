"""The environment of a benchmark: a database of its own, settings as an office has them."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import psycopg

NAME = "keliling_bench"


def prepare() -> Path:
    """Make keys, a folder and an empty database; returns the folder."""
    folder = Path(tempfile.mkdtemp(prefix="keliling-bench-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    server = os.environ["KELILING_TEST_POSTGRES"]
    with psycopg.connect(server, autocommit=True) as line:
        line.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
        line.execute(f"CREATE DATABASE {NAME}")
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "keliling.config.settings",
        "KELILING_VAR": str(folder),
        "KELILING_NO_RATE_LIMITS": "yes",
        "DATABASE_URL": server.rsplit("/", 1)[0] + f"/{NAME}",
    }
    from keliling.config.keys import make_keys

    make_keys(folder / "keys.json")
    (folder / "static").mkdir()
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    return folder
