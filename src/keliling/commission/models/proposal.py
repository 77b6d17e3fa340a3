"""A proposed visit, what it is for, what the kampung brings, and who stands behind it."""

from django.db import models

from keliling.kernel.ids import new_id
from keliling.people.models import Person


class Proposal(models.Model):
    """A wish for a visit to one RW; ``version`` moves with every change of state."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    office = models.UUIDField()
    village = models.CharField(max_length=13)
    rw = models.CharField(max_length=3)
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="proposals")
    why = models.TextField(default="")
    state = models.CharField(max_length=12, default="open")
    version = models.PositiveIntegerField(default=1)
    proposed_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    decline_reason = models.CharField(max_length=20, default="")
    answer = models.TextField(default="")
    finding = models.UUIDField(null=True, unique=True)

    class Meta:
        """One open proposal of an author for an RW; states as in the rules."""

        constraints = [
            models.UniqueConstraint(
                fields=["author", "village", "rw"],
                condition=models.Q(state="open", finding=None),
                name="proposal_open_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["open", "commissioned", "declined"]),
                name="proposal_state",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="declined") | ~models.Q(decline_reason=""),
                name="proposal_decline_has_reason",
            ),
        ]
        indexes = [models.Index(fields=["office", "state", "proposed_at"], name="proposal_list")]

    def __str__(self) -> str:
        """Name the proposal for a log line."""
        return f"proposal {self.id} for {self.village}/{self.rw}"


class Need(models.Model):
    """How many people need one service, as the proposal estimates."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="needs")
    service = models.SlugField(max_length=40)
    people = models.PositiveIntegerField()

    class Meta:
        """A service once in a proposal."""

        constraints = [models.UniqueConstraint(fields=["proposal", "service"], name="need_once")]

    def __str__(self) -> str:
        """Name the need for a log line."""
        return f"{self.people} for {self.service}"


class Contribution(models.Model):
    """What the kampung would bring to the visit; becomes a pledge when the plan is made."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="contributions")
    kind = models.CharField(max_length=20)
    quantity = models.PositiveIntegerField()
    words = models.CharField(max_length=200, default="")

    def __str__(self) -> str:
        """Name the contribution for a log line."""
        return f"{self.quantity} {self.kind}"


class Support(models.Model):
    """A public signature under a proposal: one per person, in the database."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="supports")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="supports")
    backed_at = models.DateTimeField()

    class Meta:
        """One signature of a person."""

        constraints = [models.UniqueConstraint(fields=["proposal", "person"], name="support_once")]

    def __str__(self) -> str:
        """Name the signature for a log line."""
        return f"{self.person_id} backs {self.proposal_id}"
