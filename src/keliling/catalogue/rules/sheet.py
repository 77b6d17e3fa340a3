"""A service's sheet, typed. UU 25/2009 art. 21 and PermenPANRB 15/2014: 14 components."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from keliling.kernel.money import Rupiah


@dataclass(frozen=True, slots=True)
class Words:
    """One text in both languages."""

    id: str
    en: str

    def in_(self, language: str) -> str:
        """Return the text in ``language``; Indonesian for any other."""
        return self.en if language == "en" else self.id


class ServiceKind(StrEnum):
    """What comes out at the end. Assistance records somebody else's number and issues nothing."""

    PERMIT = "permit"
    STATEMENT = "statement"
    ASSISTANCE = "assistance"


class TermUnit(StrEnum):
    """What a term is counted in."""

    HOUR = "hour"
    SAME_DAY = "same_day"
    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"


@dataclass(frozen=True, slots=True)
class Basis:
    """Where a rule is written, where we read it, and from when to when it holds."""

    law: str
    source: str
    verified_on: date
    valid_from: date
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        """Tell whether the rule is in force on ``day``, both ends included."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Requirement:
    """A document to bring; ``path`` is the form's question that carries it, if any."""

    code: str
    path: str
    name: Words
    hint: Words
    when: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class Term:
    """How long the office may take."""

    amount: int
    unit: TermUnit
    on_holidays: bool
    basis: Basis


@dataclass(frozen=True, slots=True)
class Fee:
    """An amount that holds where the answers are ``when``."""

    amount: Rupiah
    when: tuple[tuple[str, str], ...]
    basis: Basis


@dataclass(frozen=True, slots=True)
class Sheet:
    """One version of a service, as an office publishes it."""

    code: str
    kind: ServiceKind
    name: Words
    summary: Words
    who: Words
    standard: tuple[tuple[str, Words], ...]
    steps: tuple[Words, ...]
    requirements: tuple[Requirement, ...]
    term: Term
    fees: tuple[Fee, ...]
    legal_basis: tuple[tuple[str, Basis], ...]
    number_code: str
    permit_years: int
    public_fields: tuple[str, ...]
    basis: Basis
    confirmed_locally: bool
