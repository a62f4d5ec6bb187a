"""Warnings end when their fact is gone. Nobody has to say so, and nobody can end one that still holds."""

from collections import Counter
from datetime import datetime
from typing import Final

from django.db import connection

from folkmoot.earlywarning.actions.looking import WARNED_STEPS
from folkmoot.earlywarning.rules.kinds import Kind
from folkmoot.ledger.actions import By, Happened, record_many

#: What the sweep looks at; the other kinds are raised and ended by those who know of them.
SWEPT: Final = (
    *(Kind.CLOCK, Kind.DUE, Kind.OVERDUE, Kind.SILENT, Kind.BOUNCED, Kind.REDONE, Kind.RECURRING),
    Kind.REPORT_MISSING,
)

_OVER: Final = """
SELECT w.id, w.case_id, w.kind, CASE
    WHEN NOT c.step = ANY(%(warned)s) THEN 'case_ended'
    WHEN w.kind IN ('clock', 'due') AND EXISTS (
        SELECT 1 FROM warning_true t WHERE t.case_id = w.case_id AND t.kind IN ('due', 'overdue')) THEN 'grew'
    ELSE 'gone' END
FROM earlywarning_casewarning w JOIN cases_case c ON c.id = w.case_id
WHERE w.ended_at IS NULL AND (NOT c.step = ANY(%(warned)s) OR w.kind = ANY(%(swept)s) AND CASE w.kind
    WHEN 'recurring' THEN NOT EXISTS (
        SELECT 1 FROM warning_true t WHERE t.kind = 'recurring' AND t.area = w.area AND t.topic = w.topic)
    ELSE NOT EXISTS (SELECT 1 FROM warning_true t WHERE t.case_id = w.case_id AND t.kind = w.kind) END)
ORDER BY c.id
FOR NO KEY UPDATE OF c SKIP LOCKED
"""
_END: Final = """
UPDATE earlywarning_casewarning w SET ended_at = %s, ended_why = o.why, climbs_at = NULL
FROM unnest(%s::bigint[], %s::text[]) AS o (id, why) WHERE w.id = o.id
"""


def end(*, by: By, now: datetime) -> Counter[str]:
    """Ends what is not in `warning_true`; how many by their kind."""
    with connection.cursor() as cursor:
        cursor.execute(_OVER, {"warned": WARNED_STEPS, "swept": [kind.value for kind in SWEPT]})
        rows = cursor.fetchall()
        if rows:
            cursor.execute(_END, [now, [row[0] for row in rows], [row[3] for row in rows]])
    record_many(
        [
            Happened(case, "case.warning_ended", {"warning": pk, "warns_of": kind, "why": why})
            for pk, case, kind, why in rows
        ],
        by=by,
        now=now,
    )
    return Counter(kind for _pk, _case, kind, _why in rows)
