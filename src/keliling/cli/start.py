"""Start Django for a command, with a clear sentence where something is missing."""

import os
import sys
from pathlib import Path

from rich.console import Console

say = Console(stderr=True, highlight=False)


def start_django(*, make_keys: bool = False) -> None:
    """Load the settings; with ``make_keys`` a fresh installation gets its keys first."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "keliling.config.settings")
    import django

    from keliling.config import keys

    if make_keys:
        keys.make_keys(keys.key_file())
    try:
        django.setup()
    except FileNotFoundError as problem:
        say.print(f"[bold]{problem}[/bold]")
        sys.exit(1)


def use_folder(folder: Path) -> None:
    """Keep everything this process makes under ``folder``."""
    os.environ["KELILING_VAR"] = str(folder)
    os.environ.pop("KELILING_KEYS", None)
    os.environ.pop("DATABASE_URL", None)


def migrate() -> None:
    """Bring the database to the newest form, quietly, and make the table of the cache."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
