"""Data files beside a form, read into the rows of a secondary instance.

Source: ODK XForms, "Secondary Instances - External", with CSV and GeoJSON as it maps them.
"""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from typing import Any

from keliling.forms.safe_xml import HostileXml, inner_text, local, read_xml
from keliling.forms.values import string

LARGEST = 20_000_000
"""Bytes of a data file that will be read."""
MOST = 200_000
"""Rows of a data file that will be read."""
DELIMITERS = ",;\t"

Row = dict[str, str]


class DataFileProblem(Exception):
    """A data file that cannot be used, and why."""


def read_rows(name: str, data: bytes) -> list[Row]:
    """Return the rows of a data file by the ending of its name; raises ``DataFileProblem``."""
    if len(data) > LARGEST:
        raise DataFileProblem(f"the file is larger than {LARGEST} bytes")
    ending = name.rpartition(".")[2].lower()
    readers = {"csv": _csv, "geojson": _geojson, "xml": _xml}
    if ending not in readers:
        raise DataFileProblem("a data file ends in .csv, .geojson or .xml")
    rows = readers[ending](data)
    if len(rows) > MOST:
        raise DataFileProblem(f"the file has more than {MOST} rows")
    return rows


def _csv(data: bytes) -> list[Row]:
    text = _decoded(data)
    head = text.partition("\n")[0]
    sign = next((mark for mark in DELIMITERS if mark in head), ",")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True)
    try:
        lines = [line for line in reader if line]
    except csv.Error as problem:
        raise DataFileProblem(f"line {reader.line_num} cannot be read: {problem}") from problem
    if not lines:
        raise DataFileProblem("the file has no heading")
    columns, *rows = lines
    if len(set(columns)) < len(columns):
        raise DataFileProblem("two columns have the same name")
    for row in rows:
        if len(row) > len(columns):
            raise DataFileProblem(f"the row “{sign.join(row)[:60]}” is longer than the heading")
    return [dict.fromkeys(columns, "") | dict(zip(columns, row, strict=False)) for row in rows]


def _geojson(data: bytes) -> list[Row]:
    try:
        found = json.loads(_decoded(data))
    except (ValueError, RecursionError) as problem:
        raise DataFileProblem(f"this is not JSON: {problem}") from problem
    if not isinstance(found, Mapping) or found.get("type") != "FeatureCollection":
        raise DataFileProblem("the file is not a FeatureCollection")
    features = found.get("features")
    if not isinstance(features, list):
        raise DataFileProblem("the file has no features")
    return [_feature(feature) for feature in features]


def _feature(feature: Any) -> Row:
    if not isinstance(feature, Mapping):
        raise DataFileProblem("a feature is not an object")
    properties = feature.get("properties") or {}
    if not isinstance(properties, Mapping):
        raise DataFileProblem("the properties of a feature are not an object")
    row = {name: _text(value) for name, value in properties.items() if value is not None}
    if feature.get("id") is not None:
        row["id"] = _text(feature["id"])
    row["geometry"] = _geometry(feature.get("geometry"))
    return row


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str | int | float):
        raise DataFileProblem("a property is neither text nor number")
    return str(value)


def _geometry(geometry: Any) -> str:
    if not isinstance(geometry, Mapping):
        raise DataFileProblem("a feature has no geometry")
    kind: Any = geometry.get("type")
    coordinates: Any = geometry.get("coordinates")
    try:
        if kind == "Point":
            return _point(coordinates)
        if kind == "LineString":
            return "; ".join(map(_point, coordinates))
        if kind == "Polygon":
            return "; ".join(map(_point, coordinates[0]))
    except (TypeError, ValueError, IndexError, KeyError) as problem:
        raise DataFileProblem("the coordinates of a feature cannot be read") from problem
    raise DataFileProblem("a feature is neither Point, LineString nor Polygon")


def _point(pair: Any) -> str:
    """GeoJSON writes the longitude first, ODK the latitude; altitude and accuracy are 0."""
    return f"{string(float(pair[1]))} {string(float(pair[0]))} 0 0"


def _xml(data: bytes) -> list[Row]:
    try:
        root = read_xml(data, limit=LARGEST)
    except HostileXml as problem:
        raise DataFileProblem(str(problem)) from problem
    return [{local(cell): inner_text(cell) for cell in item} for item in _items(root)]


def _items(root: Any) -> Iterable[Any]:
    for item in root:
        if any(len(cell) for cell in item):
            raise DataFileProblem("an item holds nodes within nodes")
        yield item


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise DataFileProblem("the file is not in UTF-8") from problem
