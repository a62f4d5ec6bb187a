"""Who looked at which warned cases on a list: the desk alone sees it, each with its case."""

import django.db.models.deletion
from django.db import migrations, models

_IN_SIGHT = "EXISTS (SELECT 1 FROM cases_case c WHERE c.id = case_id)"
_AT_THE_DESK = "current_setting('folkmoot.kind', true) IN ('officer', 'job')"
_CONDITION = f"{_IN_SIGHT} AND {_AT_THE_DESK}"


class Migration(migrations.Migration):
    dependencies = [
        ("earlywarning", "0004_policies_of_signals"),
        ("cases", "0005_policies_of_many_hands"),
        ("officers", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Look",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("user_id", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="officers.post"
                    ),
                ),
            ],
        ),
        migrations.RunSQL(
            "ALTER TABLE earlywarning_look ENABLE ROW LEVEL SECURITY;"
            f"CREATE POLICY in_scope ON earlywarning_look USING ({_CONDITION}) WITH CHECK ({_CONDITION});"
        ),
    ]
