"""A telephone or tablet from which one person sends forms."""

from django.db import models

from keliling.kernel.ids import new_id
from keliling.people.models.person import Person


class Device(models.Model):
    """A device that an office let in, for one holder; its key is kept as an index alone.

    ``last_seen_on`` is a day: when exactly somebody worked is nobody's business.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    office = models.UUIDField()
    name = models.CharField(max_length=60)
    holder = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="devices")
    key_index = models.CharField(max_length=64, unique=True)
    enrolled_by = models.UUIDField()
    enrolled_at = models.DateTimeField()
    last_seen_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        """Read by office."""

        indexes = [models.Index(fields=["office", "revoked_at"], name="device_office")]

    def __str__(self) -> str:
        """Name the device for a log line."""
        return f"device {self.id}"
