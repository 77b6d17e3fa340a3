"""Keliling: permit services that a one-stop office and its residents produce together."""
