"""How visits are written: the number on the plate, the hours, the seats of a shift."""

from datetime import time

from django import template

from keliling.web.templatetags.keliling import at_time

register = template.Library()
DASH = "\N{EN DASH}"


@register.filter
def rw(value: str) -> str:
    """Write an RW as its plate does: ``03`` for ``003``."""
    return f"{int(value):02d}" if value.isascii() and value.isdigit() else value


@register.filter
def until(starts: time | None, ends: time | None) -> str:
    """Write the hours from one time to another; nothing where there are none."""
    return f"{at_time(starts)}{DASH}{at_time(ends)}" if starts and ends else ""


@register.filter
def seats(places: int, taken: int) -> list[bool]:
    """Return one entry for each seat of a shift, true where somebody sits."""
    return [number < taken for number in range(places)]


@register.filter
def grouped(value: int) -> str:
    """Write a whole number with a dot for thousands, as rupiah are written."""
    return f"{value:,}".replace(",", ".")
