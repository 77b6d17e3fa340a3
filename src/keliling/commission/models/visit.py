"""A commissioned visit: the thread that runs through the later stages."""

from django.db import models

from keliling.commission.models.proposal import Proposal
from keliling.kernel.ids import new_id


class Visit(models.Model):
    """The office's counter in one RW; where, when and how is the plan's, in stage 2."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    office = models.UUIDField()
    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="visit")
    village = models.CharField(max_length=13)
    rw = models.CharField(max_length=3)
    state = models.CharField(max_length=12, default="planning")
    version = models.PositiveIntegerField(default=1)
    commissioned_at = models.DateTimeField()
    held_on = models.DateField(null=True)

    class Meta:
        """States as in the rules."""

        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    state__in=["planning", "published", "held", "closed", "cancelled"]
                ),
                name="visit_state",
            )
        ]
        indexes = [
            models.Index(fields=["office", "state", "held_on"], name="visit_list"),
            models.Index(fields=["village", "rw"], name="visit_rw"),
        ]

    def __str__(self) -> str:
        """Name the visit for a log line."""
        return f"visit {self.id} to {self.village}/{self.rw}"
