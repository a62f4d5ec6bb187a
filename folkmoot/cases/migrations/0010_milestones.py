"""What happened elsewhere, with the second wall around it."""

import django.db.models.deletion
from django.db import migrations, models

_IN_SIGHT = "EXISTS (SELECT 1 FROM cases_case c WHERE c.id = case_id)"
POLICY = (
    "ALTER TABLE cases_milestone ENABLE ROW LEVEL SECURITY;"
    f"CREATE POLICY in_scope ON cases_milestone USING ({_IN_SIGHT}) WITH CHECK ({_IN_SIGHT});"
)


class Migration(migrations.Migration):
    dependencies = [("cases", "0009_oldest_first"), ("officers", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Milestone",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(db_collation="C", max_length=24)),
                ("happened_on", models.DateField()),
                ("at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="milestones", to="cases.case"
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="officers.post"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("case", "name"), name="one_milestone_a_name")],
            },
        ),
        migrations.RunSQL(POLICY, migrations.RunSQL.noop),
    ]
