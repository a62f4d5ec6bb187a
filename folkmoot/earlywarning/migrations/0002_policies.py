"""The second wall around warnings: the desk alone sees them, each with its case."""

from django.db import migrations

_IN_SIGHT = "EXISTS (SELECT 1 FROM cases_case c WHERE c.id = case_id)"
_AT_THE_DESK = "current_setting('folkmoot.kind', true) IN ('officer', 'job')"
_CONDITION = f"{_IN_SIGHT} AND {_AT_THE_DESK}"


def _policy(table: str) -> str:
    return (
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;"
        f"CREATE POLICY in_scope ON {table} USING ({_CONDITION}) WITH CHECK ({_CONDITION});"
    )


class Migration(migrations.Migration):
    dependencies = [("earlywarning", "0001_initial"), ("cases", "0005_policies_of_many_hands")]

    operations = [
        migrations.RunSQL(_policy("earlywarning_casewarning")),
        migrations.RunSQL(_policy("earlywarning_warningnotice")),
    ]
