"""Nights whose highest was found to be true: they say nothing of noise."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("earlywarning", "0005_looks")]

    operations = [
        migrations.AddField(model_name="night", name="is_true", field=models.BooleanField(default=False)),
    ]
