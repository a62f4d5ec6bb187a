"""Turning the margins of a linear model into confidence, and testing whether such confidence can be believed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]

BINS: Final = 10
#: hardly any regularisation: two numbers are fitted to many margins
_LOOSE: Final = 1e6


@dataclass(frozen=True, eq=False)
class Sigmoids:
    """One sigmoid for each category (Platt 1999): confidence = 1 / (1 + exp(−(slope · margin + shift)))."""

    slopes: Doubles
    shifts: Doubles

    def confidences(self, margins: Doubles) -> Doubles:
        """A row of margins becomes a row of confidences from 0 to 1 that sum to 1."""
        each = 1 / (1 + np.exp(-np.clip(margins * self.slopes + self.shifts, -30, 30)))
        scaled: Doubles = each / each.sum(axis=1, keepdims=True)
        return scaled


def fit_sigmoids(margins: Doubles, truth: NDArray[np.int64]) -> Sigmoids:
    """The sigmoids that fit margins of texts which the model had not seen. Every category has to occur in `truth`."""
    from threadpoolctl import threadpool_limits

    # Two numbers are too little for the threads of a matrix library: they would wait for one another at full speed.
    with threadpool_limits(limits=1):
        fitted = [_fit_sigmoid(margins[:, category], truth == category) for category in range(margins.shape[1])]
    slopes, shifts = np.array(fitted, dtype=np.float64).T
    return Sigmoids(slopes=slopes, shifts=shifts)


def _fit_sigmoid(margins: Doubles, is_true: NDArray[np.bool_]) -> tuple[float, float]:
    """Slope and shift for one category."""
    from sklearn.linear_model import LogisticRegression

    inside = int(is_true.sum())
    # Platt's targets: never quite 0 or 1, so that a few texts which are told apart easily make nobody certain.
    target = np.where(is_true, (inside + 1) / (inside + 2), 1 / (len(is_true) - inside + 2))
    line = LogisticRegression(C=_LOOSE).fit(
        np.tile(margins, 2)[:, np.newaxis],
        np.repeat([True, False], len(is_true)),
        sample_weight=np.concatenate((target, 1 - target)),
    )
    return float(line.coef_[0, 0]), float(line.intercept_[0])


@dataclass(frozen=True)
class Bin:
    """Suggestions of like confidence: how many, how sure on average, and the share that was right."""

    count: int
    confidence: float
    right: float


def bins_of(confidence: Doubles, is_right: NDArray[np.bool_]) -> tuple[Bin, ...]:
    """Ten bins of equal width without the empty ones, the least sure first."""
    places = np.minimum((confidence * BINS).astype(int), BINS - 1)
    return tuple(
        Bin(int(here.sum()), float(confidence[here].mean()), float(is_right[here].mean()))
        for here in (places == n for n in range(BINS))
        if here.any()
    )


def calibration_error(bins: Sequence[Bin]) -> float:
    """The expected calibration error, 0 to 1: how far the confidence is from the share that was right, on average."""
    total = sum(each.count for each in bins)
    return sum(each.count * abs(each.confidence - each.right) for each in bins) / total
