"""Ratings by those served, without their names; motives of volunteers."""

from django.db import models
from django.db.models import Q

from keliling.commission.models import Visit
from keliling.deliver.models import Application
from keliling.kernel.ids import new_id
from keliling.people.models import Person

ELEMENTS = ["u1", "u2", "u3", "u4", "u5", "u6", "u7", "u8", "u9"]


class RatingPass(models.Model):
    """The right of one person served to rate once; emptied when used, so nothing joins the two."""

    application = models.OneToOneField(
        Application, on_delete=models.PROTECT, primary_key=True, related_name="rating_pass"
    )
    token = models.CharField(max_length=32, unique=True, null=True)  # noqa: DJ001  empty once used
    given_at = models.DateTimeField()
    used = models.BooleanField(default=False)

    class Meta:
        """A used pass holds no token."""

        constraints = [
            models.CheckConstraint(
                condition=Q(used=False, token__isnull=False) | Q(used=True, token__isnull=True),
                name="rating_pass_emptied",
            )
        ]

    def __str__(self) -> str:
        """Name the pass for a log line."""
        return f"pass of {self.application_id}"


class Rating(models.Model):
    """Nine scores and what the visit saved; no person, no file, no hour."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    office = models.UUIDField()
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, null=True, related_name="ratings")
    service = models.SlugField(max_length=40)
    u1 = models.PositiveSmallIntegerField(null=True)
    u2 = models.PositiveSmallIntegerField(null=True)
    u3 = models.PositiveSmallIntegerField(null=True)
    u4 = models.PositiveSmallIntegerField(null=True)
    u5 = models.PositiveSmallIntegerField(null=True)
    u6 = models.PositiveSmallIntegerField(null=True)
    u7 = models.PositiveSmallIntegerField(null=True)
    u8 = models.PositiveSmallIntegerField(null=True)
    u9 = models.PositiveSmallIntegerField(null=True)
    saved_minutes = models.PositiveIntegerField(null=True)
    words = models.TextField(default="")
    rated_on = models.DateField()

    class Meta:
        """Scores are 1 to 4."""

        constraints = [
            models.CheckConstraint(
                condition=Q(**{f"{element}__isnull": True}) | Q(**{f"{element}__range": (1, 4)}),
                name=f"rating_{element}_scale",
            )
            for element in ELEMENTS
        ]
        indexes = [models.Index(fields=["office", "visit"], name="rating_visit")]

    def __str__(self) -> str:
        """Name the rating for a log line."""
        return f"rating {self.id}"


class Motive(models.Model):
    """Why somebody helped, one to five on Alford's four motives and on felt pressure."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="motives")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="motives")
    material = models.PositiveSmallIntegerField()
    intrinsic = models.PositiveSmallIntegerField()
    solidary = models.PositiveSmallIntegerField()
    normative = models.PositiveSmallIntegerField()
    pressed = models.PositiveSmallIntegerField()
    answered_at = models.DateTimeField()

    class Meta:
        """A volunteer answers once for a visit."""

        constraints = [
            models.UniqueConstraint(fields=["visit", "person"], name="motive_once"),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{item}__range": (1, 5)}), name=f"motive_{item}_scale"
                )
                for item in ("material", "intrinsic", "solidary", "normative", "pressed")
            ),
        ]

    def __str__(self) -> str:
        """Name the answer for a log line."""
        return f"motives for {self.visit_id}"
