"""A night: the cases are counted, every tier is looked at, and what is new and rare is told to a post."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import exp
from typing import Any, Final

from django.db import connection, transaction

from folkmoot.cases.errors import NotAllowed
from folkmoot.earlywarning.actions.counting import count_cases
from folkmoot.earlywarning.actions.judging import judge_nights
from folkmoot.earlywarning.actions.signalling import raise_signals
from folkmoot.earlywarning.engine import Engine
from folkmoot.earlywarning.engines import LocalEngine
from folkmoot.earlywarning.errors import NotANight
from folkmoot.earlywarning.models import Night, Signal
from folkmoot.earlywarning.nights import Bar, Setting, bars, setting, survey_of
from folkmoot.earlywarning.rules.evenings import REPLICATES, Found, Look, look_at
from folkmoot.earlywarning.rules.survey import Survey
from folkmoot.earlywarning.rules.tiers import Tier
from folkmoot.ledger.actions import record
from folkmoot.officers.rules.authority import Role
from folkmoot.officers.rules.standing import Standing
from folkmoot.officers.scope import of_post, seeing
from folkmoot.places.queries import zone
from folkmoot.procedures.rules.clocks import local_day

#: the ledger's chain of what early warning does as a whole
CHAIN: Final = "earlywarning"
ONE_DAY: Final = timedelta(days=1)
#: a night keeps so many of the places and topics that were high
KEPT: Final = 20
_ONE_AT_A_TIME: Final = "SELECT pg_advisory_xact_lock(hashtextextended('earlywarning/night', 0))"

#: told how many tiers were looked at, of how many
Progress = Callable[[int, int], None]
Choice = Callable[[list[Tier]], list[Tier]]


@dataclass(frozen=True)
class Looked:
    """A tier that was looked at, and how long that took."""

    look: Look
    seconds: float


@dataclass(frozen=True)
class NightRun:
    """What a night looked at and raised."""

    as_of: date
    looked: Sequence[Looked]
    bars: dict[int, Bar]
    signals: Sequence[Signal]


def all_of_them(tiers: list[Tier]) -> list[Tier]:
    """Every tier."""
    return tiers


def _untold(_done: int, _of: int) -> None:
    """Progress that nobody waits for."""


def run_night(
    as_of: date,
    *,
    by: Standing,
    now: datetime,
    engine: Engine | None = None,
    choose: Choice = all_of_them,
    progress: Progress = _untold,
    replicates: int = REPLICATES,
) -> NightRun:
    """
    Looks at every chosen tier as of the end of a day. The same night anew finds the same and raises nothing twice.

    Only the day that ended last raises signals; an earlier one is computed with the cases as they are known now, and
    kept for calibration. Only the automatic post runs nights; raises NotAllowed, NotANight.
    """
    yesterday = _yesterday(by, now=now)
    if as_of > yesterday:
        raise NotANight
    count_cases(by=by)
    with seeing(of_post(by)):
        # A cause that was found since the last night tells that its nights were no noise.
        judge_nights(setting())
        seen = _read(as_of)
    where: dict[str, Any] = {"here": seen.here, "engine": engine, "progress": progress, "replicates": replicates}
    looked = list(look_at_all(seen.survey, choose(seen.tiers), as_of=as_of, **where))
    with seeing(of_post(by)):
        signals = _keep(looked, seen, as_of=as_of, is_replay=as_of < yesterday, by=by, now=now)
    return NightRun(as_of, looked, seen.limits, signals)


@dataclass(frozen=True)
class _Seen:
    """What is read before a night, so that no transaction is open while it is computed."""

    here: Setting
    survey: Survey
    tiers: list[Tier]
    limits: dict[int, Bar]


def _read(as_of: date) -> _Seen:
    here = setting()
    survey = survey_of(here, first=as_of, last=as_of)
    tiers = survey.tiers(here.depths)
    return _Seen(here, survey, tiers, bars(tiers, until=as_of))


@transaction.atomic
def _keep(
    looked: list[Looked], seen: _Seen, *, as_of: date, is_replay: bool, by: Standing, now: datetime
) -> list[Signal]:
    with connection.cursor() as cursor:
        cursor.execute(_ONE_AT_A_TIME)
    here = seen.here
    nights = keep_nights(looked, limits=seen.limits, here=here, now=now, is_replay=is_replay)
    rare = [] if is_replay else looked_at(looked, nights)
    signals = raise_signals(rare, survey=seen.survey, here=here, by=by, now=now)
    judge_nights(here)
    record(
        "night.run", by=by, now=now, chain=CHAIN,
        as_of=as_of.isoformat(), tiers=len(looked), signals=len(signals), is_replay=is_replay,
    )  # fmt: skip
    return signals


def look_at_all(
    survey: Survey,
    tiers: Sequence[Tier],
    *,
    as_of: date,
    here: Setting,
    engine: Engine | None = None,
    progress: Progress = _untold,
    replicates: int = REPLICATES,
) -> Iterator[Looked]:
    """Looks at each tier, one after the other. Reads nothing from the database."""
    where = engine or LocalEngine()
    for number, tier in enumerate(tiers, start=1):
        begun = time.perf_counter()
        look = look_at(
            survey,
            tier,
            as_of=as_of,
            township_depth=here.township_depth,
            null_of=lambda experiment, score, count: where.null_of(experiment, score=score, replicates=count),
            replicates=replicates,
        )
        progress(number, len(tiers))
        yield Looked(look, time.perf_counter() - begun)


def keep_nights(
    looked: Iterable[Looked], *, limits: dict[int, Bar], here: Setting, now: datetime, is_replay: bool
) -> list[Night]:
    """Keeps the nights, each in the place of an earlier one of that tier and day."""
    return Night.objects.bulk_create(
        [_night(each, limits=limits, here=here, now=now, is_replay=is_replay) for each in looked],
        update_conflicts=True,
        unique_fields=["tier", "as_of"],
        update_fields=[
            *("is_replay", "seed", "replicates", "spread", "nodes", "cases", "score", "p", "threshold_p"),
            *("found", "run_at", "seconds"),
        ],
    )


def looked_at(looked: Iterable[Looked], nights: Iterable[Night]) -> list[tuple[Night, Found]]:
    """What was rare enough for a signal in all tiers, the rarest first."""
    rare = [
        (night, found)
        for each, night in zip(looked, nights, strict=True)
        for found in each.look.found
        if found.p <= night.threshold_p
    ]
    return sorted(rare, key=lambda pair: (pair[1].p, -pair[1].score, pair[0].tier))


def _night(each: Looked, *, limits: dict[int, Bar], here: Setting, now: datetime, is_replay: bool) -> Night:
    look = each.look
    return Night(
        as_of=look.as_of,
        tier=look.tier.path,
        depth=look.tier.depth,
        is_replay=is_replay,
        seed=look.seed,
        replicates=look.replicates,
        spread=look.spread or None,
        nodes=look.nodes,
        cases=look.cases,
        score=look.score,
        p=look.p,
        threshold_p=exp(-limits[look.tier.depth].threshold.score),
        found=[_kept(found, here) for found in look.found[:KEPT]],
        run_at=now,
        seconds=each.seconds,
    )


def _kept(found: Found, here: Setting) -> dict[str, str | int | float]:
    return {
        "place": here.named(found.path),
        "topic": found.topic,
        "window": found.window,
        "cases": found.cases,
        "expected": round(found.expected, 3),
        "score": round(found.score, 6),
        "p": found.p,
    }


def _yesterday(by: Standing, *, now: datetime) -> date:
    if by.role is not Role.AUTOMATION:
        raise NotAllowed
    return local_day(now, zone=zone()) - ONE_DAY
