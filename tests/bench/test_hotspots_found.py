"""When a signal is about a cluster; the messages are made up."""

from datetime import date, timedelta

import pytest

from bench.hotspots_found import Cluster, Message, Signal, Tried
from folkmoot.earlywarning.rules.evenings import Found

FIRST = date(2021, 1, 1)
QUIET = [Message(row, FIRST + timedelta(days=row), "Q市/Q1区/north", "water") for row in range(20)]
BURST = [Message(100 + n, FIRST + timedelta(days=20 + n), "Q市/Q2区/south", "water") for n in range(6)]


def signal(day: int, place: str, *, window: int) -> Signal:
    found = Found(place, "water", window, cases=0, expected=0.0, score=9.0, p=0.01)
    return Signal.of(FIRST + timedelta(days=day), found, among=[*QUIET, *BURST])


def tried(*signals: Signal, of: list[Message]) -> Tried:
    return Tried("plain", 2, 8.0, 73, signals, (Cluster("a pipe", "Q市/Q2区", tuple(of)),))


def test_a_signal_holds_the_messages_of_its_place_topic_and_days() -> None:
    assert signal(24, "Q市/Q2区", window=3).messages == frozenset(BURST[2:5])
    assert signal(24, "Q市/Q2", window=3).messages == frozenset()


@pytest.mark.parametrize(("of_it", "is_found"), [(3, True), (2, False)])
def test_half_of_a_signal_and_three_of_its_messages_have_to_be_the_clusters(of_it: int, is_found: bool) -> None:
    told = tried(signal(24, "Q市/Q2区/south", window=5), of=BURST[:of_it])
    assert (told.recall, told.delays) == ((1.0, [4]) if is_found else (0.0, []))


def test_a_wider_signal_that_is_mostly_about_something_else_does_not_find_it() -> None:
    assert tried(signal(25, "Q市", window=26), of=BURST).recall == 0


def test_the_delay_runs_from_the_first_message_to_the_first_signal() -> None:
    told = tried(signal(23, "Q市/Q2区", window=9), signal(25, "Q市/Q2区/south", window=9), of=BURST)
    assert told.delays == [3]
    assert told.about_the_listed == 2


def test_signals_a_month_are_counted_over_the_evenings_that_try() -> None:
    told = tried(signal(23, "Q市/Q2区", window=9), signal(2, "Q市/Q1区", window=3), of=BURST)
    assert told.a_month == pytest.approx(2 * 365 / 12 / 73)
