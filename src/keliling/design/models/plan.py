"""The plan of a visit."""

from django.db import models

from keliling.commission.models import Visit


class Plan(models.Model):
    """Date, hours and state; ``version`` moves with every change."""

    visit = models.OneToOneField(
        Visit, on_delete=models.PROTECT, primary_key=True, related_name="plan"
    )
    version = models.PositiveIntegerField(default=1)
    day = models.DateField(null=True)
    starts = models.TimeField(null=True)
    ends = models.TimeField(null=True)
    state = models.CharField(max_length=10, default="draft")
    published_at = models.DateTimeField(null=True)

    class Meta:
        """A published plan has its day."""

        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="draft") | models.Q(day__isnull=False),
                name="plan_published_has_day",
            )
        ]

    def __str__(self) -> str:
        """Name the plan for a log line."""
        return f"plan of {self.visit_id}, {self.state}"


class PlanService(models.Model):
    """A service that the counter brings along."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="services")
    service = models.SlugField(max_length=40)

    class Meta:
        """A service once in a plan."""

        constraints = [
            models.UniqueConstraint(fields=["plan", "service"], name="plan_service_once")
        ]

    def __str__(self) -> str:
        """Give the service's code."""
        return self.service


class Readiness(models.Model):
    """A line of the readiness list that somebody ticked."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="ticks")
    item = models.CharField(max_length=20)
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        """A line is ticked once."""

        constraints = [models.UniqueConstraint(fields=["plan", "item"], name="tick_once")]

    def __str__(self) -> str:
        """Name the line for a log line."""
        return f"{self.item} of {self.plan_id}"
