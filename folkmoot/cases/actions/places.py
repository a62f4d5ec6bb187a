"""Cases follow their places through mergers and moves; where they were filed stays as it was."""

from datetime import datetime

from django.db import connection, transaction

from folkmoot.ledger.actions import record
from folkmoot.officers.rules.standing import Standing

_FOLLOW = """
UPDATE cases_case c SET
    sight_path = CASE
        WHEN c.sight_path = c.place_path THEN now_at.path
        -- A complaint handed in past a unit stays with the place, one or more levels up, that it was handed to.
        ELSE COALESCE((SELECT s.path FROM places_place s WHERE s.code = split_part(c.sight_path, '/', -2)),
                      c.sight_path) END,
    place_path = now_at.path
FROM places_place filed JOIN places_place now_at ON now_at.id = COALESCE(filed.merged_into_id, filed.id)
WHERE c.place_id = filed.id AND c.place_path <> now_at.path
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
