"""NIK, KK, NIB, telephone, area code and RT/RW: structure only.

Whether a NIK is true only Dukcapil can say, and asking needs an agreement. The traps of
``domain.md`` §3.6 are why this is ours: python-stdnum accepts day 81, dates children of
2024 to 1924, refuses provinces 93 and 96 and the old Jakarta prefix 09.
"""

import re
from dataclasses import dataclass
from datetime import date

import phonenumbers

from keliling.kernel.refusal import Refused

WOMEN_ADD = 40
# Kemendagri's province codes as in Kepmendagri 300.2.2-2138/2025, and 09: Jakarta's old one.
PROVINCES = frozenset(
    [
        "09",
        "11",
        "12",
        "13",
        "14",
        "15",
        "16",
        "17",
        "18",
        "19",
        "21",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "51",
        "52",
        "53",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
        "72",
        "73",
        "74",
        "75",
        "76",
        "81",
        "82",
        "91",
        "92",
        "93",
        "94",
        "95",
        "96",
    ]
)
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_AREA = re.compile(r"\d{2}(\.\d{2}(\.\d{2}(\.[1-3]\d{3})?)?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Nik:
    """A number whose structure holds; ``warnings`` name what an officer should look at."""

    digits: str
    birth_days: tuple[date, ...]
    woman: bool
    warnings: tuple[str, ...] = ()

    def masked(self) -> str:
        """Show the first six and the last two digits, as a volunteer may see them."""
        return mask(self.digits)


def mask(digits: str) -> str:
    """Hide all but the first six and last two of sixteen digits."""
    return f"{digits[:6]}{'•' * 8}{digits[-2:]}"


def read_nik(typed: str, *, born: date | None = None, today: date) -> Nik:
    """Check a NIK's structure: PPKKSS DDMMYY XXXX, women's day plus 40.

    Raises ``Refused`` with ``nik_digits``, ``nik_date``, ``nik_serial`` or ``nik_born``.
    An unknown region is a warning only: people keep the number of where they were first
    registered, and regions come and go.
    """
    digits = _digits(typed)
    if not re.fullmatch(r"\d{16}", digits, re.ASCII):
        raise Refused("nik_digits", count=len(digits))
    day, month, year = int(digits[6:8]), int(digits[8:10]), int(digits[10:12])
    woman = day > WOMEN_ADD
    days = _dates(day - WOMEN_ADD if woman else day, month, year, today)
    if not days:
        raise Refused("nik_date")
    if digits[12:] == "0000":
        raise Refused("nik_serial")
    if born is not None:
        if born not in days:
            raise Refused("nik_born")
        days = (born,)
    unknown = digits[:2] not in PROVINCES or digits[2:4] == "00" or digits[4:6] == "00"
    return Nik(digits, days, woman, ("nik_region",) if unknown else ())


def read_kk(typed: str) -> str:
    """Check a family card's number: 16 digits; the date in it is when the card was issued."""
    return _exactly(typed, 16, "kk_digits")


def read_nib(typed: str) -> str:
    """Check a business number: 13 digits, as OSS gives them."""
    return _exactly(typed, 13, "nib_digits")


def read_phone(typed: str) -> str:
    """Return a subscriber's number as E.164, from ``0818…``, ``62…``, ``8…`` or ``021…``.

    Raises ``Refused("phone")``; a short code such as 1500164 is nobody's telephone, though
    the library takes it for one.
    """
    digits = _digits(typed)
    # "62818…" without its plus would be read as a number inside Indonesia.
    text = f"+{digits}" if re.match(r"62\d{8}", digits, re.ASCII) else typed
    try:
        number = phonenumbers.parse(text, "ID")
    except phonenumbers.NumberParseException as problem:
        raise Refused("phone") from problem
    short = {phonenumbers.PhoneNumberType.UAN, phonenumbers.PhoneNumberType.UNKNOWN}
    if (
        not phonenumbers.is_valid_number(number)
        or phonenumbers.number_type(number) in short
        or len(str(number.national_number)) < 8
    ):
        raise Refused("phone")
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def read_email(typed: str) -> str:
    """Return an address in small letters; only its form is checked. Raises ``Refused("email")``."""
    address = typed.strip().lower()
    if len(address) > 254 or not _EMAIL.fullmatch(address):
        raise Refused("email")
    return address


def read_area_code(typed: str) -> str:
    """Check the form of a Kemendagri code and return it with dots; text, never a number.

    Raises ``Refused("area_code")``.
    """
    digits = typed.strip().replace(".", "")
    if not digits.isascii() or not digits.isdigit():
        raise Refused("area_code")
    parts = [digits[:2], digits[2:4], digits[4:6], digits[6:]]
    code = ".".join(part for part in parts if part)
    if not _AREA.fullmatch(code):
        raise Refused("area_code")
    return code


def read_rw(typed: str) -> str:
    """Return an RT or RW number as three digits; raises ``Refused("rw_number")``."""
    digits = re.sub(r"(?i)^\s*r[wt]\.?\s*", "", typed).strip()
    if not re.fullmatch(r"\d{1,3}", digits, re.ASCII) or int(digits) == 0:
        raise Refused("rw_number")
    return f"{int(digits):03d}"


def _dates(day: int, month: int, year: int, today: date) -> tuple[date, ...]:
    """Both centuries a two-digit year may mean, as far as the day exists and has come."""
    found = []
    for century in (1900, 2000):
        try:
            born = date(century + year, month, day)
        except ValueError:
            continue
        if born <= today:
            found.append(born)
    return tuple(found)


def _digits(typed: str) -> str:
    return re.sub(r"[\s.\-]", "", typed)


def _exactly(typed: str, length: int, reason: str) -> str:
    digits = _digits(typed)
    if not re.fullmatch(rf"\d{{{length}}}", digits, re.ASCII):
        raise Refused(reason, count=len(digits))
    return digits
