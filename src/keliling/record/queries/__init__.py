"""Reading the record."""

from keliling.record.models import Errand
from keliling.record.queries.facts import (
    Entry,
    count_facts,
    dead_errands,
    export_facts,
    facts_about,
    facts_of_office,
    waiting_errands,
)
from keliling.record.queries.verify import BrokenSeal, Soundness, verify_record

__all__ = [
    "BrokenSeal",
    "Entry",
    "Errand",
    "Soundness",
    "count_facts",
    "dead_errands",
    "export_facts",
    "facts_about",
    "facts_of_office",
    "verify_record",
    "waiting_errands",
]
