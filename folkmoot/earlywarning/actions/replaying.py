"""Replays: past nights computed again as if each were that evening, which says how often noise does as much."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import transaction

from folkmoot.cases.errors import NotAllowed
from folkmoot.earlywarning.actions.counting import count_cases
from folkmoot.earlywarning.actions.judging import judge_nights
from folkmoot.earlywarning.actions.nights import CHAIN, Choice, all_of_them, keep_nights, look_at_all
from folkmoot.earlywarning.engine import Engine
from folkmoot.earlywarning.models import Night
from folkmoot.earlywarning.nights import bars, setting, survey_of
from folkmoot.earlywarning.rules.tiers import Tier
from folkmoot.ledger.actions import record
from folkmoot.officers.rules.authority import Role
from folkmoot.officers.rules.standing import Standing
from folkmoot.officers.scope import of_post, seeing

ONE_DAY: Final = timedelta(days=1)
#: fewer than for a night itself: what is asked is how high past nights were, and the tail is fitted
REPLICATES: Final = 199


@dataclass(frozen=True)
class Replayed:
    """How many nights there are in a replay, and how many tiers of them were computed now."""

    nights: int
    computed: int


def replay(
    first: date,
    last: date,
    *,
    by: Standing,
    now: datetime,
    engine: Engine | None = None,
    choose: Choice = all_of_them,
    progress: Callable[[int], None] = lambda _: None,
) -> Replayed:
    """
    Computes the nights from `first` to `last`, both counted, that are not kept yet; each is kept as soon as it is done.

    An interrupted replay goes on where it stood. It raises nothing. The cases are those that are known now, not those
    that were known that evening. `progress` is told of each night. Only the automatic post; raises NotAllowed.
    """
    if by.role is not Role.AUTOMATION:
        raise NotAllowed
    count_cases(by=by)
    with seeing(of_post(by)):
        here = setting()
        survey = survey_of(here, first=first, last=last)
        tiers = choose(survey.tiers(here.depths))
    nights, computed = (last - first).days + 1, 0
    for number in range(nights):
        as_of = first + number * ONE_DAY
        with seeing(of_post(by)):
            left, limits = _left(tiers, as_of=as_of), bars(survey.tiers(here.depths), until=as_of)
        looked = list(look_at_all(survey, left, as_of=as_of, here=here, engine=engine, replicates=REPLICATES))
        with seeing(of_post(by)), transaction.atomic():
            keep_nights(looked, limits=limits, here=here, now=now, is_replay=True)
            judge_nights(here)
        computed += len(looked)
        progress(1)
    _say(first, last, computed=computed, by=by, now=now)
    return Replayed(nights, computed)


def _left(tiers: list[Tier], *, as_of: date) -> list[Tier]:
    kept = set(Night.objects.filter(as_of=as_of).values_list("tier", flat=True))
    return [tier for tier in tiers if tier.path not in kept]


@transaction.atomic
def _say(first: date, last: date, *, computed: int, by: Standing, now: datetime) -> None:
    if computed:
        span: dict[str, Any] = {"first": first.isoformat(), "last": last.isoformat()}
        record("nights.replayed", by=by, now=now, chain=CHAIN, computed=computed, **span)
