"""Cases follow their places through mergers and moves; where they were filed stays as it was."""

from datetime import datetime

from django.db import connection, transaction

from folkmoot.ledger.actions import record
from folkmoot.officers.rules.standing import Standing

# The same answer as cases.rules.sight gives, for many cases in one statement.
_FOLLOW = """
WITH today AS (
    SELECT c.id, here.path,
        CASE
            WHEN about.path IS NULL OR NOT here.path ^@ about.path THEN here.path
            ELSE COALESCE(NULLIF(regexp_replace(about.path, '[^/]+/$', ''), ''), about.path)
        END AS seen_from
    FROM cases_case c
    JOIN places_place filed ON filed.id = c.place_id
    JOIN places_place here ON here.id = COALESCE(filed.merged_into_id, filed.id)
    LEFT JOIN officers_unit u ON u.id = c.about_unit_id
    LEFT JOIN places_place about ON about.id = u.place_id
)
UPDATE cases_case c SET place_path = today.path, sight_path = today.seen_from
FROM today WHERE today.id = c.id AND (c.place_path, c.sight_path) <> (today.path, today.seen_from)
"""


@transaction.atomic
def follow_places(*, by: Standing, now: datetime) -> int:
    """Recomputes the current path of every case whose place moved; returns how many there were."""
    with connection.cursor() as cursor:
        cursor.execute(_FOLLOW)
        count = int(cursor.rowcount)
    if count:
        record("cases.places_followed", by=by, now=now, chain="places", count=count)
    return count
