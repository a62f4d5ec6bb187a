"""What is true of every open case, found in a few statements under the running scope."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import connection

from folkmoot.earlywarning.rules.raising import NOBODYS, RESIDENTS_TURN, WARNED
from folkmoot.places.queries import region
from folkmoot.procedures.models import PublishedPack
from folkmoot.procedures.queries import newest_pack, published_pack
from folkmoot.procedures.rules.clock_rules import Binds
from folkmoot.procedures.rules.pack import Pack
from folkmoot.procedures.rules.steps import LED, Step

# One line for each warning that holds now, raised before or not. The conditions are those of `rules.raising`, asked of
# all open cases at once; tests/earlywarning compares the two. The clock of a case is the one that is due first, its own
# or that of a concern joined with it.
_LOOK: Final = """
CREATE TEMPORARY TABLE warning_true ON COMMIT DROP AS
WITH rules AS MATERIALIZED (
    SELECT *
    FROM unnest(%(packs)s::text[], %(versions)s::text[], %(shares)s::float8[], %(silent)s::timestamptz[],
        %(passed)s::int[], %(reopened)s::int[]) AS r (pack, version, share, silent_since, passed, reopened)
), joined AS MATERIALIZED (
    SELECT DISTINCT ON (c.merged_into_id) c.merged_into_id AS case_id, k.name, k.started_at, k.due_at
    FROM cases_case c
    JOIN cases_clock k ON k.case_id = c.id AND k.name = c.due_clock AND k.stopped_at IS NULL AND k.name = ANY(%(desk)s)
    WHERE c.step = %(merged)s
    ORDER BY c.merged_into_id, k.due_at
), looked AS (
    SELECT c.id, c.version, c.changed_at, c.passed_on_count, c.reopened_count, k.name AS clock, k.started_at, k.due_at,
        k.whose, s.report_due_on,
        k.due_at <= %(now)s AS is_overdue,
        k.due_at > %(now)s AND k.due_at <= %(tomorrow)s AS is_due,
        k.due_at > %(tomorrow)s AND k.started_at + r.share * (k.due_at - k.started_at) <= %(now)s AS is_late,
        c.changed_at <= r.silent_since AND NOT c.step = ANY(%(residents)s) AS is_silent,
        c.passed_on_count >= r.passed AND c.step = ANY(%(nobodys)s) AND NOT c.is_decided_above AS is_bounced,
        c.reopened_count >= r.reopened AS is_redone,
        s.report_due_on < %(today)s AS is_missing
    FROM cases_case c
    JOIN rules r ON r.pack = c.pack AND r.version = c.pack_version
    LEFT JOIN cases_clock o
        ON o.case_id = c.id AND o.name = c.due_clock AND o.stopped_at IS NULL AND o.name = ANY(%(desk)s)
    LEFT JOIN joined j ON j.case_id = c.id AND (o.due_at IS NULL OR j.due_at < o.due_at)
    CROSS JOIN LATERAL (
        SELECT coalesce(j.name, o.name) AS name, coalesce(j.started_at, o.started_at) AS started_at,
            coalesce(j.due_at, o.due_at) AS due_at,
            CASE WHEN j.case_id IS NULL THEN '{}' ELSE '{"joined": true}' END::jsonb AS whose
    ) k
    LEFT JOIN cases_supervision s ON s.case_id = c.id AND s.lifted_at IS NULL
    WHERE c.step = ANY(%(warned)s)
)
SELECT l.id AS case_id, l.version, w.kind COLLATE "C" AS kind, w.facts,
    CASE WHEN w.kind IN ('clock', 'due', 'overdue') THEN l.clock ELSE '' END AS clock,
    CASE WHEN w.kind = 'overdue' THEN l.due_at + (l.due_at - l.started_at) END AS again_at,
    ''::text COLLATE "C" AS topic, ''::text COLLATE "C" AS area
FROM looked l, LATERAL (VALUES
    ('clock', CASE WHEN l.is_late
        THEN jsonb_build_object('started_at', l.started_at, 'due_at', l.due_at) || l.whose END),
    ('due', CASE WHEN l.is_due THEN jsonb_build_object('due_at', l.due_at) || l.whose END),
    ('overdue', CASE WHEN l.is_overdue
        THEN jsonb_build_object('started_at', l.started_at, 'due_at', l.due_at) || l.whose END),
    ('silent', CASE WHEN l.is_silent AND NOT EXISTS (
            SELECT 1 FROM cases_pause p WHERE p.case_id = l.id AND %(today)s BETWEEN p.from_on AND p.until_on
        ) THEN jsonb_build_object('since', l.changed_at) END),
    ('bounced', CASE WHEN l.is_bounced THEN jsonb_build_object('times', l.passed_on_count) END),
    ('redone', CASE WHEN l.is_redone THEN jsonb_build_object('times', l.reopened_count) END),
    ('report_missing', CASE WHEN l.is_missing THEN jsonb_build_object('due_on', l.report_due_on) END)
) AS w (kind, facts)
WHERE (l.is_overdue OR l.is_due OR l.is_late OR l.is_silent OR l.is_bounced OR l.is_redone OR l.is_missing)
    AND w.facts IS NOT NULL
