"""Prepared bursts: each in its pieces, on its days, and of stories that come up nowhere else."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from folkmoot.demo.library import phrases, stories
from folkmoot.demo.rules.bursts import BURSTS, Burst, burst_tales, last_day
from folkmoot.demo.rules.plan import Names, Span, Spot, Tale
from folkmoot.demo.rules.times import HISTORY
from folkmoot.earlywarning.rules.topics import group_of
from folkmoot.procedures.packs import load_pack

ZONE = ZoneInfo("Asia/Shanghai")
UNTIL = datetime(2026, 3, 10, 1, 0, tzinfo=UTC)
SPAN = Span(UNTIL - HISTORY, UNTIL, ZONE)
SPOTS = [Spot(str(number), f"36/1/11/{number}/", "民巷社区") for number in range(6)]


def told(piece: int, spots: list[Spot] = SPOTS) -> list[Tale]:
    found = phrases()
    names = Names(found.family_names, found.given_names, found.english_names)
    return burst_tales(piece, spots, stories=stories(), names=names, span=SPAN, rng=Random(1))


@pytest.mark.parametrize("burst", Burst)
def test_a_burst_comes_on_each_of_its_days_and_ends_on_its_last(burst: Burst) -> None:
    coming = BURSTS[burst]
    tales = told(coming.pieces[0])
    last = last_day(burst, span=SPAN)
    days = Counter(tale.received_at.astimezone(ZONE).date() for tale in tales)
    assert set(days) == {last - timedelta(days=number) for number in range(min(coming.days, coming.cases))}
    assert (len(tales), {tale.telling.story for tale in tales}) == (coming.cases, {coming.story})
    assert len({tale.spot for tale in tales}) == min(coming.spots, coming.cases)


@pytest.mark.parametrize("burst", Burst)
def test_a_burst_is_of_the_widest_topic_that_its_category_falls_under(burst: Burst) -> None:
    (category,) = (story.category for story in stories() if story.code == BURSTS[burst].story)
    assert group_of("intl", load_pack("intl").lineage(category)) is BURSTS[burst].group


def test_no_two_bursts_come_up_in_one_piece() -> None:
    pieces = [piece for coming in BURSTS.values() for piece in coming.pieces]
    assert len(set(pieces)) == len(pieces)


def test_nothing_comes_up_elsewhere_or_where_there_is_no_place() -> None:
    assert (told(0), told(100), told(1, [])) == ([], [], [])
