"""Load the areas that set-up fetched."""

import csv
import sys
from pathlib import Path

from rich.progress import Progress

from keliling.cli.start import say

FILES = ("provinces", "regencies", "districts", "villages")


def load_shipped_areas(progress: Progress, *, only: str = "") -> int:
    """Load the files under ``var/areas`` with a bar; ``only`` is the start of the codes."""
    from django.conf import settings
    from django.utils import timezone

    from keliling.kernel.actor import SYSTEM
    from keliling.places.acts import load_areas

    rows = read_areas(Path(settings.AREAS))
    if only:
        rows = [row for row in rows if row[0].startswith(only)]
    bar = progress.add_task("Areas of Indonesia", total=len(rows))
    return load_areas(
        rows,
        by=SYSTEM,
        now=timezone.now(),
        told=lambda count: progress.update(bar, advance=count),
    )


def read_areas(folder: Path) -> list[tuple[str, str]]:
    """Read ``(code, name)`` of every area; leaves with a sentence where a file is missing."""
    rows = []
    for name in FILES:
        path = folder / f"{name}.csv"
        if not path.exists():
            say.print(f"[bold]No areas at {path}.[/bold] Run `make demo` or `make setup` first.")
            sys.exit(1)
        with path.open(newline="", encoding="utf-8") as file:
            rows += [(row["code"], row["name"]) for row in csv.DictReader(file)]
    return rows
