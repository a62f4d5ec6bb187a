"""The second wall around pauses, more time, reviews, members and supervision; and which cases a post helps with."""

from django.db import migrations

_IN_SIGHT = "EXISTS (SELECT 1 FROM cases_case c WHERE c.id = case_id)"
_AT_THE_DESK = "current_setting('folkmoot.kind', true) IN ('officer', 'job')"
_IS_FILER = "EXISTS (SELECT 1 FROM cases_party p WHERE p.id = (SELECT folkmoot_opened_party()) AND p.role = 'filer')"

POLICIES = {
    "cases_pause": _IN_SIGHT,
    "cases_extension": _IN_SIGHT,
    "cases_hearing": _IN_SIGHT,
    "cases_member": _IN_SIGHT,
    "cases_supervision": _IN_SIGHT,
    "cases_review": f"{_IN_SIGHT} AND ({_AT_THE_DESK} OR {_IS_FILER})",
    "cases_report": f"{_IN_SIGHT} AND {_AT_THE_DESK}",
}

# Asked before the scope stands, hence past the policies: it tells numbers of cases and nothing of what is in them.
JOINED = """
CREATE FUNCTION folkmoot_joined_cases(posts bigint[], barred bigint[]) RETURNS TABLE (post_id bigint, case_id bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT m.post_id, m.case_id FROM cases_member m
    JOIN cases_case c ON c.id = m.case_id
    WHERE m.until IS NULL AND m.post_id = ANY (posts)
      AND (c.about_unit_id IS NULL OR c.about_unit_id <> ALL (barred))
$$;
"""


def _policy(table: str, condition: str) -> str:
    return (
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;"
        f"CREATE POLICY in_scope ON {table} USING ({condition}) WITH CHECK ({condition});"
    )


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_many_hands")]

    operations = [
        *(migrations.RunSQL(_policy(table, condition)) for table, condition in POLICIES.items()),
        migrations.RunSQL(JOINED),
    ]
