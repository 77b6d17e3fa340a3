"""The `keliling` command."""