"""

# Cases are counted, never people: what was joined with another case is one case with it. The newest open one bears the
# warning.
_RECUR: Final = """
INSERT INTO warning_true (case_id, version, kind, facts, clock, again_at, topic, area)
WITH tops AS MATERIALIZED (
    SELECT * FROM unnest(%(top_packs)s::text[], %(top_versions)s::text[], %(codes)s::text[], %(tops)s::text[])
        AS t (pack, version, code, topic)
), places AS (
    SELECT place_path, pack, pack_version, category, count(*) AS n,
        max(id) FILTER (WHERE step = ANY(%(warned)s)) AS newest
    FROM cases_case
    WHERE received_at > %(lately)s AND received_at <= %(now)s AND NOT step = ANY(%(uncounted)s)
    GROUP BY place_path, pack, pack_version, category
), townships AS (
    SELECT array_to_string((string_to_array(p.place_path, '/'))[1:%(levels)s], '/') || '/' AS area, t.topic,
        sum(p.n)::int AS n, max(p.newest) AS newest
    FROM places p
    JOIN tops t ON t.pack = p.pack AND t.version = p.pack_version AND t.code = p.category COLLATE "default"
    WHERE (string_to_array(p.place_path, '/'))[%(levels)s] <> ''
    GROUP BY 1, 2
)
SELECT c.id, c.version, 'recurring', jsonb_build_object('cases', t.n, 'days', %(days)s::int), '', NULL, t.topic, t.area
FROM townships t JOIN cases_case c ON c.id = t.newest
WHERE t.n >= %(recurring)s
"""
# The policies make the planner expect a few cases where there are a million: it would compare each with each.
_ALL_AT_ONCE: Final = "SET LOCAL enable_nestloop = off; SET LOCAL work_mem = '256MB'"
_AS_EVER: Final = "DROP TABLE warning_true; SET LOCAL enable_nestloop TO DEFAULT; SET LOCAL work_mem TO DEFAULT"
_INDEX: Final = "CREATE INDEX ON warning_true (case_id, kind); ANALYZE warning_true"


@dataclass(frozen=True)
class Look:
    """The moment that is looked at, and the packs by whose thresholds."""

    now: datetime
    today: date
    tomorrow: datetime
    packs: tuple[Pack, ...]
    #: the pack under which every concern comes in, and the position of the townships among the levels
    front: Pack
    township_level: int

    @property
    def lately(self) -> datetime:
        """From when on cases of one topic are counted together."""
        return self.now - timedelta(days=self.front.thresholds.recurring_days)


def all_packs(*, now: datetime, today: date, tomorrow: datetime) -> Look:
    """What has to be known before cases are looked at: every published version of every pack."""
    here = region()
    packs = tuple(published_pack(*each) for each in PublishedPack.objects.values_list("name", "version"))
    # The level right above the lowest: townships in China, and what comes nearest to them elsewhere.
    return Look(now, today, tomorrow, packs, newest_pack(here.pack), max(1, len(here.levels) - 1))


def look(at: Look) -> int:
    """Makes the temporary table `warning_true` of all that holds now; returns how many lines it has."""
    with connection.cursor() as cursor:
        cursor.execute(_ALL_AT_ONCE)
        cursor.execute(_LOOK, _case_rules(at))
        cursor.execute(_RECUR, _topic_rules(at))
        cursor.execute(_INDEX)
        cursor.execute("SELECT count(*) FROM warning_true")
        (count,) = cursor.fetchone()
    return int(count)


def look_away() -> None:
    """Drops `warning_true`, and lets what follows in the transaction be planned as ever."""
    with connection.cursor() as cursor:
        cursor.execute(_AS_EVER)


def steps(found: Iterable[Step]) -> list[str]:
    """Steps for a statement."""
    return sorted(step.value for step in found)


def desk_clocks(pack: Pack) -> frozenset[str]:
    """The clocks of a pack that bind an office: a resident is never warned of, nor a court or a board."""
    return frozenset(name.value for name, rule in pack.clocks.items() if rule.binds in {Binds.DESK, Binds.REVIEWER})


def _case_rules(at: Look) -> Mapping[str, Any]:
    limits = [pack.thresholds for pack in at.packs]
    return {
        "now": at.now,
        "today": at.today,
        "tomorrow": at.tomorrow,
        "warned": steps(WARNED),
        "merged": Step.MERGED.value,
        "residents": steps(RESIDENTS_TURN),
        "nobodys": steps(NOBODYS),
        "packs": [pack.name for pack in at.packs],
        "versions": [pack.version for pack in at.packs],
        "shares": [limit.clock_share for limit in limits],
        "silent": [at.now - timedelta(days=limit.silent_days) for limit in limits],
        "passed": [limit.passed_on_times for limit in limits],
        "reopened": [limit.reopened_times for limit in limits],
        "desk": sorted({clock for pack in at.packs for clock in desk_clocks(pack)}),
    }


def _topic_rules(at: Look) -> Mapping[str, Any]:
    topics = [(p.name, p.version, c.code, p.lineage(c.code)[-1]) for p in at.packs for c in p.categories]
    names, versions, codes, tops = (list(column) for column in zip(*topics, strict=True))
    limit = at.front.thresholds
    return {
        "now": at.now,
        "lately": at.lately,
        "warned": steps(WARNED),
        "uncounted": steps({Step.MERGED, Step.IMPORTED}),
        "levels": at.township_level,
        "top_packs": names,
        "top_versions": versions,
        "codes": codes,
        "tops": tops,
        "days": limit.recurring_days,
        "recurring": limit.recurring_cases,
    }


LED_STEPS: Final = steps(LED)
#: The post that answers for a case `c`: its lead, or who took it in. None once it was passed on to a unit of which that
#: post is none: then it is with whoever is in charge there.
ANSWERING: Final = """CASE WHEN c.step = ANY(%(led)s) THEN c.lead_post_id
    WHEN c.step <> 'routed' OR EXISTS (
        SELECT 1 FROM officers_post o WHERE o.id = c.taken_by_id AND o.unit_id = c.unit_id) THEN c.taken_by_id END"""
WARNED_STEPS: Final = steps(WARNED)
