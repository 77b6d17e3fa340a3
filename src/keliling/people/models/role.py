"""What somebody may do, over what, from when to when."""

from django.db import models

from keliling.kernel.ids import new_id
from keliling.people.models.person import Person


class RoleGrant(models.Model):
    """A role over an office, an area or a visit, for a period; revoked, never deleted."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="grants")
    office = models.UUIDField()
    role = models.CharField(max_length=20)
    scope_kind = models.CharField(max_length=10)
    scope_id = models.CharField(max_length=40)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)
    granted_by = models.UUIDField(null=True)

    class Meta:
        """One live grant of a role over a scope."""

        constraints = [
            models.UniqueConstraint(
                fields=["person", "role", "scope_kind", "scope_id"],
                condition=models.Q(revoked_at=None),
                name="grant_live_once",
            ),
            models.CheckConstraint(
                condition=models.Q(scope_kind__in=["office", "area", "visit"]),
                name="grant_scope_kind",
            ),
        ]
        indexes = [models.Index(fields=["office", "role"], name="grant_office_role")]

    def __str__(self) -> str:
        """Name the grant for a log line."""
        return f"{self.role} over {self.scope_kind} {self.scope_id}"


class Invitation(models.Model):
    """A link that makes whoever opens it a member of staff; used once, within its term."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    office = models.UUIDField()
    role = models.CharField(max_length=20)
    token_index = models.CharField(max_length=64, unique=True)
    label = models.CharField(max_length=120)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    used_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True)

    def __str__(self) -> str:
        """Name the invitation for a log line."""
        return f"invitation {self.id} as {self.role}"
