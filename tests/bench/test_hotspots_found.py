"""When a signal is about a cluster; the messages are made up."""

from datetime import date, timedelta

import numpy as np
import pytest

from bench.hotspots_found import Cluster, Message, Tried, signals_of
from folkmoot.earlywarning.backtest.history import DailyCases, History
from folkmoot.earlywarning.backtest.method import Method
from folkmoot.earlywarning.backtest.running import Outcome
from folkmoot.earlywarning.backtest.trial import Alarm, Evenings, Trial
from folkmoot.earlywarning.rules.growing import Told
from folkmoot.earlywarning.rules.scan import Cut

FIRST = date(2021, 1, 1)
QUIET = [Message(row, FIRST + timedelta(days=row), "Q市/Q1区/north", "water") for row in range(20)]
BURST = [Message(100 + n, FIRST + timedelta(days=20 + n), "Q市/Q2区/south", "water") for n in range(6)]
COUNTED = [*QUIET, *BURST]


def outcome(*alarms: tuple[int, str, str, int]) -> Outcome:
    history = History.of(DailyCases(m.day, m.place, m.topic, 1) for m in COUNTED)
    raised = []
    for day, place, topic, window in alarms:
        cut = Cut(history.places.index(place), history.topics.index(topic), window, 0, 0.0, 9.0, (), 0.0)
        raised.append(Alarm(day, cut, Told(place, topic, topic, history.day(day), 0, 0.0)))
    evenings = Evenings(20, np.full(6, 9.0), tuple(raised))
    return Outcome(Trial(history, Method(shortest=1)), 8.0, evenings, evenings, ())


def tried(*alarms: tuple[int, str, str, int], of: list[Message]) -> Tried:
    run = outcome(*alarms)
    return Tried("plain", 2, run, signals_of(run, among=COUNTED), (Cluster("a pipe", "Q市/Q2区", tuple(of)),))


def test_a_signal_holds_the_messages_of_its_place_topic_and_days() -> None:
    (signal,) = signals_of(outcome((24, "Q市/Q2区", "water", 3)), among=COUNTED)
    assert signal.messages == frozenset(BURST[2:5])


@pytest.mark.parametrize(("of_it", "is_found"), [(3, True), (2, False)])
def test_half_of_a_signal_and_three_of_its_messages_have_to_be_the_clusters(of_it: int, is_found: bool) -> None:
    told = tried((24, "Q市/Q2区/south", "water", 5), of=BURST[:of_it])
    assert (told.recall, told.delays) == ((1.0, [4]) if is_found else (0.0, []))


def test_a_wider_signal_that_is_mostly_about_something_else_does_not_find_it() -> None:
    assert tried((25, "Q市", "water", 26), of=BURST).recall == 0


def test_the_delay_runs_from_the_first_message_to_the_first_signal() -> None:
    told = tried((23, "Q市/Q2区", "water", 9), (25, "Q市/Q2区/south", "water", 9), of=BURST)
    assert told.delays == [3]
    assert [told.of(signal) for signal in told.signals] == [*told.clusters] * 2
