"""What a warning says stays true while it is open: its day moves with its clock, its count with what is counted."""

from typing import Final

from django.db import connection

# A topic stays with the case that bore it first, whichever is the newest now.
_REFRESH: Final = """
UPDATE earlywarning_casewarning w SET facts = f.facts, clock = f.clock,
    worsens_at = CASE WHEN w.worsens_at IS NOT NULL THEN f.again_at END
FROM (
    SELECT o.id, t.facts, t.clock, t.again_at
    FROM earlywarning_casewarning o JOIN warning_true t ON t.kind = o.kind
        AND (CASE WHEN t.kind = 'recurring' THEN t.area || t.topic ELSE t.case_id::text END) COLLATE "C"
            = (CASE WHEN o.kind = 'recurring' THEN o.area || o.topic ELSE o.case_id::text END) COLLATE "C"
    WHERE o.ended_at IS NULL AND o.facts <> t.facts
    FOR NO KEY UPDATE OF o SKIP LOCKED
) f
WHERE w.id = f.id
"""


def refresh() -> int:
    """Gives the open warnings the facts of `warning_true`; how many had others. Who must act, and by when, stays."""
    with connection.cursor() as cursor:
        cursor.execute(_REFRESH)
        return int(cursor.rowcount)
