"""Places as people write them: degrees with a comma or a point, one place a line."""

import re

from keliling.web.spoken import degrees_in

FRACTION = re.compile(r"[-+]?\d{1,3}(?:[.,]\d+)?\Z", re.ASCII)
_PAIR = re.compile(
    r"\s*([-+]?\d{1,3}[.,]\d+)°?(?:\s*[,;]\s+|\s*;\s*|\s+)([-+]?\d{1,3}[.,]\d+)°?\s*\Z"
)
_POINTS = re.compile(r"\s*([-+]?\d{1,3}\.\d+)\s*,\s*([-+]?\d{1,3}\.\d+)\s*\Z")
_TORN = " / "
"""Between two fields that make no place, so that they can be parted again."""
_BETWEEN = re.compile(r"[;\s]+|,\s+")


def point_text(latitude: str, longitude: str) -> str:
    """Join two fields to a geopoint, or to something that is none but parts again.

    Both numbers in one field, as a map's page copies them, are taken apart.
    """
    both = (latitude.strip(), longitude.strip())
    if not any(both):
        return ""
    if "" in both and (pair := _pair(both[0] or both[1])):
        both = pair
    bare = [part.rstrip("°").replace("\N{MINUS SIGN}", "-").strip() for part in both]
    if all(map(FRACTION.match, bare)):
        return " ".join(part.replace(",", ".") for part in bare)
    return _TORN.join(part.replace("/", " ") for part in both)


def point_parts(value: str, language: str) -> tuple[str, str]:
    """Return latitude and longitude for the two fields."""
    if _TORN.strip() in value:
        first, _, second = value.partition(_TORN.strip())
        return first.strip(), second.strip()
    parts = value.split()
    if len(parts) < 2:
        return value, ""
    return degrees_in(parts[0], language), degrees_in(parts[1], language)


def line_text(typed: str, *, closed: bool) -> str:
    """Join one place a line to a geotrace, or to a geoshape that ends where it began.

    Lines that are no places stay as they were typed.
    """
    lines = [line.strip() for line in typed.splitlines() if line.strip()]
    places = [_place(line) for line in lines]
    if closed and len(places) > 1 and places[0].split()[:2] != places[-1].split()[:2]:
        places.append(places[0])
    return ";".join(places)


def line_again(value: str, language: str, *, closed: bool) -> str:
    """Write a geotrace or a geoshape as its lines; a border's end is not written twice."""
    places = [place.strip() for place in value.split(";")]
    if closed and len(places) > 1 and places[0].split()[:2] == places[-1].split()[:2]:
        places.pop()
    return "\n".join(
        " ".join(degrees_in(part, language) for part in place.split()) for place in places
    )


def _place(line: str) -> str:
    if pair := _pair(line):
        return " ".join(part.replace(",", ".") for part in pair)
    parts = [part.rstrip("°").replace("\N{MINUS SIGN}", "-") for part in _BETWEEN.split(line)]
    if len(parts) > 1 and all(re.match(r"[-+]?\d+([.,]\d+)?\Z", part, re.ASCII) for part in parts):
        return " ".join(part.replace(",", ".") for part in parts)
    return " ".join(line.replace(";", " ").split())


def _pair(text: str) -> tuple[str, str] | None:
    text = text.replace("\N{MINUS SIGN}", "-")
    found = _PAIR.match(text) or _POINTS.match(text)
    return (found[1], found[2]) if found else None
