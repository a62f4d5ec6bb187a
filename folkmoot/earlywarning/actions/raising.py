"""Raising what holds and was not raised: many rows at once, each recorded in its case and told to one post."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final, NamedTuple

from django.db import connection

from folkmoot.earlywarning.actions.looking import ANSWERING, LED_STEPS, Look
from folkmoot.earlywarning.models import CaseWarning
from folkmoot.earlywarning.queries import held_posts, ladder, unit_paths, units_in_charge
from folkmoot.earlywarning.rules.climbing import Rung, first_held, take_until
from folkmoot.earlywarning.rules.kinds import Kind
from folkmoot.earlywarning.rules.raising import colour_of
from folkmoot.ledger.actions import By, Happened, record_many
from folkmoot.lib.copying import copy_rows, draw_ids
from folkmoot.places.queries import zone
from folkmoot.procedures.queries import calendar, published_pack

# A case that changed since it was looked at, or in which somebody acts right now, is left to the next sweep.
_NEW: Final = """
SELECT t.case_id, t.kind, t.facts::text, t.clock, t.again_at, t.topic, t.area, COALESCE(p.unit_id, c.unit_id),
    p.id, c.taken_by_id, c.pack, c.pack_version
FROM warning_true t JOIN cases_case c ON c.id = t.case_id AND c.version = t.version
LEFT JOIN officers_post p ON p.id = {answering}
WHERE NOT EXISTS (
        SELECT 1 FROM earlywarning_casewarning w WHERE w.case_id = t.case_id AND w.kind = t.kind AND w.ended_at IS NULL)
    AND (t.kind <> 'recurring' OR NOT EXISTS (
        SELECT 1 FROM earlywarning_casewarning w WHERE w.kind = 'recurring' AND w.area = t.area AND w.topic = t.topic
            AND (w.ended_at IS NULL OR w.taken_at IS NOT NULL AND w.raised_at > %(lately)s)))
ORDER BY t.case_id
FOR NO KEY UPDATE OF c SKIP LOCKED
""".replace("{answering}", ANSWERING)
_MAKE: Final = """
CREATE TEMPORARY TABLE warning_new (
    id bigint, case_id bigint, kind text, colour text, facts jsonb, clock text, topic text, area text, post_id bigint,
    unit_id bigint, level_path text, climbs_at timestamptz, worsens_at timestamptz
) ON COMMIT DROP
"""
_COLUMNS: Final = (
    *("id", "case_id", "kind", "colour", "facts", "clock", "topic", "area"),
    *("post_id", "unit_id", "level_path", "climbs_at", "worsens_at"),
)
_RAISE: Final = """
INSERT INTO earlywarning_casewarning (id, case_id, kind, colour, facts, clock, topic, area, post_id, unit_id,
    level_path, climbs_at, worsens_at, raised_at, climbed_times, ended_why)
SELECT id, case_id, kind, colour, facts, clock, topic, area, post_id, unit_id,
    level_path, climbs_at, worsens_at, %(now)s, 0, '' FROM warning_new
"""
_TELL: Final = """
INSERT INTO earlywarning_warningnotice (warning_id, case_id, post_id, why, at)
SELECT id, case_id, post_id, 'raised', %(now)s FROM warning_new
"""


class _New(NamedTuple):
    case_id: int
    kind: str
    facts: str
    clock: str
    again_at: datetime | None
    topic: str
    area: str
    #: who answers for the case, with the unit; no post where the unit that it was passed on to has not taken it
    unit_id: int
    post_id: int | None
    taken_by_id: int
    pack: str
    version: str


@dataclass(frozen=True)
class _Named:
    """Who must act, and until when before it climbs."""

    rung: Rung
    post_id: int
    climbs_at: datetime


def raise_new(at: Look, *, by: By) -> Counter[str]:
    """Raises what is in `warning_true` and not raised; how many by their kind."""
    with connection.cursor() as cursor:
        cursor.execute(_NEW, {"led": LED_STEPS, "lately": at.lately})
        found = [_New(*row) for row in cursor.fetchall()]
    if not found:
        return Counter()
    ids = draw_ids(CaseWarning._meta.db_table, count=len(found))
    named = list(_named(found, at=at))
    with connection.cursor() as cursor:
        cursor.execute(_MAKE)
        copy_rows("warning_new", columns=_COLUMNS, rows=_rows(ids, found, named, now=at.now))
        cursor.execute(_RAISE, {"now": at.now})
        cursor.execute(_TELL, {"now": at.now})
        cursor.execute("DROP TABLE warning_new")
    record_many(list(_happened(ids, found, named)), by=by, now=at.now)
    return Counter(each.kind for each in found)


def _named(found: Sequence[_New], *, at: Look) -> Iterator[_Named]:
    """The post that answers for the case; of a topic, the one in charge of the township. A vacancy climbs at once.

    Passed on and taken by nobody, it is with whoever is in charge of the unit that has it.
    """
    charge = units_in_charge(each.area for each in found if each.area)
    units = {each.unit_id for each in found} | set(charge.values())
    rungs, paths = ladder(units, today=at.today), unit_paths(units)
    held = held_posts((each.post_id for each in found if each.post_id), today=at.today)
    until = _deadlines(at)
    for each in found:
        climbs_at = until(each.pack, each.version)
        unit = charge.get(each.area, each.unit_id)
        own = Rung(each.unit_id, paths[each.unit_id], each.post_id)
        if each.kind != Kind.RECURRING and each.post_id in held:
            yield _Named(own, each.post_id, climbs_at)
        else:
            rung = first_held(rungs.from_unit(unit)) or own
            yield _Named(rung, rung.post_id or each.taken_by_id, climbs_at)


def _deadlines(at: Look) -> Callable[[str, str], datetime]:
    here, days = zone(), calendar()

    @cache
    def until(pack: str, version: str) -> datetime:
        limit = published_pack(pack, version).thresholds.acknowledge_working_days
        return take_until(at.now, working_days=limit, zone=here, calendar=days)

    return until


def _rows(
    ids: Sequence[int], found: Sequence[_New], named: Sequence[_Named], *, now: datetime
) -> Iterator[tuple[Any, ...]]:
    for pk, each, who in zip(ids, found, named, strict=True):
        worsens_at = each.again_at if each.again_at and each.again_at > now else None
        yield (
            pk, each.case_id, each.kind, colour_of(Kind(each.kind), again_at=each.again_at, now=now).value, each.facts,
            each.clock, each.topic, each.area, who.post_id, who.rung.unit_id, who.rung.path, who.climbs_at, worsens_at,
        )  # fmt: skip


def _happened(ids: Iterable[int], found: Iterable[_New], named: Iterable[_Named]) -> Iterator[Happened]:
    for pk, each, who in zip(ids, found, named, strict=True):
        about = {name: code for name, code in (("clock", each.clock), ("topic", each.topic)) if code}
        data = {"warning": pk, "warns_of": each.kind, "post": who.post_id, "unit": who.rung.unit_id, **about}
        yield Happened(each.case_id, "case.warned", data)
