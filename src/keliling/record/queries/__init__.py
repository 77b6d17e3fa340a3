"""Reading the record."""

from keliling.record.models import Errand
from keliling.record.queries.facts import (
    Entry,
    count_facts,
    export_facts,
    facts_about,
)
from keliling.record.queries.verify import BrokenSeal, Soundness, verify_record

__all__ = [
    "BrokenSeal",
    "Entry",
    "Errand",
    "Soundness",
    "count_facts",
    "export_facts",
    "facts_about",
    "verify_record",
]
