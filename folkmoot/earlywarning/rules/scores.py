"""Log-likelihood ratios of scan statistics: how much better "more cases here" explains the cases than "as everywhere".

All look for high rates only: where no more cases are seen than expected, the ratio is 0. Arguments are numbers or
arrays that broadcast; counts are cases, what is returned has no unit and their common shape.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

Numbers = npt.ArrayLike
Scores = npt.NDArray[np.float64]

# A total without bounds: what was expected is known beforehand, and the number of all cases says nothing.
UNBOUNDED: Final = float("inf")


def poisson(cases: Numbers, *, expected: Numbers, total: Numbers = UNBOUNDED) -> Scores:
    """Of `cases` where `expected` were, among `total`: `c·ln(c/E) + (C−c)·ln((C−c)/(C−E))`.

    With all cases as total: Kulldorff 1997 (A spatial scan statistic), 2001 (prospective), 2003 (tree-based). With the
    node's own cases as total and `E = n·w/T`: TreeScan's condition on the node. Without a total it is the
    expectation-based ratio `c·ln(c/E) + E − c` of Neill et al. 2005.
    """
    c, e, n = np.broadcast_arrays(*(np.asarray(x, dtype=np.float64) for x in (cases, expected, total)))
    is_high = (c > e) & (n > e)
    c, e, n = np.where(is_high, c, 1.0), np.where(is_high, e, 1.0), np.where(is_high, n, 2.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        inside = c * np.log(c / e)
        outside = np.where(np.isinf(n), e - c, xlogy(n - c, (n - c) / (n - e)))
    return np.where(is_high, inside + outside, 0.0)


def binomial(cases: Numbers, *, observations: Numbers, probability: Numbers) -> Scores:
    """Of `cases` among `observations`, each a case with a known `probability` (Kulldorff 1997, unconditional)."""
    n = np.asarray(observations, dtype=np.float64)
    return poisson(cases, expected=n * np.asarray(probability, dtype=np.float64), total=n)


def bernoulli(cases: Numbers, *, observations: Numbers, all_cases: float, all_observations: float) -> Scores:
    """Of `cases` among `observations` against those elsewhere (Kulldorff 1997, Bernoulli).

    `c·ln(c/n) + (n−c)·ln((n−c)/n)`, the same of what lies outside, less the same of everything together.
    """
    c, n = np.broadcast_arrays(np.asarray(cases, dtype=np.float64), np.asarray(observations, dtype=np.float64))
    others, rest = all_cases - c, all_observations - n
    is_high = c * all_observations > all_cases * n
    ratio = _entropy(c, n) + _entropy(others, rest) - _entropy(np.asarray(all_cases), np.asarray(all_observations))
    return np.where(is_high, ratio, 0.0)


def xlogy(x: Scores, y: Scores) -> Scores:
    """`x·ln(y)`, and 0 where x is 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(x > 0, x * np.log(y), 0.0)


def _entropy(cases: Scores, observations: Scores) -> Scores:
    n = np.maximum(observations, 1.0)
    return xlogy(cases, cases / n) + xlogy(observations - cases, (observations - cases) / n)
