"""`keliling init` opens an office, in the terminal or in the browser; `keliling migrate`."""

import os
import sys
from collections.abc import Mapping

import typer
from rich.progress import Progress

from keliling.cli.areas import load_shipped_areas
from keliling.cli.start import migrate, say, start_django
from keliling.kernel.refusal import Refused

ZONES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}
ALL = "all"
PASSWORD = "KELILING_ADMIN_PASSWORD"  # noqa: S105  the name of the variable that holds it
WHY: Mapping[str, str] = {
    "name_missing": "A name is missing, or longer than 120 letters.",
    "office_code": "The office's code is two to twelve letters or digits.",
    "office_code_taken": "Another office has this code.",
    "absent": "There is no area with this code. Search for it with `--area NAME`.",
    "timezone_unknown": "The time zone is WIB, WITA or WIT.",
    "email": "This is not an e-mail address.",
    "contact_taken": "Another account uses this e-mail address.",
    "password_weak": "The password needs ten letters or digits, and must not be a common word, "
    "only digits, or like the name.",
    "services_missing": "Choose at least one service, or `all`.",
}


def init(
    name: str = typer.Option("", help="Name of the office."),
    code: str = typer.Option("", help="Short code; it stands in every permit number."),
    area: str = typer.Option("", help="Code of the area it serves, or the beginning of its name."),
    admin: str = typer.Option("", help="Administrator: `Name <e-mail>`."),
    services: str = typer.Option(ALL, help="Codes with commas between them, or `all`."),
    in_browser: bool = typer.Option(False, "--in-browser", help="Only prepare, and print a code."),
) -> None:
    """Open an office: without options it asks; with all of them it does not.

    The administrator's password is asked for, or read from KELILING_ADMIN_PASSWORD; the time
    zone is read from KELILING_OFFICE_ZONE (WIB, WITA or WIT; WIB without it).
    """
    start_django(make_keys=True)
    prepare()
    if in_browser:
        _print_code()
        return
    asked = {"name": name, "code": code, "area": area, "admin": admin, "services": services}
    try:
        opened = _open(asked)
    except Refused as refused:
        say.print(f"[bold]{WHY.get(refused.reason, refused.reason)}[/bold] Nothing was changed.")
        sys.exit(1)
    say.print(f"{opened} is open. `keliling serve`, then sign in at /akun/masuk/.")


def migrate_database() -> None:
    """Bring the database to the newest form; a second time changes nothing."""
    start_django()
    migrate()
    say.print("The database is up to date.")


def prepare() -> None:
    """Make the tables and load the areas, with a bar; what is there stays as it is."""
    migrate()
    with Progress(console=say, transient=True) as progress:
        load_shipped_areas(progress)


def read_admin(typed: str) -> tuple[str, str]:
    """Split ``Name <e-mail>``; the e-mail is empty where there are no brackets."""
    name, _, rest = typed.partition("<")
    return name.strip(), rest.partition(">")[0].strip()


def _open(asked: Mapping[str, str]) -> str:
    from django.utils import timezone

    from keliling.catalogue.acts import (
        Administrator,
        OpeningPlan,
        open_office,
        shipped_services,
    )

    name = asked["name"] or _ask("Name of the office")
    code = asked["code"] or _ask("Short code")
    area = _area(asked["area"] or _ask("Area it serves (code or beginning of the name)"))
    who, email = read_admin(asked["admin"] or _ask("Administrator (Name <e-mail>)"))
    offered = {row.sheet.code for row in shipped_services()}
    codes = offered if asked["services"] == ALL else _listed(asked["services"])
    if unknown := codes - offered:
        say.print(f"[bold]No such service: {', '.join(sorted(unknown))}.[/bold]")
        say.print(f"There are: {', '.join(sorted(offered))}.")
        sys.exit(1)
    now = timezone.now()
    zone = os.environ.get("KELILING_OFFICE_ZONE", "WIB").upper()
    plan = OpeningPlan(
        name=name,
        code=code,
        area=area,
        administrator=Administrator(who, email, _password()),
        services=sorted(codes),
        years=(now.year, now.year + 1),
        timezone=ZONES.get(zone, zone),
    )
    return open_office(plan, now=now).name


def _area(typed: str) -> str:
    """Return the code of an area by its code or the beginning of its name; leaves if unclear."""
    from keliling.places.queries import search_areas

    found = search_areas(typed, limit=10)
    exact = [row for row in found if row.code == typed.strip()]
    if len(exact or found) == 1:
        return (exact or found)[0].code
    if not found:
        say.print(f"[bold]No area begins with {typed!r}.[/bold] Nothing was changed.")
        sys.exit(1)
    say.print(f"[bold]Several areas begin with {typed!r}; give the code of one:[/bold]")
    for row in found:
        say.print(f"  {row.code:<14} {row.name}, {', '.join(row.around)}")
    sys.exit(1)


def _ask(question: str) -> str:
    """Ask in a terminal; without one, leave and say which option is missing."""
    if not sys.stdin.isatty():
        say.print(f"[bold]Missing: {question}.[/bold] Give every option; see --help.")
        sys.exit(1)
    return str(typer.prompt(question))


def _password() -> str:
    given = os.environ.get(PASSWORD)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        say.print(f"[bold]Missing: the administrator's password.[/bold] Put it into {PASSWORD}.")
        sys.exit(1)
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))


def _listed(codes: str) -> set[str]:
    return {code.strip() for code in codes.split(",") if code.strip()}


def _print_code() -> None:
    from keliling.catalogue.acts.opening import make_code
    from keliling.places.queries import offices

    if offices():
        say.print("[bold]An office is already open here.[/bold] Open more with `keliling init`.")
        sys.exit(1)
    typer.echo(make_code())
    say.print("That is the set-up code. Run `keliling serve` and open /kantor/mulai/.")
