"""The day: numbers in the queue, and mandates of volunteers."""

from django.db import models
from django.db.models import F, Q

from keliling.commission.models import Visit
from keliling.kernel.ids import new_id
from keliling.people.models import Person


class Ticket(models.Model):
    """A number in the queue of a visit."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="tickets")
    number = models.PositiveIntegerField()
    service = models.SlugField(max_length=40)
    priority = models.CharField(max_length=10, default="")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, default="waiting")
    drawn_at = models.DateTimeField()
    called_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """A number once in a visit, and one waiting number for a person."""

        constraints = [
            models.UniqueConstraint(fields=["visit", "number"], name="ticket_number_once"),
            models.UniqueConstraint(
                fields=["visit", "person"],
                condition=Q(state__in=["waiting", "called"]),
                name="ticket_person_waits_once",
            ),
        ]
        indexes = [models.Index(fields=["visit", "state", "number"], name="ticket_queue")]

    def __str__(self) -> str:
        """Name the ticket for a log line."""
        return f"ticket {self.number} of {self.visit_id}"


class Mandate(models.Model):
    """A written mandate (surat kuasa): for one service, at one visit, until a day."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    office = models.UUIDField()
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="mandates")
    service = models.SlugField(max_length=40)
    applicant = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mandates_given")
    volunteer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mandates_held")
    expires_on = models.DateField()
    given_at = models.DateTimeField()
    witness = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        """One live mandate of its kind; nobody mandates themselves or witnesses their own."""

        constraints = [
            models.UniqueConstraint(
                fields=["applicant", "volunteer", "visit", "service"],
                condition=Q(revoked_at=None),
                name="mandate_live_once",
            ),
            models.CheckConstraint(
                condition=~Q(applicant=F("volunteer")), name="mandate_between_two"
            ),
            models.CheckConstraint(
                condition=Q(witness=None) | ~Q(witness=F("volunteer")), name="mandate_witness_apart"
            ),
        ]

    def __str__(self) -> str:
        """Name the mandate for a log line."""
        return f"mandate {self.id} for {self.service}"
