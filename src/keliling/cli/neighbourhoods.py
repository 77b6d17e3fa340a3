"""`keliling neighbourhoods`: the RT and RW of a village from the office's own list."""

import csv
import sys
from pathlib import Path
from typing import NoReturn

import typer

from keliling.cli.start import say, start_django
from keliling.kernel.refusal import Refused

COLUMNS = "rw,rt,adults"
WHY = {
    "absent": "There is no village with this code.",
    "village_needed": "This is the code of a larger area; give that of a village.",
    "no_office_there": "No office here serves this village yet: run `keliling init` first.",
    "rw_number": "An RT or RW is a number from 1 to 999.",
    "adults_number": "A number of adults is a whole number up to 100,000.",
    "adults_source_missing": "Say with --source where the numbers of adults come from.",
    "neighbourhood_twice": "An RT or RW stands twice in the list.",
}


def neighbourhoods(
    village: str = typer.Argument(help="Code of the village, such as 31.74.09.1002."),
    file: str = typer.Argument(help=f"CSV with a first line `{COLUMNS}`."),
    source: str = typer.Option("", help="Who counted the adults, and when."),
) -> None:
    """Load the RT and RW of a village; a second time replaces the numbers."""
    start_django()
    from django.utils import timezone

    from keliling.kernel.actor import SYSTEM
    from keliling.places.acts import Counted, load_neighbourhoods

    rows = [Counted(rw, rt, adults) for rw, rt, adults in read_list(Path(file))]
    try:
        count = load_neighbourhoods(village, rows, source=source, by=SYSTEM, now=timezone.now())
    except Refused as refused:
        _leave(WHY[refused.reason])
    typer.echo(f"{count} neighbourhoods of {village}")


def read_list(path: Path) -> list[tuple[str, str, int | None]]:
    """Read RW, RT and adults, the latter two possibly empty; leaves where it cannot."""
    found: list[tuple[str, str, int | None]] = []
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            for row in csv.DictReader(file, strict=True):
                adults = (row.get("adults") or "").strip()
                found.append((row["rw"], row.get("rt") or "", int(adults) if adults else None))
    except OSError as problem:
        _leave(f"{path} cannot be read: {problem.strerror}.")
    except (KeyError, ValueError, csv.Error):
        _leave(f"Line {len(found) + 2} of {path} is not `{COLUMNS}`.")
    return found


def _leave(sentence: str) -> NoReturn:
    say.print(f"[bold]{sentence}[/bold] Nothing was changed.")
    sys.exit(1)
