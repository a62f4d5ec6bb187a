"""The second wall: row-level security on every table with case data.

The policies read the settings that `officers.scope` makes for one transaction. Without them nothing can be seen. The
owner is not subject to them; the application never runs as the owner.
"""

from django.db import migrations

_KIND = "current_setting('folkmoot.kind', true)"


def _array(name: str, kind: str) -> str:
    # In a sub-select, so that it is read once a statement and not once a row.
    return f"((SELECT NULLIF(current_setting('folkmoot.{name}', true), '')::{kind}[])::{kind}[])"


FUNCTIONS = """
CREATE FUNCTION folkmoot_opened_party() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
    SELECT p.id FROM cases_case c
    JOIN cases_party p ON p.case_id = c.id
    WHERE current_setting('folkmoot.code', true) <> ''
      AND c.reference = current_setting('folkmoot.reference', true)
      AND (EXISTS (SELECT 1 FROM cases_accesscode a WHERE a.party_id = p.id AND a.revoked_at IS NULL
                   AND a.digest = decode(current_setting('folkmoot.code', true), 'hex'))
        OR EXISTS (SELECT 1 FROM cases_invitation i WHERE i.party_id = p.id AND i.used_at IS NULL
                   AND i.expires_at > now()
                   AND i.digest = decode(current_setting('folkmoot.code', true), 'hex')))
$$;
CREATE FUNCTION folkmoot_opened_case() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
    SELECT case_id FROM cases_party WHERE id = folkmoot_opened_party()
$$;
"""

# Under row-level security PostgreSQL may not use a trigram index for the application: its operators could tell what a
# hidden row says. This function may, and returns only what lies in the areas of the running scope.
SEARCH = """
DO $$ BEGIN
    IF EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm') THEN
        CREATE INDEX case_summary_trigrams ON cases_case USING gin (upper(summary) gin_trgm_ops);
    END IF;
END $$;
CREATE FUNCTION folkmoot_summaries_with(pattern text) RETURNS SETOF bigint LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
    SELECT id FROM cases_case
    WHERE upper(summary) LIKE upper(pattern)
      AND sight_path ^@ ANY (NULLIF(current_setting('folkmoot.areas', true), '')::text[])
$$;
"""

CASE = f"""
    sight_path ^@ ANY {_array("areas", "text")}
    AND (about_unit_id IS NULL OR about_unit_id <> ALL {_array("barred", "bigint")})
    OR id = ANY {_array("granted", "bigint")}
    OR id = (SELECT folkmoot_opened_case())
"""

_IN_SIGHT = "EXISTS (SELECT 1 FROM cases_case c WHERE c.id = case_id)"
_AT_THE_DESK = f"{_KIND} IN ('officer', 'job')"
_FILING = f"case_id = ANY {_array('granted', 'bigint')}"


def _of_party(column: str) -> str:
    """The desk sees every conversation of a case; with a code one sees one's own."""
    own = f"({column} = (SELECT folkmoot_opened_party()) OR {_FILING} AND (SELECT folkmoot_opened_party()) IS NULL)"
    return f"{_IN_SIGHT} AND ({_AT_THE_DESK} OR {own})"


POLICIES = {
    "cases_case": CASE,
    "cases_casekey": _IN_SIGHT,
    "cases_clock": _IN_SIGHT,
    "cases_party": _of_party("id"),
    "cases_accesscode": _of_party("party_id"),
    "cases_invitation": _of_party("party_id"),
    "cases_message": _of_party("party_id"),
    "cases_rating": _of_party("party_id"),
    # An internal file has no party and is compared with nothing.
    "cases_attachment": _of_party("party_id"),
    "cases_note": f"{_IN_SIGHT} AND {_AT_THE_DESK}",
    "cases_task": f"{_IN_SIGHT} AND {_AT_THE_DESK}",
    "cases_reading": f"{_IN_SIGHT} AND {_AT_THE_DESK}",
    # What is told to another unit in private is that unit's alone.
    "cases_callback": f"{_IN_SIGHT} AND (unit_id = ANY {_array('units', 'bigint')} OR {_KIND} = 'job')",
    "cases_import": f"area ^@ ANY {_array('areas', 'text')}",
    "ledger_event": f"case_id IS NULL OR {_IN_SIGHT}",
}


def _policy(table: str, condition: str) -> str:
    return (
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;"
        f"CREATE POLICY in_scope ON {table} USING ({condition}) WITH CHECK ({condition});"
    )


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial"), ("ledger", "0001_initial")]

    operations = [
        migrations.RunSQL(FUNCTIONS),
        # A lead is a post with *its own* appointment, not with anybody's.
        migrations.RunSQL(
            "ALTER TABLE cases_case ADD CONSTRAINT case_lead_holds_the_post"
            " FOREIGN KEY (lead_appointment_id, lead_post_id) REFERENCES officers_appointment (id, post_id)"
            " DEFERRABLE INITIALLY DEFERRED"
        ),
        migrations.RunSQL(SEARCH),
        *(migrations.RunSQL(_policy(table, condition)) for table, condition in POLICIES.items()),
    ]
