"""The database itself refuses to change or drop a fact, a seal or a seal's member."""

from collections.abc import Iterator
from typing import Any

from django.db import migrations

TABLES = ("record_fact", "record_seal", "record_sealedfact")

POSTGRES_FUNCTION = """
CREATE FUNCTION record_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the record is append-only: % on %', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


def statements(vendor: str) -> Iterator[str]:
    if vendor == "postgresql":
        yield POSTGRES_FUNCTION
        for table in TABLES:
            yield (
                f"CREATE TRIGGER {table}_rows BEFORE UPDATE OR DELETE ON {table}"
                " FOR EACH ROW EXECUTE FUNCTION record_append_only()"
            )
            yield (
                f"CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table}"
                " FOR EACH STATEMENT EXECUTE FUNCTION record_append_only()"
            )
        return
    for table in TABLES:
        for event in ("UPDATE", "DELETE"):
            yield (
                f"CREATE TRIGGER {table}_{event.lower()} BEFORE {event} ON {table}"
                f" BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END"
            )


def undo(vendor: str) -> Iterator[str]:
    if vendor == "postgresql":
        for table in TABLES:
            yield f"DROP TRIGGER IF EXISTS {table}_rows ON {table}"
            yield f"DROP TRIGGER IF EXISTS {table}_whole ON {table}"
        yield "DROP FUNCTION IF EXISTS record_append_only()"
        return
    for table in TABLES:
        for event in ("update", "delete"):
            yield f"DROP TRIGGER IF EXISTS {table}_{event}"


def forwards(apps: Any, schema_editor: Any) -> None:
    for sql in statements(schema_editor.connection.vendor):
        schema_editor.execute(sql, params=None)


def backwards(apps: Any, schema_editor: Any) -> None:
    for sql in undo(schema_editor.connection.vendor):
        schema_editor.execute(sql, params=None)


class Migration(migrations.Migration):
    dependencies = [("record", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
