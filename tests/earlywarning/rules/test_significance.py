import numpy as np
import pytest

from folkmoot.earlywarning.rules.significance import Null, recurrence_interval, stop_after

MAXIMA = np.arange(1.0, 100.0)


def test_the_data_count_among_their_replicates() -> None:
    assert Null(MAXIMA).p_value(200) == 0.01
    assert Null(MAXIMA).p_value(95) == 0.06
    assert Null(MAXIMA).p_value(0) == 1


def test_a_tie_counts_against_the_data() -> None:
    assert Null(np.array([0.1 + 0.2])).p_value(0.3) == 1


def test_drawing_stops_at_the_last_exceedance_that_is_needed() -> None:
    null = stop_after(np.array([1.0, 5, 1, 5, 5, 9]), score=4, exceedances=2)
    assert (len(null.maxima), null.p_value(4)) == (4, 0.5)
    assert stop_after(MAXIMA, score=98, exceedances=50).p_value(98) == 0.03


def test_the_critical_score_is_the_lowest_that_is_significant() -> None:
    critical = Null(MAXIMA).critical(0.05)
    assert Null(MAXIMA).p_value(critical) == 0.05
    assert Null(MAXIMA).p_value(critical - 1e-6) == 0.06
    assert Null(MAXIMA).critical(0.001) == float("inf")


def test_the_gumbel_tail_goes_on_where_replicates_end() -> None:
    maxima = np.random.default_rng(1).gumbel(10, 2, size=20_000)
    null = Null(maxima)
    assert null.gumbel_p_value(14) == pytest.approx(1 - np.exp(-np.exp(-2)), rel=0.05)
    assert null.gumbel_p_value(40) == pytest.approx(np.exp(-15), rel=0.3)


def test_one_in_two_hundred_each_night_is_one_in_two_hundred_days() -> None:
    assert recurrence_interval(0.005) == 200
    assert recurrence_interval(0.05, days=7) == 140
