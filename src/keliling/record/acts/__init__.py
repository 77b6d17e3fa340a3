"""Writing the record: note a fact, carry out an errand, seal a batch."""

from keliling.record.acts.note import code_of, note

__all__ = ["code_of", "note"]
