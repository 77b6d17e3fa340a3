"""The office's room: desks, visits, people, settings, and opening an office."""
