"""Thresholds out of past nights: what they let pass, and what they say where the past is short."""

from math import log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.earlywarning.rules.calibration import FEW_NIGHTS, Noise, Past, calibrate, pooled

NIGHTS = st.builds(
    lambda seed, nights, scale: np.round(np.random.default_rng(seed).exponential(scale, size=nights), 1),
    seed=st.integers(0, 2**32),
    nights=st.integers(FEW_NIGHTS, 500),
    scale=st.sampled_from([0.1, 1.0, 3.0]),
)
A_YEAR = st.floats(0.1, 40)


def test_nights_of_one_burst_are_one_episode_until_it_was_quiet_for_a_week() -> None:
    past = Past.of([0, 5, 5, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0, 5, 0])
    assert [past.episodes(5), past.episodes(0), past.episodes(6)] == [2, 1, 0]


def test_of_a_score_it_is_said_once_in_how_many_days_noise_did_as_much() -> None:
    past = Past.of([0.0] * 30 + [4.0] + [0.0] * 29, [0.0] * 10 + [4.0] + [0.0] * 9)
    assert (past.noise_of(4), past.noise_of(5)) == (Noise(days=40, is_at_least=False), Noise(80, is_at_least=True))


def test_of_a_short_past_nothing_is_said() -> None:
    past = Past.of([1.0] * (FEW_NIGHTS - 1))
    assert (past.noise_of(1), past.threshold(12), past.inflation()) == (None, None, 1.0)
    assert calibrate(past, p=0.01, per_year=12).score == -log(0.01)


def test_a_past_too_short_for_one_allowed_episode_gives_no_threshold_of_its_own() -> None:
    past = Past.of(np.linspace(0, 9, 200))
    assert past.threshold(1) is None
    assert past.threshold(2) is not None


@settings(max_examples=40, deadline=None)
@given(NIGHTS, A_YEAR)
def test_no_more_episodes_pass_a_threshold_than_are_allowed(nights: np.ndarray, per_year: float) -> None:
    past = Past.of(nights)
    threshold = past.threshold(per_year)
    if threshold is None:
        assert int(per_year * len(nights) / 365) < 1
        return
    assert past.episodes(threshold) <= per_year * len(nights) / 365
    lower = nights[nights < threshold]
    if len(lower):
        assert past.episodes(float(lower.max())) > int(per_year * len(nights) / 365)


@settings(max_examples=40, deadline=None)
@given(NIGHTS, st.floats(0.1, 10), st.floats(1.1, 3))
def test_whoever_allows_more_gets_no_higher_threshold(nights: np.ndarray, per_year: float, times: float) -> None:
    past, p = Past.of(nights), 0.01
    strict, mild = (calibrate(past, p=p, per_year=each) for each in (per_year, per_year * times))
    if past.threshold(per_year) is not None:
        assert mild.score <= strict.score
    assert min(mild.score, strict.score) >= -log(p)


@settings(max_examples=40, deadline=None)
@given(NIGHTS)
def test_pooling_a_tier_with_itself_changes_nothing_that_is_said_of_a_day(nights: np.ndarray) -> None:
    one = Past.of(nights)
    two = pooled([one, one])
    assert two.noise_of(3) is not None
    assert one.a_year(3) == pytest.approx(two.a_year(3))
    assert one.inflation() == two.inflation()


def test_a_right_null_is_not_stretched_and_a_wrong_one_by_as_much_as_it_is_wrong() -> None:
    surprises = np.random.default_rng(1).exponential(size=4000)
    assert Past.of(surprises).inflation() == pytest.approx(1, abs=0.05)
    assert Past.of(surprises * 1.7).inflation() == pytest.approx(1.7, abs=0.08)
    short = Past.of(surprises[:100] * 1.7)
    assert calibrate(short, p=0.001, per_year=1).score == pytest.approx(-log(0.001) * short.inflation())
