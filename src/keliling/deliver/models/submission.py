"""What a telephone sent through the OpenRosa door, until it is an application and after."""

from django.db import models
from django.db.models import Q

from keliling.catalogue.models import ServiceVersion
from keliling.deliver.models.application import Application
from keliling.kernel.ids import new_id
from keliling.people.models import Device, Person

STATES = ["waiting", "held", "accepted", "replaced", "set_aside"]


class Submission(models.Model):
    """One instance as it arrived; the instance itself is encrypted whole.

    Of several contents under one instance id the first counts, the others are its rivals.
    ``claimed_at`` is what the device's clock said, and decides nothing; ``reason`` is the
    refusal for which it is held, ``words`` why somebody set it aside. Once its answers lie
    in an application the instance is emptied: personal answers have one place.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    office = models.UUIDField()
    instance_id = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    rival = models.BooleanField(default=False)
    service = models.SlugField(max_length=40)
    form_version = models.CharField(max_length=120, default="")
    service_version = models.ForeignKey(
        ServiceVersion, on_delete=models.PROTECT, null=True, related_name="+"
    )
    device = models.ForeignKey(Device, on_delete=models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    instance = models.BinaryField(default=b"")
    received_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    suspect = models.BooleanField(default=False)
    state = models.CharField(max_length=10, default="waiting")
    reason = models.CharField(max_length=40, default="")
    words = models.TextField(default="")
    version = models.PositiveIntegerField(default=1)
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, null=True, related_name="submissions"
    )

    class Meta:
        """A content once, and one content of an id that counts."""

        constraints = [
            models.UniqueConstraint(
                fields=["office", "instance_id", "sha256"], name="submission_once"
            ),
            models.UniqueConstraint(
                fields=["office", "instance_id"],
                condition=Q(rival=False),
                name="submission_first_once",
            ),
            models.CheckConstraint(condition=Q(state__in=STATES), name="submission_state"),
            models.CheckConstraint(
                condition=~Q(state="accepted") | Q(application__isnull=False),
                name="submission_accepted_where",
            ),
        ]
        indexes = [models.Index(fields=["office", "state", "-received_at"], name="submission_desk")]

    def __str__(self) -> str:
        """Name the submission for a log line."""
        return f"submission {self.id}, {self.state}"

    @property
    def instance_place(self) -> str:
        """Where the instance lies, as the vault binds it."""
        return f"deliver_submission:{self.id}:instance"


class Attachment(models.Model):
    """A file that came with a submission, under the name by which its answers call it.

    ``sent_sha256`` is of the bytes as they came; what is kept was rewritten like any
    document, or is what came where ``fault`` says why it could not be. Another content
    under a name that is taken is a rival, and kept too.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=120)
    rival = models.BooleanField(default=False)
    media_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    sent_sha256 = models.CharField(max_length=64)
    fault = models.CharField(max_length=40, default="")
    added_at = models.DateTimeField()

    class Meta:
        """A content of a name once, and one content of a name that counts."""

        constraints = [
            models.UniqueConstraint(
                fields=["submission", "name", "sent_sha256"], name="attachment_once"
            ),
            models.UniqueConstraint(
                fields=["submission", "name"],
                condition=Q(rival=False),
                name="attachment_first_once",
            ),
        ]

    def __str__(self) -> str:
        """Name the file for a log line."""
        return f"attachment {self.id} of {self.submission_id}"
