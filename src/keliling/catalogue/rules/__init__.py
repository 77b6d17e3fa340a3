"""What a service's sheet says: read, and applied to a day."""

from keliling.catalogue.rules.fee import fee_for
from keliling.catalogue.rules.files import (
    LARGEST_TOGETHER,
    check_file,
    check_file_name,
    check_together,
    is_data,
)
from keliling.catalogue.rules.needs import HOLDER, Lack, Need, lacks_of
from keliling.catalogue.rules.publishing import UNCONFIRMED, Citation, next_sheet
from keliling.catalogue.rules.read import SheetProblem, read_sheet
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
from keliling.catalogue.rules.term import due_at

__all__ = [
    "HOLDER",
    "LARGEST_TOGETHER",
    "UNCONFIRMED",
    "Basis",
    "Citation",
    "Fee",
    "Lack",
    "Need",
    "Requirement",
    "ServiceKind",
    "Sheet",
    "SheetProblem",
    "Term",
    "TermUnit",
    "Words",
    "check_file",
    "check_file_name",
    "check_together",
    "due_at",
    "fee_for",
    "is_data",
    "lacks_of",
    "next_sheet",
    "read_sheet",
]
