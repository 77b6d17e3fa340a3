"""Tables of the record."""

from keliling.record.models.errand import Errand
from keliling.record.models.fact import CurrentTransaction, Fact
from keliling.record.models.seal import Seal, SealedFact

__all__ = ["CurrentTransaction", "Errand", "Fact", "Seal", "SealedFact"]
