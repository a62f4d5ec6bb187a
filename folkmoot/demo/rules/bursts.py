"""Prepared bursts: the same fails for many within a few days, so that early warning has something to tell of."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from random import Random
from typing import Final

from folkmoot.demo.rules.plan import Names, Span, Spot, Tale, draw_habits, draw_language, tale_of
from folkmoot.demo.rules.stories import Story
from folkmoot.demo.rules.times import moment_of_day
from folkmoot.earlywarning.rules.topics import Group

ONE_DAY: Final = timedelta(days=1)


class Burst(StrEnum):
    """What fails."""

    SITE_AT_NIGHT = "site_at_night"
    WATER_OFF = "water_off"
    WAGES_LATE = "wages_late"
    RUBBISH_LEFT = "rubbish_left"
    ALLOWANCES = "allowances"


@dataclass(frozen=True, slots=True)
class Coming:
    """A story, in which pieces of the cast's county it is told, from how many places of each, how often in each."""

    story: str
    #: the widest topic that it falls under
    group: Group
    #: numbers of pieces, in the order in which they are drawn
    pieces: tuple[int, ...]
    spots: int
    cases: int
    #: so many days long; its last day lies so many days back
    days: int
    ended: int


BURSTS: Final[dict[Burst, Coming]] = {
    Burst.SITE_AT_NIGHT: Coming("site_at_night", Group.HOME, (1,), spots=5, cases=15, days=6, ended=1),
    Burst.WATER_OFF: Coming("tap_water_off", Group.SERVICES, (2, 3), spots=1, cases=7, days=5, ended=1),
    Burst.WAGES_LATE: Coming("site_wages", Group.WORK, (4, 5, 6), spots=2, cases=4, days=8, ended=16),
    Burst.RUBBISH_LEFT: Coming("rubbish_not_fetched", Group.SERVICES, (8,), spots=4, cases=11, days=6, ended=42),
    Burst.ALLOWANCES: Coming("benefit_papers", Group.SUPPORT, (7,), spots=5, cases=11, days=7, ended=68),
}


def last_day(burst: Burst, *, span: Span) -> date:
    """The last day on which it comes: the night after it may raise a signal."""
    return span.until.astimezone(span.zone).date() - BURSTS[burst].ended * ONE_DAY


def burst_tales(
    piece: int, spots: Sequence[Spot], *, stories: Iterable[Story], names: Names, span: Span, rng: Random
) -> list[Tale]:
    """Concerns of all bursts that come up in a piece, given by its number; none where it has no spots."""
    known = {story.code: story for story in stories}
    return [
        tale
        for burst, coming in BURSTS.items()
        if piece in coming.pieces and spots
        for tale in _tales(burst, spots[: coming.spots], known[coming.story], names=names, span=span, rng=rng)
    ]


def _tales(
    burst: Burst, spots: Sequence[Spot], story: Story, *, names: Names, span: Span, rng: Random
) -> Iterator[Tale]:
    coming, habits = BURSTS[burst], draw_habits(rng)
    for number in range(coming.cases):
        # Each day of the burst has its share, the last ones too.
        day = last_day(burst, span=span) - (number % coming.days) * ONE_DAY
        yield tale_of(
            story,
            draw_language(rng),
            spot=spots[number % len(spots)],
            names=names,
            received_at=moment_of_day(day, zone=span.zone, rng=rng),
            habits=habits,
            rng=rng,
        )
