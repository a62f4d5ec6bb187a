"""The kernel that finds the highest ratio of a replicate among circles."""

import math

import numpy as np
import numpy.typing as npt

from folkmoot.earlywarning.rules.compiled import compiled, inlined

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
def ratio(cases: float, expected: float, total: float) -> float:
    """The log-likelihood ratio of more cases than expected."""
    inside = cases * math.log(cases / expected)
    return inside + (total - cases) * math.log((total - cases) / (total - expected)) if total > cases else inside


@inlined
def add_place(
    place: int, rows: Cells, weight: float, shares: Reals, best: float, per_total: float, sums: Reals
) -> bool:
    """Adds a place's cases to those of each window, and tells whether any may now exceed `best`; never wrongly no.

    The bound is that of `walking.may_exceed`, and as there nothing branches.
    """
    found = 0
    for window in range(len(shares)):
        sums[window] += rows[place, window]
        expected = weight * shares[window]
        above = max(sums[window] - expected, 0.0)
        found += int(above * above > best * expected * (1.0 - expected * per_total))
    return found > 0


@compiled
def highest(rows: Cells, nearest: Cells, weights: Reals, shares: Reals, total: float) -> float:
    """The highest ratio of all circles and windows.

    `rows` are those of `fill`; `nearest` the places around each, itself first, shape (places, most), −1 where there are
    no more; `weights` the cases of each place on all days.
    """
    best, sums, per_total = 0.0, np.empty(len(shares)), 1.0 / total
    for centre in range(len(nearest)):
        weight, sums[:] = 0.0, 0.0
        for number in range(nearest.shape[1]):
            place = nearest[centre, number]
            if place < 0:
                break
            weight += weights[place]
            if add_place(place, rows, weight, shares, best, per_total, sums):
                for window in range(len(shares)):
                    expected = weight * shares[window]
                    if sums[window] > expected:
                        best = max(best, ratio(sums[window], expected, total))
    return best
