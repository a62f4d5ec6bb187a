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
def gather(around: Cells, rows: Cells, weights: Reals, sums: Reals, weight: Reals) -> int:
    """The circles around one place: cases of each window, shape (windows, most), and weights; returns how many."""
    size = 0
    while size < len(around) and around[size] >= 0:
        weight[size] = weights[around[size]] + (weight[size - 1] if size else 0.0)
        size += 1
    for window in range(len(sums)):
        running = 0.0
        for number in range(size):
            running += rows[around[number], window]
            sums[window, number] = running
    return size


@compiled
def may_exceed(best: float, sums: Reals, weight: Reals, share: float, total: float) -> bool:
    """Whether any circle may have a ratio above `best` in a window; never wrongly no.

    The bounds are those of `walking.may_exceed`, and c·ln(1/share), as no circle has fewer cases than its window.
    """
    if share == 0 or sums[-1] * -math.log(share) <= best:
        return False
    found, per_total = 0, 1.0 / total
    for number in range(len(sums)):
        expected = weight[number] * share
        above = max(sums[number] - expected, 0.0)
        found += int(above * above > best * expected * (1.0 - expected * per_total))
    return found > 0


@compiled
def best_circle(best: float, sums: Reals, weight: Reals, share: float, total: float) -> float:
    """The highest ratio of circles in a window where it exceeds `best`, else `best`."""
    for number in range(len(sums)):
        cases, expected = sums[number], weight[number] * share
        if cases > expected:
            ratio = cases * math.log(cases / expected)
            if total > cases:
                ratio += (total - cases) * math.log((total - cases) / (total - expected))
            best = max(best, ratio)
    return best


@compiled
def highest(rows: Cells, nearest: Cells, weights: Reals, shares: Reals, total: float) -> float:
    """The highest ratio of all circles and windows.

    `nearest` are the places around each, itself first, shape (places, most), −1 where there are no more; `weights` the
    cases of each place on all days.
    """
    best, sums, weight = 0.0, np.empty((len(shares), nearest.shape[1])), np.empty(nearest.shape[1])
    for centre in range(len(nearest)):
        size = gather(nearest[centre], rows, weights, sums, weight)
        for window in range(len(shares)):
            inside = sums[window, :size]
            if may_exceed(best, inside, weight, shares[window], total):
                best = best_circle(best, inside, weight, shares[window], total)
    return best
