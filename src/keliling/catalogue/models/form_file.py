"""Files beside a form: its data files, and the pictures and recordings beside its words."""

from django.db import models
from django.db.models import Q

from keliling.catalogue.models.service import FormDraft, ServiceVersion
from keliling.kernel.ids import new_id


class FormFile(models.Model):
    """A file of a form that waits, or of a version; a row is never changed.

    ``md5`` is there because OpenRosa clients compare it; it guards nothing.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    draft = models.ForeignKey(FormDraft, on_delete=models.CASCADE, null=True, related_name="files")
    version = models.ForeignKey(
        ServiceVersion, on_delete=models.PROTECT, null=True, related_name="files"
    )
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    md5 = models.CharField(max_length=32)
    data = models.BinaryField()

    class Meta:
        """Of one form alone, and there once by its name."""

        constraints = [
            models.CheckConstraint(
                condition=Q(draft=None, version__isnull=False)
                | Q(draft__isnull=False, version=None),
                name="form_file_of_one",
            ),
            models.UniqueConstraint(fields=["draft", "name"], name="form_file_once_in_draft"),
            models.UniqueConstraint(fields=["version", "name"], name="form_file_once_in_version"),
        ]

    def __str__(self) -> str:
        """Name the file for a log line."""
        return f"{self.name} of {self.version_id or self.draft_id}"
