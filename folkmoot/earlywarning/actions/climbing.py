"""Telling another post: of what nobody took in time, of what got worse, and where a post is vacant or changed."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from django.db import connection

from folkmoot.earlywarning.actions.looking import ANSWERING, LED_STEPS, Look
from folkmoot.earlywarning.queries import Ladder, held_posts, ladder, unit_paths
from folkmoot.earlywarning.rules.climbing import Open, Rung, first_held, take_until, why_climb
from folkmoot.earlywarning.rules.kinds import Colour, WhyClimbed, colour_after
from folkmoot.ledger.actions import By, Happened, record_many
from folkmoot.lib.copying import copy_rows
from folkmoot.places.queries import zone
from folkmoot.procedures.queries import calendar, published_pack

_CANDIDATES: Final = """
SELECT w.id, w.case_id, w.kind, w.colour, w.post_id, w.unit_id, w.level_path, w.climbed_times, w.climbs_at,
    w.worsens_at, w.taken_at IS NOT NULL, COALESCE(p.unit_id, c.unit_id), p.id, c.pack, c.pack_version
FROM earlywarning_casewarning w
JOIN cases_case c ON c.id = w.case_id
LEFT JOIN officers_post p ON w.climbed_times = 0 AND w.kind <> 'recurring' AND p.id = {answering}
WHERE w.ended_at IS NULL AND (w.worsens_at <= %(now)s OR w.taken_at IS NULL AND (
    w.climbs_at <= %(now)s OR p.id <> w.post_id OR NOT EXISTS (
        SELECT 1 FROM officers_appointment a WHERE a.post_id = w.post_id AND a.from_on <= %(today)s
            AND (a.until_on IS NULL OR a.until_on > %(today)s))))
ORDER BY w.case_id
FOR NO KEY UPDATE OF c SKIP LOCKED
""".replace("{answering}", ANSWERING)
_MAKE: Final = """
CREATE TEMPORARY TABLE warning_climb (
    id bigint, case_id bigint, colour text, post_id bigint, unit_id bigint, level_path text, climbed_times integer,
    climbs_at timestamptz, worsens_at timestamptz, why text
) ON COMMIT DROP
"""
_COLUMNS: Final = (
    *("id", "case_id", "colour", "post_id", "unit_id", "level_path", "climbed_times"),
    *("climbs_at", "worsens_at", "why"),
)
_CLIMB: Final = """
UPDATE earlywarning_casewarning w SET colour = m.colour, post_id = m.post_id, unit_id = m.unit_id,
    level_path = m.level_path, climbed_times = m.climbed_times, climbs_at = m.climbs_at, worsens_at = m.worsens_at,
    taken_at = NULL, taken_by_id = NULL
FROM warning_climb m WHERE w.id = m.id
"""
_TELL: Final = """
INSERT INTO earlywarning_warningnotice (warning_id, case_id, post_id, why, at)
SELECT id, case_id, post_id, why, %(now)s FROM warning_climb
"""


class _Candidate(NamedTuple):
    pk: int
    case_id: int
    kind: str
    colour: str
    post_id: int
    unit_id: int
    level_path: str
    climbed_times: int
    climbs_at: datetime | None
    worsens_at: datetime | None
    is_taken: bool
    #: of who answers for the case now
    case_unit_id: int
    responsible_id: int | None
    pack: str
    version: str


class _Move(NamedTuple):
    of: _Candidate
    why: WhyClimbed
    to: Rung
    is_top: bool


def climb(at: Look, *, by: By) -> Counter[str]:
    """Lets climb what has to; how many by the reason."""
    with connection.cursor() as cursor:
        cursor.execute(_CANDIDATES, {"led": LED_STEPS, "now": at.now, "today": at.today})
        found = [_Candidate(*row) for row in cursor.fetchall()]
    moves = list(_moves(found, at=at)) if found else []
    if not moves:
        return Counter()
    with connection.cursor() as cursor:
        cursor.execute(_MAKE)
        copy_rows("warning_climb", columns=_COLUMNS, rows=list(_rows(moves, at=at)))
        cursor.execute(_CLIMB)
        cursor.execute(_TELL, {"now": at.now})
        cursor.execute("DROP TABLE warning_climb")
    record_many([_happened(move) for move in moves], by=by, now=at.now)
    return Counter(move.why.value for move in moves)


def _moves(found: Sequence[_Candidate], *, at: Look) -> Iterator[_Move]:
    units = {each.unit_id for each in found} | {each.case_unit_id for each in found}
    rungs, paths = ladder(units, today=at.today), unit_paths(units)
    posts = {each.post_id for each in found} | {each.responsible_id for each in found if each.responsible_id}
    held = held_posts(posts, today=at.today)
    for each in found:
        why = why_climb(_as_open(each, held), now=at.now)
        if why is WhyClimbed.LED_ANEW:
            yield _Move(each, why, Rung(each.case_unit_id, paths[each.case_unit_id], each.responsible_id), False)
        elif why and (move := _up(each, why, rungs)):
            yield move


def _as_open(each: _Candidate, held: frozenset[int]) -> Open:
    return Open(
        post_id=each.post_id,
        is_taken=each.is_taken,
        is_vacant=each.post_id not in held,
        climbs_at=each.climbs_at,
        worsens_at=each.worsens_at,
        responsible_id=each.responsible_id if each.responsible_id in held else None,
    )


def _up(each: _Candidate, why: WhyClimbed, rungs: Ladder) -> _Move | None:
    """The way up. From a vacant post it may lead to another one of the same unit; None where there is nobody at all."""
    chain = rungs.from_unit(each.unit_id) if why is WhyClimbed.VACANT else rungs.above(each.unit_id)
    to = first_held(chain, but=each.post_id)
    if to is not None:
        return _Move(each, why, to, is_top=False)
    if why is WhyClimbed.VACANT:
        return None
    # At the top it stays, and says so.
    return _Move(each, why, Rung(each.unit_id, each.level_path, each.post_id), is_top=True)


def _rows(moves: Sequence[_Move], *, at: Look) -> Iterator[tuple[Any, ...]]:
    here, days = zone(), calendar()
    until: dict[int, datetime] = {}
    for each, why, to, is_top in moves:
        limit = published_pack(each.pack, each.version).thresholds.acknowledge_working_days
        if limit not in until:
            until[limit] = take_until(at.now, working_days=limit, zone=here, calendar=days)
        # Whoever hands a case over does not win time for its warning.
        climbs_at = each.climbs_at if why is WhyClimbed.LED_ANEW else None if is_top else until[limit]
        times = each.climbed_times + (why is not WhyClimbed.LED_ANEW)
        worsens_at = None if why is WhyClimbed.WORSENED else each.worsens_at
        colour = colour_after(Colour(each.colour), why).value
        yield (
            each.pk, each.case_id, colour, to.post_id, to.unit_id, to.path, times, climbs_at, worsens_at, why.value,
        )  # fmt: skip


def _happened(move: _Move) -> Happened:
    data = {
        "warning": move.of.pk,
        "warns_of": move.of.kind,
        "why": move.why.value,
        "post": move.to.post_id,
        "unit": move.to.unit_id,
    }
    return Happened(move.of.case_id, "case.warning_climbed", data)
