from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("officers", "0002_saved_views")]

    operations = [
        migrations.AddField(
            model_name="unit",
            name="address",
            field=models.CharField(blank=True, db_default="", default="", max_length=200),
        ),
        migrations.AddField(
            model_name="unit",
            name="hours_en",
            field=models.CharField(blank=True, db_default="", default="", max_length=200),
        ),
        migrations.AddField(
            model_name="unit",
            name="hours_zh",
            field=models.CharField(blank=True, db_default="", default="", max_length=200),
        ),
        migrations.AddField(
            model_name="unit",
            name="telephone",
            field=models.CharField(blank=True, db_default="", default="", max_length=40),
        ),
    ]
