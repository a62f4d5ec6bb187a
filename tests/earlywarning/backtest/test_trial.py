from datetime import date, timedelta

import numpy as np
import pytest

from folkmoot.earlywarning.backtest.history import DailyCases
from folkmoot.earlywarning.backtest.method import Method, Tempered
from folkmoot.earlywarning.backtest.trial import FLOOR, TooShort, Trial
from folkmoot.earlywarning.rules import scores
from folkmoot.earlywarning.rules.scan import Condition
from tests.earlywarning.backtest.pasts import DAYS, FIRST, ignore, past

METHOD = Method(per_year=2)


def burst(first: int, *, topic: str = "lamps", place: str = "town/east", cases: int = 5) -> list[DailyCases]:
    return [DailyCases(FIRST + timedelta(days=first + day), place, topic, cases) for day in range(3)]


def nodes(trial: Trial, since: int, until: int, *, threshold: float) -> list[tuple[date, str, str]]:
    highest = trial.highest(since, until, progress=ignore)
    found = trial.evenings(highest, since=since, threshold=threshold).alarms
    history = trial.history
    return [(history.day(a.day), history.places[a.cut.place], history.topics[a.cut.topic]) for a in found]


def test_a_burst_is_raised_once_where_it_is_and_on_the_day_it_shows() -> None:
    trial = Trial(past(*burst(500)), METHOD)
    assert nodes(trial, 480, 530, threshold=7) == [(FIRST + timedelta(days=502), "town/east", "lamps")]


def test_what_goes_on_is_raised_anew_once_it_has_grown() -> None:
    trial = Trial(past(*burst(500), *burst(504, cases=9)), METHOD)
    raised = nodes(trial, 480, 530, threshold=7)
    assert [node for _, *node in raised] == [["town/east", "lamps"]] * 2
    assert raised[1][0] > FIRST + timedelta(days=503)


def test_fewer_cases_than_the_least_raise_nothing_there_nor_in_the_town() -> None:
    few = past(*burst(500, place="town/east", topic="waste", cases=2))
    assert nodes(Trial(few, Method(least=12)), 480, 530, threshold=5) == []
    assert nodes(Trial(few, Method(least=6)), 480, 530, threshold=5) == [
        (FIRST + timedelta(days=502), "town/east", "waste")
    ]


def test_a_topic_that_has_just_come_into_use_says_nothing() -> None:
    assert nodes(Trial(past(*burst(500, topic="noise")), METHOD), 480, 530, threshold=9) == []


def test_the_threshold_lets_as_many_alarms_pass_as_are_allowed() -> None:
    bursts = [*burst(400), *burst(450, topic="paths", cases=4), *burst(500, place="town/west", cases=6)]
    trial = Trial(past(*bursts), METHOD)
    highest = trial.highest(364, DAYS, progress=ignore)
    threshold = trial.threshold(highest, since=364)
    alarms = trial.evenings(highest, since=364, threshold=threshold).alarms
    assert len(alarms) == int(2 * (DAYS - 364) / 365)
    assert len(trial.evenings(highest, since=364, threshold=threshold - 0.05).alarms) > len(alarms)
    assert highest.min() == FLOOR


def test_an_evening_needs_the_days_that_the_method_looks_back() -> None:
    with pytest.raises(TooShort):
        Trial(past(), METHOD).highest(363, 400, progress=ignore)


def test_tempering_takes_more_from_a_ratio_the_more_cases_are_usual() -> None:
    question = Tempered(Condition.NODE_AND_TIME, np.array([0.1]), 1000.0, spread=0.5)
    plain = scores.poisson([8, 30], expected=[0.4, 12], total=1000)
    assert question.score([8, 30], weight=[4, 120], expected=[0.4, 12]) == pytest.approx(plain / [1.1, 4])


def test_a_short_past_is_used_as_it_is_where_the_method_asks_for_no_more() -> None:
    history = past(*burst(120))
    patient = Trial(history, METHOD)
    with pytest.raises(TooShort):
        patient.highest(91, 130, progress=ignore)
    hasty = Trial(history, Method(per_year=2, past=91))
    assert (patient.first, hasty.first) == (364, 90)
    assert nodes(hasty, 91, 130, threshold=5) == [(FIRST + timedelta(days=122), "town/east", "lamps")]
    asked = hasty.method.clusters(history.evening(122, span=365), over=history.over, critical=5)
    known = hasty.method.clusters(history.evening(122, span=123), over=history.over, critical=5)
    assert asked == known
