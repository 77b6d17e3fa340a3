"""`python -m keliling.cli` is the same command."""

from keliling.cli.main import app

app()
