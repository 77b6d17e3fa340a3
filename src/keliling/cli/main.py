"""The command's table of contents."""

import typer

from keliling.cli import demo, forms, neighbourhoods, office, record, serve

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help="Keliling: permit services that an office and its residents produce together.",
)
app.add_typer(forms.app, name="forms")
app.add_typer(record.app, name="record")
app.command("demo")(demo.demo)
app.command("init")(office.init)
app.command("migrate")(office.migrate_database)
app.command("neighbourhoods")(neighbourhoods.neighbourhoods)
app.command("serve")(serve.serve)
app.command("work")(serve.work)
