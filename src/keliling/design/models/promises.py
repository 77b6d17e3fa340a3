"""What each side promises: a venue, shifts, pledges."""

from django.db import models

from keliling.commission.models import Visit
from keliling.kernel.ids import new_id
from keliling.people.models import Group, Person


class Venue(models.Model):
    """A place a group offers; the office agrees to one."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="venues")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="venues")
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=200, default="")
    capacity = models.PositiveIntegerField()
    step_free = models.BooleanField()
    roofed = models.BooleanField()
    watts = models.PositiveIntegerField()
    state = models.CharField(max_length=10, default="offered")
    offered_by = models.UUIDField()
    offered_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=300, default="")

    class Meta:
        """One agreed venue for a visit."""

        constraints = [
            models.UniqueConstraint(
                fields=["visit"],
                condition=models.Q(state="agreed"),
                name="venue_one_agreed",
            )
        ]

    def __str__(self) -> str:
        """Give the venue's name."""
        return self.name


class Shift(models.Model):
    """A task for some hours of the day, for several people."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="shifts")
    task = models.CharField(max_length=20)
    starts = models.TimeField()
    ends = models.TimeField()
    places = models.PositiveSmallIntegerField()

    class Meta:
        """A task begins once at an hour, and a shift has places."""

        constraints = [
            models.UniqueConstraint(fields=["visit", "task", "starts"], name="shift_once"),
            models.CheckConstraint(condition=models.Q(places__gte=1), name="shift_places"),
        ]

    def __str__(self) -> str:
        """Name the shift for a log line."""
        return f"{self.task} {self.starts}-{self.ends}"


class ShiftPlace(models.Model):
    """A taken place: one taker for a number, one place for a person."""

    shift = models.ForeignKey(Shift, on_delete=models.CASCADE, related_name="taken")
    number = models.PositiveSmallIntegerField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="shift_places")
    taken_at = models.DateTimeField()
    minutes = models.PositiveIntegerField(null=True)
    countersigned_by = models.UUIDField(null=True)

    class Meta:
        """Two people never stand on one place, and nobody on two of a shift."""

        constraints = [
            models.UniqueConstraint(fields=["shift", "number"], name="place_once"),
            models.UniqueConstraint(fields=["shift", "person"], name="place_person_once"),
        ]

    def __str__(self) -> str:
        """Name the place for a log line."""
        return f"place {self.number} of {self.shift_id}"


class Pledge(models.Model):
    """Something a resident or a group promises to bring; never money, never for a favour."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="pledges")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="pledges")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True)
    kind = models.CharField(max_length=20)
    quantity = models.PositiveIntegerField()
    words = models.CharField(max_length=200, default="")
    state = models.CharField(max_length=10, default="offered")
    pledged_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        """Name the pledge for a log line."""
        return f"{self.quantity} {self.kind} for {self.visit_id}"
