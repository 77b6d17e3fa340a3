"""Community groups: PKK, Karang Taruna, a mosque's committee, a school."""

from django.db import models

from keliling.kernel.ids import new_id
from keliling.people.models.person import Person


class Group(models.Model):
    """A group of one RW that offers what single people cannot."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    office = models.UUIDField()
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20)
    village = models.CharField(max_length=13)
    rw = models.CharField(max_length=3)
    founded_at = models.DateTimeField()

    class Meta:
        """No two groups of a name in one RW."""

        constraints = [
            models.UniqueConstraint(fields=["village", "rw", "name"], name="group_name_once_in_rw")
        ]

    def __str__(self) -> str:
        """Give the group's name."""
        return self.name


class Membership(models.Model):
    """A person in a group; a speaker may offer in its name."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    speaker = models.BooleanField(default=False)
    joined_at = models.DateTimeField()

    class Meta:
        """A member once."""

        constraints = [models.UniqueConstraint(fields=["group", "person"], name="member_once")]

    def __str__(self) -> str:
        """Name the membership for a log line."""
        return f"{self.person_id} in {self.group_id}"
