"""Permits and the counters their numbers are drawn from."""

from django.db import models

from keliling.deliver.models.application import Application
from keliling.kernel.ids import new_id, new_token


class Counter(models.Model):
    """The last number drawn under a key; its row is locked until the drawing act commits."""

    key = models.CharField(max_length=120, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        """Name the counter for a log line."""
        return f"{self.key} at {self.last}"


class Permit(models.Model):
    """An issued permit. ``content`` is what the letter says, encrypted; ``public`` may be shown."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="permit")
    office = models.UUIDField()
    service = models.SlugField(max_length=40)
    year = models.PositiveSmallIntegerField()
    n = models.PositiveIntegerField()
    number = models.CharField(max_length=60, unique=True)
    token = models.CharField(max_length=32, unique=True, default=new_token)
    issued_on = models.DateField()
    valid_until = models.DateField(null=True)
    content = models.BinaryField()
    public = models.JSONField(default=list)

    class Meta:
        """No number twice."""

        constraints = [
            models.UniqueConstraint(
                fields=["office", "service", "year", "n"], name="permit_number_once"
            )
        ]

    def __str__(self) -> str:
        """Give the permit's number."""
        return self.number

    @property
    def content_place(self) -> str:
        """Where the content lies, as the vault binds it."""
        return f"deliver_permit:{self.id}:content"
