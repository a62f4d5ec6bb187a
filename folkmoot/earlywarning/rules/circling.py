"""The kernel that finds the highest ratio of a replicate among circles."""

import math

import numpy as np
import numpy.typing as npt

from folkmoot.earlywarning.rules.compiled import compiled

Cells = npt.NDArray[np.int32]
Days = npt.NDArray[np.int16]
Reals = npt.NDArray[np.float64]


@compiled
def fill(drawn: Cells, back: Days, first_window: Days, rows: Cells) -> None:
    """Counts the cases of every place in every window, shape (places, windows); a longer window holds the shorter."""
    rows[:] = 0
    for case in range(len(drawn)):
        for window in range(first_window[back[case]], rows.shape[1]):
            rows[drawn[case], window] += 1


@compiled
def highest(rows: Cells, nearest: Cells, weights: Reals, shares: Reals, total: float) -> float:
    """The highest ratio of all circles and windows.

    `nearest` are the places around each, itself first, shape (places, most), −1 where there are no more; `weights` the
    cases of each place on all days. Most circles are passed over by the bound of `walking.may_exceed`.
    """
    best, windows = 0.0, len(shares)
    inside = np.zeros(windows)
    for centre in range(len(nearest)):
        weight, inside[:] = 0.0, 0.0
        for place in nearest[centre]:
            if place < 0:
                break
            weight += weights[place]
            for window in range(windows):
                inside[window] += rows[place, window]
            for window in range(windows):
                cases, expected = inside[window], weight * shares[window]
                above = cases - expected
                if above <= 0 or above * above <= best * expected * (1.0 - expected / total):
                    continue
                ratio = cases * math.log(cases / expected)
                if total > cases:
                    ratio += (total - cases) * math.log((total - cases) / (total - expected))
                best = max(best, ratio)
    return best
