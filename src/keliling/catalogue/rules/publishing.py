"""The sheet of a new version: as the one before, with another day and another legal basis."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

UNCONFIRMED = "verify locally"
"""How the sheets mark a citation that nobody has compared with the gazette."""
LONGEST_LAW, LONGEST_SOURCE = 300, 200


@dataclass(frozen=True, slots=True)
class Citation:
    """The rule that a new version rests on, where it was read, and whether in the gazette."""

    law: str
    source: str
    confirmed: bool = False

    @property
    def title(self) -> str:
        """The rule as it is shown, with its caveat until somebody compared it."""
        return self.law if self.confirmed else f"{self.law} ({UNCONFIRMED})"


def next_sheet(
    sheet: Mapping[str, object], citation: Citation, *, valid_from: date, today: date
) -> dict[str, object]:
    """Return a sheet as JSON: everything as in ``sheet``, in force from a day on, without end."""
    kept = {key: value for key, value in sheet.items() if key != "valid_to"}
    bases = kept.get("legal_basis")
    row = {
        "title": citation.title,
        "url": "",
        "source": citation.source,
        "verified_on": today.isoformat(),
        "valid_from": valid_from.isoformat(),
    }
    kept["legal_basis"] = [*(bases if isinstance(bases, list) else []), row]
    return kept | {"valid_from": valid_from.isoformat()}
