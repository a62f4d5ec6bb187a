from datetime import date

import pytest

from folkmoot.earlywarning.backtest.history import DailyCases, History, NoCases
from folkmoot.earlywarning.rules.bursts import Burst

DAY, NEXT = date(2024, 2, 28), date(2024, 3, 1)


def test_paths_make_the_trees_whatever_the_order_of_the_lines() -> None:
    lines = [DailyCases(NEXT, "a/b", "x", 2), DailyCases(DAY, "a/c/d", "y/z", 1), DailyCases(DAY, "a", "x", 3)]
    history = History.of(lines)
    assert history.places == ("a", "a/b", "a/c", "a/c/d")
    assert history.over.places.parents.tolist() == [-1, 0, 0, 2]
    assert history.topics == ("", "x", "y", "y/z")
    assert history.over.topics.parents.tolist() == [-1, 0, 0, 2]
    assert (history.days, history.cases, history.day(2)) == (3, 6, NEXT)
    assert history.group(3) == "y"


def test_a_name_that_begins_like_another_is_not_within_it() -> None:
    history = History.of([DailyCases(DAY, place, "x", 1) for place in ("a", "a b", "a/z")])
    assert history.places == ("", "a", "a/z", "a b")
    assert history.over.places.parents.tolist() == [-1, 0, 1, 0]


def test_an_evening_sees_its_days_and_no_later_one() -> None:
    history = History.of([DailyCases(DAY, "a", "x", 3), DailyCases(NEXT, "a", "x", 2)])
    assert history.evening(1, span=2).daily().tolist() == [3, 0]
    assert history.evening(2, span=2).daily().tolist() == [0, 2]
    burst = Burst(place=0, topic=0, first=1, cases=(1, 5))
    assert history.evening(1, span=2, burst=burst).daily().tolist() == [3, 1]


def test_a_topic_began_with_the_first_that_lies_within_it() -> None:
    history = History.of([DailyCases(DAY, "a", "x/y", 1), DailyCases(NEXT, "a", "z", 1)])
    assert dict(zip(history.topics, history.topics_began.tolist(), strict=True)) == {"": 0, "x": 0, "x/y": 0, "z": 2}


def test_nothing_is_no_past() -> None:
    with pytest.raises(NoCases):
        History.of([])
