"""Read ``service.toml`` into a sheet, naming the key that is wrong."""

from collections.abc import Mapping
from datetime import date
from typing import cast

from keliling.catalogue.rules.sheet import (
    Basis,
    Fee,
    Requirement,
    ServiceKind,
    Sheet,
    Term,
    TermUnit,
    Words,
)

COMPONENTS = (
    "procedure",
    "product",
    "complaints",
    "legal_basis_note",
    "facilities",
    "competence",
    "supervision",
    "staffing",
    "service_guarantee",
    "safety_guarantee",
    "evaluation",
)
"""Eleven of the fourteen; requirements, term and fee have tables of their own."""

Table = Mapping[str, object]


class SheetProblem(Exception):
    """A key of a service's sheet is missing or of the wrong kind."""


def read_sheet(raw: Table) -> Sheet:
    """Return the typed sheet; raises ``SheetProblem`` naming the key."""
    standard = _table(raw, "standard")
    term = _table(raw, "term")
    return Sheet(
        code=_text(raw, "code"),
        kind=ServiceKind(_text(raw, "kind")),
        name=_words(raw, "name"),
        summary=_words(raw, "summary"),
        who=_words(raw, "who"),
        standard=tuple((key, _words(standard, key)) for key in COMPONENTS),
        steps=tuple(_pair(step, "steps") for step in _list(_table(raw, "steps"), "list")),
        requirements=tuple(map(_requirement, _tables(raw, "requirement"))),
        term=Term(
            amount=_whole(term, "amount"),
            unit=TermUnit(_text(term, "unit")),
            on_holidays=bool(term.get("on_holidays", False)),
            basis=_basis(term),
        ),
        fees=tuple(map(_fee, _tables(raw, "fee"))),
        legal_basis=tuple(
            (_text(row, "title"), _basis(row)) for row in _tables(raw, "legal_basis")
        ),
        number_code=_text(raw, "number_code"),
        permit_years=_whole(raw, "permit_years"),
        public_fields=tuple(str(path) for path in _list(raw, "public_fields")),
        basis=_basis(raw),
        confirmed_locally=bool(raw.get("confirmed_locally", False)),
    )


def _requirement(row: Table) -> Requirement:
    return Requirement(
        code=_text(row, "code"),
        path=str(row.get("form_path", "")),
        name=_words(row, "name"),
        hint=_words(row, "hint"),
        when=str(row.get("when", "")),
        basis=_basis(row),
    )


def _fee(row: Table) -> Fee:
    when = row.get("when", {})
    if not isinstance(when, Mapping):
        raise SheetProblem("fee.when")
    pairs = tuple(sorted((str(key), str(value)) for key, value in when.items()))
    return Fee(amount=_whole(row, "amount"), when=pairs, basis=_basis(row))


def _basis(row: Table) -> Basis:
    valid_to = row.get("valid_to")
    return Basis(
        law=str(row.get("legal_basis", "")) if "legal_basis" in row else "",
        source=_text(row, "source"),
        verified_on=_day(row, "verified_on"),
        valid_from=_day(row, "valid_from"),
        valid_to=None if valid_to in (None, "") else _day(row, "valid_to"),
    )


def _words(row: Table, key: str) -> Words:
    return _pair(row.get(key), key)


def _pair(value: object, key: str) -> Words:
    if not isinstance(value, Mapping) or not value.get("id") or not value.get("en"):
        raise SheetProblem(f"{key}: needs id and en")
    return Words(str(value["id"]), str(value["en"]))


def _text(row: Table, key: str) -> str:
    value = row.get(key)
    if not isinstance(value, str) or not value:
        raise SheetProblem(f"{key}: text needed")
    return value


def _whole(row: Table, key: str) -> int:
    value = row.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise SheetProblem(f"{key}: whole number needed")
    return value


def _day(row: Table, key: str) -> date:
    value = row.get(key)
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError as problem:
        raise SheetProblem(f"{key}: date needed") from problem


def _table(row: Table, key: str) -> Table:
    value = row.get(key)
    if not isinstance(value, Mapping):
        raise SheetProblem(f"[{key}] missing")
    return value


def _list(row: Table, key: str) -> list[object]:
    value = row.get(key, [])
    if not isinstance(value, list):
        raise SheetProblem(f"{key}: list needed")
    return value


def _tables(row: Table, key: str) -> list[Table]:
    rows = _list(row, key)
    if not all(isinstance(entry, Mapping) for entry in rows):
        raise SheetProblem(f"[[{key}]] must be tables")
    return cast("list[Table]", rows)
