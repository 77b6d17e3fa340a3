"""One thing that happened."""

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.sql.compiler import SQLCompiler


class CurrentTransaction(models.Func):
    """The number of the writing transaction; zero on SQLite, which has one writer at a time."""

    output_field = models.BigIntegerField()

    template = "0"

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any
    ) -> tuple[str, Sequence[Any]]:
        """Give PostgreSQL's own number."""
        number = "(pg_current_xact_id()::text::bigint)"
        return self.as_sql(compiler, connection, template=number, **extra)


class Fact(models.Model):
    """What happened, to what, by whom in which role.

    Ids, codes, numbers and dates only: names, contacts, NIK, answers and free text live in
    erasable rows that a fact points to. ``office``, ``about_id`` and ``actor`` are bare
    ids, so that the record knows nothing of the tables above it. The database refuses
    UPDATE and DELETE by trigger.
    """

    seq = models.BigAutoField(primary_key=True)
    office = models.UUIDField(null=True)
    kind = models.CharField(max_length=40)
    about_type = models.CharField(max_length=20)
    about_id = models.CharField(max_length=40)
    actor = models.UUIDField(null=True)
    role = models.CharField(max_length=20)
    side = models.CharField(max_length=10)
    at = models.DateTimeField()
    data = models.JSONField(default=dict)
    tx = models.BigIntegerField()

    class Meta:
        """Read by what it is about, and by office and kind."""

        indexes = [
            models.Index(fields=["about_type", "about_id", "seq"], name="fact_about"),
            models.Index(fields=["office", "kind", "seq"], name="fact_office_kind"),
        ]

    def __str__(self) -> str:
        """Name the fact for a log line."""
        return f"{self.seq} {self.kind} {self.about_type}:{self.about_id}"
