"""Days on which the office is closed."""

from django.db import models


class FreeDay(models.Model):
    """A national holiday, a day of joint leave, or a day the office closes by itself."""

    office = models.UUIDField()
    day = models.DateField()
    name = models.CharField(max_length=120)
    decree = models.CharField(max_length=120, default="")
    estimated = models.BooleanField(default=False)

    class Meta:
        """A day once in an office's calendar."""

        constraints = [models.UniqueConstraint(fields=["office", "day"], name="free_day_once")]

    def __str__(self) -> str:
        """Name the day for a log line."""
        return f"{self.day} {self.name}"
