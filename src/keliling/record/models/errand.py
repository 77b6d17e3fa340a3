"""What a fact left to be done in the background."""

from django.db import models

from keliling.record.models.fact import Fact


class Errand(models.Model):
    """One handler's work for one fact: attempted at least once, completed once."""

    fact = models.ForeignKey(Fact, on_delete=models.PROTECT, related_name="errands")
    handler = models.CharField(max_length=60)
    state = models.CharField(max_length=10, default="waiting")
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    lease = models.UUIDField(null=True)
    problem = models.CharField(max_length=200, default="")

    class Meta:
        """One row for a fact and a handler; looked up by what is due."""

        constraints = [
            models.UniqueConstraint(fields=["fact", "handler"], name="errand_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "leased", "done", "dead"]),
                name="errand_state",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=models.Q(state__in=["waiting", "leased"]),
                name="errand_due",
            )
        ]

    def __str__(self) -> str:
        """Name the errand for a log line."""
        return f"{self.handler} for fact {self.fact_id} ({self.state})"
