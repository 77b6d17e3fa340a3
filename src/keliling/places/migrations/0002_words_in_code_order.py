"""Order the words of areas by their code points on PostgreSQL, as SQLite does anyway.

Some languages sort "z" before "t" or "aa" after "z"; under their collation a range over the
index would lose words.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def order_by_code(_: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            'ALTER TABLE places_areaword ALTER COLUMN word TYPE varchar(40) COLLATE "C"'
        )


class Migration(migrations.Migration):

    dependencies = [("places", "0001_initial")]

    operations = [migrations.RunPython(order_by_code, migrations.RunPython.noop)]
