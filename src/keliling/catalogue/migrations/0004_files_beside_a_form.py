import django.db.models.deletion
import keliling.kernel.ids
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):

    dependencies = [
        ("catalogue", "0003_published_forms"),
    ]

    operations = [
        migrations.CreateModel(
            name="FormFile",
            fields=[
                ("id", models.UUIDField(default=keliling.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=255)),
                ("media_type", models.CharField(max_length=40)),
                ("size", models.PositiveIntegerField()),
                ("md5", models.CharField(max_length=32)),
                ("data", models.BinaryField()),
                ("draft", models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="files", to="catalogue.formdraft")),
                ("version", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="files", to="catalogue.serviceversion")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(("draft", None), ("version__isnull", False))
                        | Q(("draft__isnull", False), ("version", None)),
                        name="form_file_of_one",
                    ),
                    models.UniqueConstraint(fields=("draft", "name"), name="form_file_once_in_draft"),
                    models.UniqueConstraint(fields=("version", "name"), name="form_file_once_in_version"),
                ],
            },
        ),
    ]
