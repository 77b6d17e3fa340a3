"""Offices, and the neighbourhoods they serve."""

from django.db import models

from keliling.kernel.ids import new_id
from keliling.places.models.area import Area


class Office(models.Model):
    """A one-stop office and the area it serves; ``code`` stands in its permits' numbers."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.SlugField(max_length=12, unique=True)
    name = models.CharField(max_length=120)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="offices")
    timezone = models.CharField(max_length=40, default="Asia/Jakarta")
    phone = models.CharField(max_length=40, default="")
    email = models.EmailField(default="")
    address = models.CharField(max_length=200, default="")
    opened_at = models.DateTimeField()

    def __str__(self) -> str:
        """Give the office's name."""
        return self.name


class Neighbourhood(models.Model):
    """An RW of a village, or an RT of it; not coded nationally. ``adults`` with its source."""

    village = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="neighbourhoods")
    rw = models.CharField(max_length=3)
    rt = models.CharField(max_length=3, default="")
    adults = models.PositiveIntegerField(null=True)
    adults_source = models.CharField(max_length=120, default="")

    class Meta:
        """Each once in its village."""

        constraints = [
            models.UniqueConstraint(fields=["village", "rw", "rt"], name="neighbourhood_once")
        ]

    def __str__(self) -> str:
        """Name the neighbourhood for a log line."""
        return f"{self.village_id}/{self.rw}/{self.rt}"
