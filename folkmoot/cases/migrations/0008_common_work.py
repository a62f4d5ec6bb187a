"""Who else works on a matter, for somebody whose concern is joined to a case that they may not see."""

from django.db import migrations

# Past the policies: it tells which posts work on the matter and how many concerns it has, and nothing of what is in
# them. The page asks it only for a case that the running scope sees.
COMMON_WORK = """
CREATE FUNCTION folkmoot_common_work(of_case bigint)
RETURNS TABLE (part text, post_id bigint, since timestamptz, number bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    WITH common AS (SELECT coalesce(c.merged_into_id, c.id) AS id FROM cases_case c WHERE c.id = of_case)
    SELECT 'others', NULL::bigint, NULL::timestamptz, count(*) FROM cases_case c, common
    WHERE (c.id = common.id OR c.merged_into_id = common.id) AND c.id <> of_case
    UNION ALL SELECT 'lead', c.lead_post_id, NULL, 0 FROM cases_case c, common
    WHERE c.id = common.id AND c.id <> of_case AND c.lead_post_id IS NOT NULL
    UNION ALL SELECT 'member', m.post_id, m.since, 0 FROM cases_member m, common
    WHERE m.case_id = common.id AND m.until IS NULL
    UNION ALL SELECT 'supervisor', s.post_id, s.since, 0 FROM cases_supervision s, common
    WHERE s.case_id IN (common.id, of_case) AND s.lifted_at IS NULL
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0007_review_ends")]

    operations = [migrations.RunSQL(COMMON_WORK, "DROP FUNCTION folkmoot_common_work(bigint)")]
