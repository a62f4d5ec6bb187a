"""Counting cases by place, topic and day. Everything is compared, and only what differs is written.

A case that was joined with another, sorted anew, put under another procedure or whose place moved changes no date by
which it could be found again; comparing all of them cannot miss any.
"""

from collections.abc import Mapping
from typing import Any, Final

from django.db import connection, transaction

from folkmoot.cases.errors import NotAllowed
from folkmoot.earlywarning.topics import counted_categories
from folkmoot.officers.rules.authority import Role
from folkmoot.officers.rules.standing import Standing
from folkmoot.officers.scope import of_post, seeing
from folkmoot.places.queries import zone
from folkmoot.procedures.rules.steps import Step

_ONE_AT_A_TIME: Final = "SELECT pg_advisory_xact_lock(hashtextextended('earlywarning/counting', 0))"
# The policies make the planner expect a few rows where there are a million: it would compare each with each.
_ALL_AT_ONCE: Final = "SET LOCAL enable_nestloop = off; SET LOCAL work_mem = '256MB'"
_AS_EVER: Final = "SET LOCAL enable_nestloop TO DEFAULT; SET LOCAL work_mem TO DEFAULT"

# What was joined with another case is counted there, once. A day is one of the region's zone.
_COMPARE: Final = """
CREATE TEMPORARY TABLE counts_that_differ ON COMMIT DROP AS
WITH topics AS MATERIALIZED (
    SELECT * FROM unnest(%(packs)s::text[], %(versions)s::text[], %(codes)s::text[], %(topics)s::text[])
        AS t (pack, version, code, topic)
), found AS (
    SELECT c.sight_path AS place_path, c.pack, c.pack_version, c.category,
        (c.received_at AT TIME ZONE %(zone)s)::date AS "on", c.happened_on, count(*) AS n
    FROM cases_case c WHERE c.step <> %(merged)s
    GROUP BY 1, 2, 3, 4, 5, 6
), summed AS (
    SELECT f.place_path, t.topic COLLATE "C" AS topic, f."on", f.happened_on, sum(f.n)::int AS cases
    FROM found f JOIN topics t ON t.pack = f.pack AND t.version = f.pack_version AND t.code = f.category
    GROUP BY 1, 2, 3, 4
)
SELECT d.id, t.place_path, t.topic, t."on", t.happened_on, t.cases
FROM summed t FULL JOIN earlywarning_dailycount d
    ON d.place_path = t.place_path AND d.topic = t.topic AND d."on" = t."on"
        AND COALESCE(d.happened_on, 'infinity') = COALESCE(t.happened_on, 'infinity')
WHERE t.cases IS DISTINCT FROM d.cases
"""
_GONE: Final = "DELETE FROM earlywarning_dailycount d USING counts_that_differ c WHERE c.id = d.id AND c.cases IS NULL"
_OTHER: Final = """
UPDATE earlywarning_dailycount d SET cases = c.cases FROM counts_that_differ c WHERE c.id = d.id AND c.cases IS NOT NULL
"""
_NEW: Final = """
INSERT INTO earlywarning_dailycount (place_path, topic, "on", happened_on, cases)
SELECT place_path, topic, "on", happened_on, cases FROM counts_that_differ WHERE id IS NULL
"""


def count_cases(*, by: Standing) -> int:
    """Brings the counts up to date with all cases; returns how many of them differed. Raises NotAllowed.

    A second counting waits for the first and then finds nothing. Only the automatic post counts.
    """
    if by.role is not Role.AUTOMATION:
        raise NotAllowed
    with seeing(of_post(by)), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_ONE_AT_A_TIME)
        cursor.execute(_ALL_AT_ONCE)
        cursor.execute(_COMPARE, _rules())
        changed = 0
        for statement in (_GONE, _OTHER, _NEW):
            cursor.execute(statement)
            changed += cursor.rowcount
        cursor.execute("DROP TABLE counts_that_differ")
        cursor.execute(_AS_EVER)
    return changed


def _rules() -> Mapping[str, Any]:
    found = list(counted_categories())
    return {
        "packs": [each.pack for each in found],
        "versions": [each.version for each in found],
        "codes": [each.category for each in found],
        "topics": [each.topic for each in found],
        "zone": zone().key,
        "merged": Step.MERGED.value,
    }
