"""What an office offers, version by version."""

from django.db import models

from keliling.kernel.ids import new_id
from keliling.people.models import Person


class Service(models.Model):
    """A service of one office; an office may stop offering it without losing its past."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    office = models.UUIDField()
    code = models.SlugField(max_length=40)
    offered = models.BooleanField(default=True)

    class Meta:
        """A code once in an office."""

        constraints = [models.UniqueConstraint(fields=["office", "code"], name="service_once")]

    def __str__(self) -> str:
        """Give the service's code."""
        return self.code


class ServiceVersion(models.Model):
    """A service as it stood from a day on; never changed once an application was filed under it.

    ``sheet`` is ``service.toml`` as JSON and is read through ``catalogue.queries`` alone;
    ``xform`` is the form as every engine reads it, ``template`` the permit's Typst source.
    ``source`` is the workbook that its author wrote, of the kind that ``suffix`` says, so that
    any version can be handed out again. A version that ships was published by nobody here.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="versions")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    sheet = models.JSONField()
    source = models.BinaryField()
    suffix = models.CharField(max_length=8)
    xform = models.TextField()
    template = models.TextField()
    digest = models.CharField(max_length=64)
    published_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)

    class Meta:
        """One version from a day on."""

        constraints = [
            models.UniqueConstraint(fields=["service", "valid_from"], name="version_from_once")
        ]

    def __str__(self) -> str:
        """Name the version for a log line."""
        return f"{self.service_id} from {self.valid_from}"


class FormDraft(models.Model):
    """A form between upload and publishing: sound, and nobody's rule yet.

    A row is never changed. Another upload takes its place under another id, so whoever names
    the id they saw can overwrite, discard or publish nothing that they did not see.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    service = models.OneToOneField(Service, on_delete=models.CASCADE, related_name="form_draft")
    uploaded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    file_name = models.CharField(max_length=120)
    source = models.BinaryField()
    suffix = models.CharField(max_length=8)
    xform = models.TextField()

    def __str__(self) -> str:
        """Name the draft for a log line."""
        return f"form draft of {self.service_id}"
