"""A member is a person in a post: who comes to the post later was not asked about an interest of their own."""

import django.db.models.deletion
from django.db import migrations, models

# Whoever was named held the post that day, or stood in.
NAMED = """
UPDATE cases_member m SET appointment_id = (
    SELECT a.id FROM officers_appointment a WHERE a.post_id = m.post_id
    ORDER BY daterange(a.from_on, a.until_on) @> m.since::date DESC, a.kind DESC, a.from_on DESC LIMIT 1
)
"""

# Asked before the scope stands, hence past the policies: it tells numbers of cases and nothing of what is in them.
HELPED = """
DROP FUNCTION folkmoot_joined_cases(bigint[], bigint[]);
CREATE FUNCTION folkmoot_helped_cases(held bigint[], barred bigint[])
RETURNS TABLE (appointment_id bigint, case_id bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT m.appointment_id, m.case_id FROM cases_member m
    JOIN cases_case c ON c.id = m.case_id
    WHERE m.until IS NULL AND m.appointment_id = ANY (held)
      AND (c.about_unit_id IS NULL OR c.about_unit_id <> ALL (barred))
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0010_milestones"), ("officers", "0003_visiting")]

    operations = [
        migrations.AddField(
            "member",
            "appointment",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="officers.appointment"
            ),
        ),
        migrations.RunSQL(NAMED),
        migrations.AlterField(
            "member",
            "appointment",
            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="officers.appointment"),
        ),
        migrations.RemoveIndex("member", "member_of_post"),
        migrations.AddIndex(
            "member",
            models.Index(condition=models.Q(("until", None)), fields=["appointment"], name="member_by_appointment"),
        ),
        migrations.RunSQL(HELPED),
    ]
