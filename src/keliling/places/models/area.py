"""Provinces, regencies and cities, districts, villages, by their Kemendagri code."""

from django.db import models


class Area(models.Model):
    """One area; the code is text with dots, such as ``31.74.09.1002``."""

    code = models.CharField(max_length=13, primary_key=True)
    name = models.CharField(max_length=80)
    level = models.PositiveSmallIntegerField()
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")

    class Meta:
        """Four levels."""

        constraints = [
            models.CheckConstraint(condition=models.Q(level__range=(1, 4)), name="area_level")
        ]

    def __str__(self) -> str:
        """Give the area's name."""
        return self.name


class AreaWord(models.Model):
    """A word of an area's name, for search by the beginning of words.

    Words are small letters and digits alone and are ordered by code points (on PostgreSQL by
    migration 0002), so a range over the index, ``'sreng'`` to ``'srengzzz…'``, holds what
    begins so.
    """

    word = models.CharField(max_length=40)
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="words")

    class Meta:
        """Found by the beginning of the word."""

        indexes = [models.Index(fields=["word", "area"], name="area_word")]

    def __str__(self) -> str:
        """Give the word."""
        return self.word
