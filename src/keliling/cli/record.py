"""`keliling record`: verify, seal, export."""

import sys
from pathlib import Path

import typer

from keliling.cli.start import start_django

app = typer.Typer(no_args_is_help=True, help="The record: verify, seal, export.")


@app.command()
def verify() -> None:
    """Recompute every seal; exit 1 and name the first that does not hold."""
    start_django()
    from django.conf import settings

    from keliling.record.queries import verify_record

    found = verify_record(Path(settings.SEAL_LOG))
    counted = f"{found.seals} seals over {found.sealed} facts, {found.loose} not yet sealed"
    if found.broken is None:
        typer.echo(f"sound: {counted}")
        return
    broken = found.broken
    chain = broken.chain or "without an office"
    typer.echo(f"broken: seal {broken.number} of chain {chain}: {broken.what} ({counted})")
    sys.exit(1)


@app.command()
def seal() -> None:
    """Seal what is not yet sealed; the worker does so every minute."""
    start_django()
    from django.utils import timezone

    from keliling.jobs.rounds import every_minute

    typer.echo(f"{every_minute(timezone.now())} seals added")


@app.command()
def export() -> None:
    """Write every fact to standard output, one line of JSON each."""
    start_django()
    from keliling.record.queries import export_facts

    for line in export_facts():
        typer.echo(line)
