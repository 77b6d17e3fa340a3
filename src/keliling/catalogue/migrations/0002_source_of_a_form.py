from typing import Any

from django.db import migrations, models


def keep_source(apps: Any, schema_editor: Any) -> None:
    """What shipped was written in Markdown."""
    versions = apps.get_model("catalogue", "ServiceVersion").objects
    for version in versions.all().iterator():
        versions.filter(pk=version.pk).update(source=version.form.encode(), suffix=".md")


def take_source_back(apps: Any, schema_editor: Any) -> None:
    """Only Markdown can be kept as text."""
    versions = apps.get_model("catalogue", "ServiceVersion").objects
    for version in versions.filter(suffix=".md").iterator():
        versions.filter(pk=version.pk).update(form=bytes(version.source).decode())


class Migration(migrations.Migration):

    dependencies = [("catalogue", "0001_initial")]

    operations = [
        migrations.AddField("serviceversion", "source", models.BinaryField(default=b""), preserve_default=False),
        migrations.AddField("serviceversion", "suffix", models.CharField(default="", max_length=8), preserve_default=False),
        migrations.AlterField("serviceversion", "form", models.TextField(default="")),
        migrations.RunPython(keep_source, take_source_back),
    ]
