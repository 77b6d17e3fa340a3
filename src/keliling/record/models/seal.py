"""The chain of hashes over the facts of one office."""

from django.db import models

from keliling.record.models.fact import Fact


class Seal(models.Model):
    """One link: a batch of facts hashed onto the link before."""

    office = models.UUIDField(null=True)
    chain = models.CharField(max_length=36)
    number = models.PositiveIntegerField()
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    facts = models.PositiveIntegerField()
    sealed_at = models.DateTimeField()

    class Meta:
        """One link of a number in each chain."""

        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="seal_link_once")]

    def __str__(self) -> str:
        """Name the seal as `keliling record verify` does."""
        return f"seal {self.number} of {self.chain}"


class SealedFact(models.Model):
    """Which seal a fact lies under; a fact is sealed once."""

    fact = models.OneToOneField(
        Fact, on_delete=models.PROTECT, primary_key=True, related_name="sealed"
    )
    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="members")

    def __str__(self) -> str:
        """Name the pair for a log line."""
        return f"fact {self.fact_id} under seal {self.seal_id}"
