"""Writing the record: note a fact, carry out an errand, seal a batch."""

from keliling.record.acts.note import note

__all__ = ["note"]
