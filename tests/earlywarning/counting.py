"""Many cases at once, and counting them from nothing."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from random import Random

from django.db import connection

from folkmoot.cases.models import Case
from folkmoot.earlywarning.actions.counting import count_cases
from folkmoot.earlywarning.actions.signalling import raise_signals
from folkmoot.earlywarning.models import DailyCount, Night, Signal
from folkmoot.earlywarning.nights import setting
from folkmoot.earlywarning.rules.evenings import Found
from folkmoot.earlywarning.rules.survey import Survey
from folkmoot.earlywarning.rules.topics import Group, is_counted, topic_of
from folkmoot.officers.scope import of_post, seeing
from folkmoot.procedures.queries import pack_of
from folkmoot.procedures.rules.steps import Step
from tests.cases.filing import filed_on_the_web
from tests.cast import NOW, VILLAGE, ZONE, Cast

Cell = tuple[str, str, date, date | None]

# The same case again, with a key of its own: filing each would take minutes.
_AGAIN = """
INSERT INTO cases_case (reference, channel, category, summary, pack, pack_version, place_id, place_path, sight_path,
    happened_on, step, step_before_merge, outcome, outcome_reason, version, unit_id, taken_by_id, received_at,
    changed_at, due_clock, reopened_count, passed_on_count, is_decided_above, source, source_id, has_odd_times)
SELECT lpad((row_number() OVER () + %(after)s)::text, 9, 'A'), c.channel, w.category, '', c.pack, c.pack_version,
    p.id, p.path, p.path, NULL, c.step, '', '', '', 1, c.unit_id, c.taken_by_id, w.at, w.at, '', 0, 0, false,
    '', '', false
FROM unnest(%(codes)s::text[], %(categories)s::text[], %(ats)s::timestamptz[]) AS w (code, category, at)
JOIN places_place p ON p.code = w.code JOIN cases_case c ON c.id = %(like)s
"""
_KEYS = """
INSERT INTO cases_casekey (case_id, wrapped)
SELECT c.id, k.wrapped FROM cases_case c JOIN cases_casekey k ON k.case_id = %(like)s
WHERE c.id > %(like)s AND NOT EXISTS (SELECT 1 FROM cases_casekey o WHERE o.case_id = c.id)
"""

Filed = tuple[str, str, datetime]
"""Code of the place, category, when."""


def many_cases(cast: Cast, filed: list[Filed]) -> None:
    """So many received cases, as if each had been filed."""
    like = filed_on_the_web(cast, NOW - timedelta(days=900)).case_id
    codes, categories, ats = (list(column) for column in zip(*filed, strict=True))
    given = {"codes": codes, "categories": categories, "ats": ats, "like": like, "after": like * 10_000}
    with cast.seeing("province_coordinator"), connection.cursor() as cursor:
        cursor.execute(_AGAIN, given)
        cursor.execute(_KEYS, given)


def quiet_year(*, until: date, each_week: dict[tuple[str, str], float], seed: int = 1) -> list[Filed]:
    """A year of cases that come as dice fall: so many a week of each place and category."""
    rng = Random(seed)
    found = []
    for (code, category), weekly in each_week.items():
        for back in range(365):
            found += [
                (code, category, noon(until - timedelta(days=back))) for _ in range(7) if rng.random() < weekly / 49
            ]
    return found


def burst(*, until: date, cases: int, days: int, code: str = VILLAGE, category: str = "water") -> list[Filed]:
    """So many cases in the days that end on one, spread evenly."""
    return [(code, category, noon(until - timedelta(days=n % days))) for n in range(cases)]


def noon(on: date) -> datetime:
    """Twelve o'clock at the region's place."""
    return datetime.combine(on, time(12), tzinfo=ZONE)


def counted(cast: Cast) -> int:
    """Brings the counts up to date; how many differed."""
    return count_cases(by=cast.standing("automation"))


def counts(cast: Cast) -> Counter[Cell]:
    """What is kept."""
    with cast.seeing("province_coordinator"):
        rows = DailyCount.objects.values_list("place_path", "topic", "on", "happened_on", "cases")
        return Counter({(path, topic, on, happened): cases for path, topic, on, happened, cases in rows})


def counted_from_nothing(cast: Cast) -> Counter[Cell]:
    """The same, case by case."""
    found: Counter[Cell] = Counter()
    with cast.seeing("province_coordinator"):
        for case in Case.objects.exclude(step=Step.MERGED):
            pack = pack_of(case)
            if is_counted(pack.lineage(case.category)):
                on = case.received_at.astimezone(ZONE).date()
                found[case.sight_path, topic_of(pack.name, case.category), on, case.happened_on] += 1
    return found


#: the group of the signal's topic
NAMED = Group.SERVICES


def a_signal(cast: Cast, now: datetime, *, code: str = VILLAGE) -> Signal:
    """A signal as a night would have raised it this morning, about water; without any case behind it."""
    path, until = cast.place(code).path, now.astimezone(ZONE).date() - timedelta(days=1)
    found = Found(path, "intl.water", 4, 9, 0.4, 20.0, 1e-6)
    rows = [(path, "intl.water", until - timedelta(days=n % 4), 1) for n in range(9)]
    by = cast.standing("automation")
    with seeing(of_post(by)):
        here = setting()
        survey = Survey.of(rows, groups=here.groups, root=here.root)
        night = Night.objects.create(
            as_of=until, tier=here.root, depth=0, is_replay=False, seed=1, replicates=999, nodes=100, cases=9,
            score=20.0, p=1e-6, threshold_p=0.002, run_at=now, seconds=1.0,
        )  # fmt: skip
        (signal,) = raise_signals([(night, found)], survey=survey, here=here, by=by, now=now)
    return signal
