"""Which fee applies: the first row whose dates hold and whose answers match."""

from collections.abc import Iterable, Mapping
from datetime import date

from keliling.catalogue.rules.sheet import Fee


def fee_for(fees: Iterable[Fee], answers: Mapping[str, str], on: date) -> Fee | None:
    """Return the fee in force on the filing day, or ``None`` where no row answers.

    ``answers`` are by path; a row's ``when`` names the question alone.
    """
    by_name = {path.rpartition("/")[2]: value for path, value in answers.items()}
    for fee in fees:
        matches = all(by_name.get(name) == value for name, value in fee.when)
        if matches and fee.basis.holds_on(on):
            return fee
    return None
