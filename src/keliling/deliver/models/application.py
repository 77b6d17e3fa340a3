"""An application and what belongs to its file."""

from django.db import models
from django.db.models import F, Q

from keliling.catalogue.models import ServiceVersion
from keliling.commission.models import Visit
from keliling.kernel.ids import new_code, new_id
from keliling.people.models import Person

STAGES = ["draft", "check", "sent_back", "decision", "granted", "refused", "withdrawn"]


class Application(models.Model):
    """One person's application for one service, under the version in force when it was filed.

    ``answers`` is the form's instance, encrypted whole; ``version`` moves with every change.
    The database itself refuses a decider who is the applicant, the helper or the checker.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    office = models.UUIDField()
    service = models.SlugField(max_length=40)
    service_version = models.ForeignKey(ServiceVersion, on_delete=models.PROTECT, related_name="+")
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, null=True, related_name="+")
    code = models.CharField(max_length=30, unique=True, default=new_code)
    applicant = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="applications")
    helper = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    checker = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decider = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    stage = models.CharField(max_length=10, default="draft")
    version = models.PositiveIntegerField(default=1)
    answers = models.BinaryField(default=b"")
    started_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    fee = models.PositiveBigIntegerField(null=True)
    reasons = models.TextField(default="")
    outside_number = models.CharField(max_length=30, default="")

    class Meta:
        """Four eyes, and an index for each desk."""

        constraints = [
            models.CheckConstraint(condition=Q(stage__in=STAGES), name="application_stage"),
            models.CheckConstraint(
                condition=Q(decider=None)
                | (
                    ~Q(decider=F("applicant"))
                    & (Q(helper=None) | ~Q(decider=F("helper")))
                    & (Q(checker=None) | ~Q(decider=F("checker")))
                ),
                name="application_decider_apart",
            ),
            models.CheckConstraint(
                condition=Q(checker=None)
                | (~Q(checker=F("applicant")) & (Q(helper=None) | ~Q(checker=F("helper")))),
                name="application_checker_apart",
            ),
        ]
        indexes = [
            models.Index(fields=["office", "stage", "due_at", "id"], name="application_inbox"),
            models.Index(fields=["applicant", "started_at"], name="application_mine"),
            models.Index(fields=["visit", "stage"], name="application_visit"),
        ]

    def __str__(self) -> str:
        """Name the application for a log line."""
        return f"application {self.id}, {self.stage}"

    @property
    def answers_place(self) -> str:
        """Where the answers lie, as the vault binds them."""
        return f"deliver_application:{self.id}:answers"


class Document(models.Model):
    """A file under one question; the bytes lie under their hash in the upload folder."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="documents")
    path = models.CharField(max_length=200)
    name = models.CharField(max_length=60)
    media_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField()

    class Meta:
        """One file under a question; a new one takes its place."""

        constraints = [
            models.UniqueConstraint(fields=["application", "path"], name="document_once")
        ]

    def __str__(self) -> str:
        """Name the document for a log line."""
        return f"{self.path} of {self.application_id}"


class SendBack(models.Model):
    """Why a file went back, and the sentence for the applicant."""

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="send_backs"
    )
    reason = models.CharField(max_length=24)
    path = models.CharField(max_length=200, default="")
    words = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        """Name the send-back for a log line."""
        return f"{self.reason} on {self.application_id}"


class Look(models.Model):
    """Somebody opened a file that is not theirs; the applicant sees this list."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="looks")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        """Read by file, latest first."""

        indexes = [models.Index(fields=["application", "-at"], name="look_file")]

    def __str__(self) -> str:
        """Name the look for a log line."""
        return f"{self.role} at {self.application_id}"
