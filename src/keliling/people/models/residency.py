"""Where somebody lives: claimed, then confirmed by somebody who can know."""

from django.db import models

from keliling.kernel.ids import new_id
from keliling.people.models.person import Person


class Residency(models.Model):
    """One person's claim to live in an RW of a village, and who confirmed it how."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="residencies")
    village = models.CharField(max_length=13)
    rw = models.CharField(max_length=3)
    rt = models.CharField(max_length=3, default="")
    claimed_at = models.DateTimeField()
    confirmed_how = models.CharField(max_length=20, default="")
    confirmed_by = models.UUIDField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """A person lives in one place at a time."""

        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(ended_at=None),
                name="residency_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_how__in=["", "rw_head", "ktp"]),
                name="residency_confirmed_how",
            ),
        ]
        indexes = [models.Index(fields=["village", "rw"], name="residency_rw")]

    def __str__(self) -> str:
        """Name the claim for a log line."""
        return f"{self.person_id} in {self.village}/{self.rw}"
