"""Lengths and areas on the Earth, for ``distance`` and ``area``.

ODK XForms: they take "into account the circumference of the Earth around the Equator" and
leave altitude out; so the Earth is a sphere with the radius of its equator.
"""

from collections.abc import Sequence
from itertools import pairwise
from math import acos, cos, nan, radians, sin

from keliling.forms.lexical import Mistake, Point, read_point

RADIUS = 6_378_100.0
"""Metres from the centre to the Equator."""
MOST = 10_000
"""Points of one line."""


def length(text: str) -> float:
    """Return the metres along a line of geopoints, NaN where it is none."""
    points = _points(text)
    if len(points) < 2:
        return nan
    return round(sum(_apart(a, b) for a, b in pairwise(points)) * RADIUS, 2)


def surface(text: str) -> float:
    """Return the square metres inside a line of geopoints that closes, 0 where there are none."""
    points = _points(text)
    if len(points) < 2:
        return 0.0
    turned = sum(
        radians(b[1] - a[1]) * (2 + sin(radians(a[0])) + sin(radians(b[0])))
        for a, b in pairwise([*points, points[0]])
    )
    return round(abs(turned) * RADIUS * RADIUS / 2, 2)


def _points(text: str) -> Sequence[Point]:
    parts = [part for part in text.split(";") if part.strip()]
    try:
        return [read_point(part) for part in parts[:MOST]]
    except Mistake:
        return []


def _apart(a: Point, b: Point) -> float:
    """The angle between two places, by the spherical law of cosines."""
    (north, east), (other, west) = ((radians(p[0]), radians(p[1])) for p in (a, b))
    cosine = sin(north) * sin(other) + cos(north) * cos(other) * cos(east - west)
    return acos(max(-1.0, min(1.0, cosine)))
