"""The rows that a case file is made of, out of every table that has some, in one statement."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from django.db import connection
from django.utils import timezone

from folkmoot.cases.models import Case
from folkmoot.places.rules.paths import ancestors
from folkmoot.web.desk.titled import Titled

# Every part has the same columns, so that the budget of statements is kept however much there is. Joined concerns are
# found by number: an OR over two columns would read every case.
_FILE: Final = """
WITH parts (part, id, party_id, post_id, code, more, sealed, at, until, ended, day_on, number, data) AS (
    SELECT 'party', id, id, NULL::bigint, role, language, sealed_name, NULL::timestamptz, NULL::timestamptz,
        NULL::timestamptz, NULL::date, (SELECT count(*) FROM cases_accesscode a
            WHERE a.party_id = p.id AND a.is_own AND a.revoked_at IS NULL), NULL::jsonb
    FROM cases_party p WHERE case_id = %(case)s
    UNION ALL SELECT 'contact', id, id, NULL, '', '', sealed_contact, NULL, NULL, NULL, NULL, 0, NULL
    FROM cases_party WHERE case_id = %(case)s AND sealed_contact IS NOT NULL
    UNION ALL SELECT 'message', id, party_id, post_id, kind, '', sealed_body, at, NULL, NULL, NULL, 0, NULL
    FROM cases_message WHERE case_id = %(case)s
    UNION ALL SELECT 'note', id, NULL, post_id, '', '', sealed_body, at, NULL, NULL, NULL, 0, NULL
    FROM cases_note WHERE case_id = %(case)s
    UNION ALL SELECT 'task', id, NULL, post_id, '', '', sealed_title, created_at, NULL, done_at, due_on, set_by_id, NULL
    FROM cases_task WHERE case_id = %(case)s
    UNION ALL SELECT 'file', id, party_id, post_id, media_type, '', sealed_name, at, NULL, NULL, NULL, size_bytes, NULL
    FROM cases_attachment WHERE case_id = %(case)s
    UNION ALL SELECT 'clock', id, NULL, NULL, name, pack, NULL, started_at, due_at, stopped_at, due_on,
        is_provisional::int, jsonb_build_object('version', pack_version, 'extended', extended_times)
    FROM cases_clock WHERE case_id = %(case)s
    UNION ALL SELECT 'pause', id, NULL, post_id, code, pack, NULL, at, NULL, ended_at, from_on, 0,
        jsonb_build_object('version', pack_version, 'until', until_on)
    FROM cases_pause WHERE case_id = %(case)s
    UNION ALL SELECT 'more_time', e.id, NULL, e.asked_by_id, c.name, c.pack, e.sealed_reason, e.asked_at, NULL,
        e.decided_at, NULL, 0, jsonb_build_object('version', c.pack_version, 'granted', e.is_granted,
            'asked_by', e.asked_by_id, 'lead', e.decided_by_id, 'stopped', c.stopped_at IS NOT NULL)
    FROM cases_extension e JOIN cases_clock c ON c.id = e.clock_id WHERE e.case_id = %(case)s
    UNION ALL SELECT 'review', id, NULL, reviewer_id, code, outcome, sealed_reason, asked_at, NULL, decided_at, NULL, 0,
        jsonb_build_object('unit', unit_id)
    FROM cases_review WHERE case_id = %(case)s
    UNION ALL SELECT 'review_opinion', id, NULL, NULL, '', '', sealed_decision, decided_at, NULL, NULL, NULL, 1, NULL
    FROM cases_review WHERE case_id = %(case)s AND sealed_decision IS NOT NULL
    UNION ALL SELECT 'event', id, NULL, post_id, kind, '', NULL, at, NULL, NULL, NULL, seq, data
    FROM ledger_event WHERE case_id = %(case)s
    UNION ALL SELECT 'merged', c.id, NULL, NULL, c.reference, c.summary, NULL, c.received_at, c.due_at, NULL, NULL,
        (c.merged_into_id IS NOT DISTINCT FROM %(case)s)::int, jsonb_build_object('step', c.step, 'outcome', c.outcome,
            'parties', (SELECT count(*) FROM cases_party p WHERE p.case_id = c.id),
            'place_id', c.place_id, 'unit_id', c.unit_id,
            'disputed', EXISTS (SELECT 1 FROM ledger_event d WHERE d.case_id = c.id AND d.kind = 'case.disputed'),
            'place', jsonb_build_object('name', l.name, 'pinyin', l.pinyin, 'initials', l.initials, 'level', l.level))
    FROM cases_case c JOIN places_place l ON l.id = c.place_id
    WHERE c.id = ANY(ARRAY(SELECT m.id FROM cases_case m WHERE m.merged_into_id = %(case)s
        UNION SELECT (data ->> 'concern')::bigint FROM ledger_event
        WHERE case_id = %(case)s AND kind IN ('case.concern_joined', 'case.concern_left') GROUP BY 1
        HAVING sum(CASE WHEN kind = 'case.concern_joined' THEN 1 ELSE -1 END) > 0))
    UNION ALL SELECT 'member', m.id, NULL, m.post_id, '', coalesce((SELECT coalesce(nullif(u.name, ''), u.username)
        FROM officers_appointment a JOIN officers_user u ON u.id = a.user_id WHERE a.post_id = m.post_id
            AND a.from_on <= %(today)s AND (a.until_on IS NULL OR a.until_on > %(today)s)
        ORDER BY a.kind DESC LIMIT 1), ''), NULL, m.since, NULL, NULL, NULL, 0, jsonb_build_object('unit', q.unit_id)
    FROM cases_member m JOIN officers_post q ON q.id = m.post_id WHERE case_id = %(case)s AND until IS NULL
    UNION ALL SELECT 'supervision', s.id, NULL, s.post_id, '', '', sealed_reason, since, NULL, NULL, report_due_on, 0,
        jsonb_build_object('unit', q.unit_id)
    FROM cases_supervision s JOIN officers_post q ON q.id = s.post_id WHERE case_id = %(case)s AND lifted_at IS NULL
    UNION ALL SELECT 'report', id, NULL, post_id, '', '', sealed_body, at, NULL, NULL, due_on, supervision_id, NULL
    FROM cases_report WHERE case_id = %(case)s
    UNION ALL SELECT 'warning', id, NULL, post_id, kind, colour, sealed_said, raised_at, climbs_at, taken_at, NULL,
        climbed_times, jsonb_build_object('unit', unit_id, 'lead', taken_by_id, 'facts', facts, 'clock', clock,
            'topic', topic, 'area', area, 'level', level_path)
    FROM earlywarning_casewarning WHERE case_id = %(case)s AND ended_at IS NULL
    UNION ALL SELECT 'place', id, NULL, NULL, code, name, NULL, NULL, NULL, NULL, NULL, length(path),
        jsonb_build_object('level', level, 'pinyin', pinyin, 'initials', initials)
    FROM places_place WHERE path = ANY(%(above)s)
)
SELECT parts.*, p.title_en, p.title_zh, l.title_en, l.title_zh, u.title_en, u.title_zh
FROM parts
LEFT JOIN officers_post p ON p.id = parts.post_id
LEFT JOIN officers_post l ON l.id = (parts.data ->> 'lead')::bigint
LEFT JOIN officers_unit u ON u.id = (parts.data ->> 'unit')::bigint
ORDER BY parts.part <> 'party', CASE WHEN parts.part <> 'event' THEN parts.at END NULLS FIRST, parts.number, parts.id
"""


class Row(NamedTuple):
    """One row; which table it comes from says `part`, and what its columns mean there the statement."""

    part: str
    id: int
    party_id: int | None
    post_id: int | None
    code: str
    more: str
    sealed: bytes | None
    at: datetime
    until: datetime
    ended: datetime | None
    day_on: date
    number: int
    data: Mapping[str, Any] | None
    by: Titled | None
    lead: Titled | None
    unit: Titled | None


def rows_of(case: Case) -> list[Row]:
    """Every row of one case, under the running scope, in the order in which the file shows them."""
    with connection.cursor() as cursor:
        cursor.execute(
            _FILE, {"case": case.pk, "above": list(ancestors(case.place_path)), "today": timezone.localdate()}
        )
        return [_row(raw) for raw in cursor.fetchall()]


def _row(raw: tuple[Any, ...]) -> Row:
    titles = [Titled(*raw[i : i + 2]) if raw[i] is not None else None for i in (13, 15, 17)]
    values = list(raw[:13])
    if isinstance(values[12], str):
        # A plain cursor of Django gives JSON as it is written.
        values[12] = json.loads(values[12])
    return Row(*values, *titles)
