"""The resident's room: propose, join, apply, follow, assess."""
