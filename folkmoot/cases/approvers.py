"""Which posts may decide about more time: of the role that the procedure names, the nearest that is not the lead's."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, Final, NamedTuple

from django.db import connection

from folkmoot.officers.rules.authority import Role


class Request(NamedTuple):
    """Who asked: `asking` are the posts that lead and asked, neither of which decides, nor do those who hold them."""

    case_id: int
    unit_id: int
    role: Role
    asking: tuple[int, int]


# Up from the unit that handles the case: the first that has the role in another person's post.
_APPROVERS: Final = """
WITH RECURSIVE asked(case_id, unit_id, role, lead, asker) AS (
    SELECT * FROM unnest(%(cases)s::bigint[], %(units)s::bigint[], %(roles)s::text[], %(leads)s::bigint[],
        %(askers)s::bigint[])
), above(case_id, unit_id, distance) AS (
    SELECT case_id, unit_id, 0 FROM asked
    UNION ALL
    SELECT a.case_id, u.parent_id, a.distance + 1 FROM above a JOIN officers_unit u ON u.id = a.unit_id
    WHERE u.parent_id IS NOT NULL
), held AS (
    SELECT post_id, user_id FROM officers_appointment
    WHERE from_on <= %(today)s AND (until_on IS NULL OR until_on > %(today)s)
), found AS (
    SELECT a.case_id, a.distance, p.id AS post_id, min(a.distance) OVER (PARTITION BY a.case_id) AS nearest
    FROM above a JOIN asked USING (case_id)
    JOIN officers_post p ON p.unit_id = a.unit_id AND p.role = asked.role AND p.id NOT IN (asked.lead, asked.asker)
    WHERE EXISTS (
        SELECT 1 FROM held h WHERE h.post_id = p.id AND h.user_id NOT IN (
            SELECT own.user_id FROM held own WHERE own.post_id IN (asked.lead, asked.asker)
        )
    )
)
SELECT DISTINCT case_id, post_id FROM found WHERE distance = nearest
"""


def approvers(requests: Iterable[Request], *, today: date) -> dict[int, Collection[int]]:
    """The posts that may decide, by the number of the case; a case for which nobody may is absent. One statement."""
    asked = list(requests)
    if not asked:
        return {}
    values: dict[str, Any] = {
        "cases": [each.case_id for each in asked],
        "units": [each.unit_id for each in asked],
        "roles": [each.role.value for each in asked],
        "leads": [each.asking[0] for each in asked],
        "askers": [each.asking[1] for each in asked],
        "today": today,
    }
    with connection.cursor() as cursor:
        cursor.execute(_APPROVERS, values)
        rows = cursor.fetchall()
    found: dict[int, set[int]] = {}
    for case_id, post_id in rows:
        found.setdefault(case_id, set()).add(post_id)
    return dict(found)
