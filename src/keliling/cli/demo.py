"""`keliling demo`: play the story and open the site."""

import json
import os
import tempfile
from datetime import date
from pathlib import Path

import typer
from rich.progress import Progress

from keliling.cli.start import migrate, say, start_django, use_folder

FIXED_START = date(2026, 9, 7)


def demo(
    serve: bool = typer.Option(True, help="Open the site afterwards."),
    as_json: bool = typer.Option(False, "--json", help="Print what happened as JSON."),
    seed: int = typer.Option(7, help="The same seed gives the same story."),
    port: int = typer.Option(8000, envvar="PORT", help="Port to listen on."),
) -> None:
    """Play one visit from proposal to rated permit, then serve the site.

    Without ``--serve`` it is played in a temporary database and leaves nothing behind.
    """
    os.environ["KELILING_DEMO"] = "yes"
    if serve:
        _serve(seed, port)
        return
    areas = os.environ.setdefault("KELILING_AREAS", str(Path("var/areas").resolve()))
    with tempfile.TemporaryDirectory(prefix="keliling-") as folder:
        use_folder(Path(folder))
        os.environ["KELILING_AREAS"] = areas
        happened = _play(seed, FIXED_START, whole_country=False)
    typer.echo(json.dumps(happened, indent=None if as_json else 2))


def _serve(seed: int, port: int) -> None:
    os.environ.setdefault("KELILING_PUBLIC_URL", f"http://127.0.0.1:{port}")
    start_django(make_keys=True)
    from keliling.cli.serve import serve as serve_site
    from keliling.places.queries import offices

    migrate()
    if not offices():
        from keliling.cli.story.play import LENGTH

        _play(seed, date.today() - LENGTH, whole_country=True)  # noqa: DTZ011
    _welcome(port)
    serve_site(host="127.0.0.1", port=port, worker=True)


def _play(seed: int, start: date, *, whole_country: bool) -> dict[str, object]:
    start_django(make_keys=True)
    from django.test.utils import override_settings

    from keliling.cli.areas import load_shipped_areas
    from keliling.cli.story.play import play, summary
    from keliling.jobs.rounds import every_minute
    from keliling.jobs.run import drain
    from keliling.record.queries import count_facts

    quiet = override_settings(EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend")
    with Progress(console=say, transient=True) as progress, quiet:
        migrate()
        load_shipped_areas(progress, only="" if whole_country else "31")
        chapters = progress.add_task("The story", total=6)
        outcome = play(
            seed,
            start,
            errands=lambda clock: drain(clock.now),
            step=lambda name: progress.update(chapters, advance=1, description=name),
        )
        every_minute(outcome.ended)
    return summary(outcome, count_facts())


def _welcome(port: int) -> None:
    from keliling.cli.story.people import PASSWORD, RESIDENTS, STAFF

    say.print(f"\n[bold]Keliling: http://127.0.0.1:{port}/[/bold]   (Ctrl+C stops it)")
    say.print(f"Sign in at /akun/masuk/ with the password [bold]{PASSWORD}[/bold] as")
    for key, (role, _) in STAFF.items():
        say.print(f"  {key}@contoh.example  ({role.value.replace('_', ' ')})")
    for key, name in RESIDENTS.items():
        say.print(f"  {key}@contoh.example  ({name})")
    say.print("Everything in it is made up, but for places and services.\n")
