"""Findings and their answers."""

from django.db import models
from django.db.models import Q

from keliling.commission.models import Visit
from keliling.kernel.ids import new_id
from keliling.people.models import Person


class Finding(models.Model):
    """What somebody learned from a visit and wants changed, and what the office did about it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    office = models.UUIDField()
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="findings")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="findings")
    topic = models.CharField(max_length=20)
    words = models.TextField()
    raised_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    disposition = models.CharField(max_length=10, default="")
    answer = models.TextField(default="")
    answered_by = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        """An answer has its words."""

        constraints = [
            models.CheckConstraint(
                condition=Q(disposition__in=["", "adopted", "adapted", "rejected"]),
                name="finding_disposition",
            ),
            models.CheckConstraint(
                condition=Q(disposition="") | ~Q(answer=""), name="finding_answer_has_words"
            ),
        ]
        indexes = [models.Index(fields=["office", "disposition"], name="finding_open")]

    def __str__(self) -> str:
        """Name the finding for a log line."""
        return f"finding {self.id} on {self.topic}"


class FindingSupport(models.Model):
    """Somebody else of the kampung says: this happened to me too."""

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="supports")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Once each."""

        constraints = [
            models.UniqueConstraint(fields=["finding", "person"], name="finding_support_once")
        ]

    def __str__(self) -> str:
        """Name the support for a log line."""
        return f"{self.person_id} backs {self.finding_id}"
