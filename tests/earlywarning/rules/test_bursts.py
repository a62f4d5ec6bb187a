import numpy as np

from folkmoot.earlywarning.rules.bursts import Burst, spread_over, usual_a_week
from folkmoot.earlywarning.rules.counts import Counts


def test_an_evening_knows_of_a_burst_only_what_has_come() -> None:
    burst = Burst(place=2, topic=1, first=10, cases=(3, 0, 5))
    assert burst.size == 8
    assert burst.rows(until=9).tolist() == []
    assert burst.rows(until=11).tolist() == [[2, 1, 10, 3]]
    assert burst.rows(until=99).tolist() == [[2, 1, 10, 3], [2, 1, 12, 5]]


def test_what_is_usual_is_the_average_week_of_a_place_and_topic_itself() -> None:
    counts = Counts.of([(1, 1, 0, 4), (1, 1, 20, 2), (0, 1, 3, 1)], span=21)
    assert usual_a_week(counts, places=2, topics=2).tolist() == [[0, 1 / 3], [0, 2]]


def test_a_burst_begins_on_its_first_day_and_loses_no_case() -> None:
    rng = np.random.default_rng(1)
    drawn = [spread_over(3, size=8, rng=rng) for _ in range(2000)]
    assert {sum(cases) for cases in drawn} == {8}
    assert {len(cases) for cases in drawn} == {3}
    assert min(cases[0] for cases in drawn) == 1
    averages = np.mean(drawn, axis=0)
    assert np.abs(averages - (1 + 7 / 3, 7 / 3, 7 / 3)).max() < 0.1
