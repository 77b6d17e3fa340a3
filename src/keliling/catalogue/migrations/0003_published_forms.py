import django.db.models.deletion
import keliling.kernel.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("catalogue", "0002_source_of_a_form"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.RemoveField("serviceversion", "form"),
        migrations.AddField(
            "serviceversion",
            "published_at",
            models.DateTimeField(null=True),
        ),
        migrations.AddField(
            "serviceversion",
            "published_by",
            models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"),
        ),
        migrations.CreateModel(
            name="FormDraft",
            fields=[
                ("id", models.UUIDField(default=keliling.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("uploaded_at", models.DateTimeField()),
                ("file_name", models.CharField(max_length=120)),
                ("source", models.BinaryField()),
                ("suffix", models.CharField(max_length=8)),
                ("xform", models.TextField()),
                ("service", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="form_draft", to="catalogue.service")),
                ("uploaded_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person")),
            ],
        ),
    ]
