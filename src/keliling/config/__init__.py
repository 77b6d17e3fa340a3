"""Settings, environment and the table of addresses."""
