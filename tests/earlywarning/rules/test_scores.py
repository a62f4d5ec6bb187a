import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.earlywarning.rules import scores


def test_as_many_cases_as_expected_or_fewer_score_nothing() -> None:
    assert scores.poisson([0, 3, 4], expected=4, total=10).tolist() == [0, 0, 0]
    assert scores.bernoulli([0, 1], observations=4, all_cases=5, all_observations=20).tolist() == [0, 0]


def test_three_cases_where_one_was_expected_by_hand() -> None:
    assert scores.poisson(3, expected=1) == pytest.approx(3 * math.log(3) - 2)
    assert scores.poisson(3, expected=1, total=10) == pytest.approx(3 * math.log(3) + 7 * math.log(7 / 9))


def test_a_node_of_which_every_case_came_now_scores_the_rarity_of_the_window_for_each() -> None:
    assert scores.poisson(4, expected=4 * 7 / 365, total=4) == pytest.approx(4 * math.log(365 / 7))


def test_a_total_without_bounds_is_the_limit_of_large_totals() -> None:
    assert scores.poisson(9, expected=4, total=1e9) == pytest.approx(float(scores.poisson(9, expected=4)), rel=1e-7)


@given(st.integers(1, 40), st.integers(0, 40), st.integers(0, 40), st.integers(1, 40))
def test_the_bernoulli_ratio_is_twice_binomial_likelihood_less_one(a: int, b: int, c: int, d: int) -> None:
    inside, outside, cases = a + b, c + d, a + c

    def likelihood(x: int, n: int, p: float) -> float:
        return (x * math.log(p) if x else 0.0) + ((n - x) * math.log(1 - p) if n > x else 0.0)

    ratio = likelihood(a, inside, a / inside) + likelihood(c, outside, c / outside)
    ratio -= likelihood(a, inside, p := cases / (inside + outside)) + likelihood(c, outside, p)
    found = scores.bernoulli(a, observations=inside, all_cases=cases, all_observations=inside + outside)
    assert found == pytest.approx(ratio if a * outside > c * inside else 0, abs=1e-9)


def test_arrays_broadcast() -> None:
    found = scores.poisson(np.array([[4], [6]]), expected=np.array([1.0, 2.0, 3.0]), total=np.array([[8], [9]]))
    assert found.shape == (2, 3)
    assert found[1, 2] == scores.poisson(6, expected=3, total=9)
