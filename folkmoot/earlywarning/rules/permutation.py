"""The space-time permutation scan: circles of places across all boundaries, in the days up to today.

What is expected in a circle and window is the circle's part of all cases, times the cases of these days; no population
is needed. Replicates shuffle the days among the cases. Source: Kulldorff et al. 2005 (A space–time permutation scan
statistic for disease outbreak detection).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Self

import numpy as np
import numpy.typing as npt

from folkmoot.earlywarning.rules import scores
from folkmoot.earlywarning.rules.counts import Counts, Integers

Reals = npt.NDArray[np.float64]
Cells = npt.NDArray[np.int32]
WINDOWS: Final = (3, 7, 14, 28)
KILOMETRES, MOST = 10.0, 60


@dataclass(frozen=True)
class Circle:
    """A place with its nearest neighbours, and the window in which their ratio is highest."""

    centre: int
    places: tuple[int, ...]
    """The nearest first, the centre itself at the head."""
    window: int
    """Days, ending today."""
    cases: int
    expected: float
    score: float


def nearest(points: Reals, *, kilometres: float = KILOMETRES, most: int = MOST) -> Cells:
    """The places around each, itself first, then by distance; −1 where there are no more. Shape (places, ≤ `most`).

    `points` are kilometres on a plane, shape (places, 2). Of places at one distance the order is by number, so that the
    same points give the same circles.
    """
    from scipy.spatial import cKDTree

    count = min(most, len(points))
    distances, found = cKDTree(points).query(points, k=np.arange(1, count + 1), distance_upper_bound=kilometres)
    distances[np.arange(len(points))[:, None] == found] = -1
    order = np.lexsort((found, np.round(distances, 6)), axis=1)
    around = np.take_along_axis(np.where(np.isinf(distances), -1, found), order, axis=1)
    return around.astype(np.int32)


@dataclass(frozen=True)
class Circling:
    """One permutation scan: its counts by place and day (topics are not told apart), its circles and its windows."""

    counts: Counts
    around: Cells
    windows: tuple[int, ...]
    """Ascending, in days."""
    seed: int = 0

    @classmethod
    def of(cls, counts: Counts, *, around: Cells, windows: Sequence[int] = WINDOWS, seed: int = 0) -> Self:
        """Windows longer than the span are left out."""
        kept = tuple(sorted(window for window in windows if window <= counts.span))
        return cls(counts=counts, around=around, windows=kept, seed=seed)

    @cached_property
    def weights(self) -> Reals:
        """Cases of each place on all days."""
        return np.bincount(self.counts.places, self.counts.cases, minlength=len(self.around)).astype(np.float64)

    @cached_property
    def line(self) -> Cells:
        """The place of every case, ascending."""
        return np.repeat(self.counts.places.astype(np.int32), self.counts.cases)

    @cached_property
    def shares(self) -> Reals:
        """The part of all cases that falls into each window."""
        recent = np.cumsum(self.counts.daily()[::-1])
        shares: Reals = recent[np.array(self.windows) - 1] / max(self.counts.total, 1)
        return shares

    def circles(self, *, floor: float = 0) -> list[Circle]:
        """Of each place the circle and window of the highest ratio above `floor`; the highest first."""
        is_place = self.around >= 0
        cases = np.cumsum(np.where(is_place[..., None], self._recent()[self.around], 0), axis=1)
        weight = np.cumsum(np.where(is_place, self.weights[self.around], 0), axis=1)
        expected = weight[..., None] * self.shares
        ratios = scores.poisson(cases, expected=expected, total=self.counts.total) * is_place[..., None]
        best = ratios.reshape(len(ratios), -1).argmax(axis=1)
        found = []
        for centre, (size, window) in enumerate(zip(*np.unravel_index(best, ratios.shape[1:]), strict=True)):
            at = centre, size, window
            if ratios[at] > floor:
                places = tuple(self.around[centre, : size + 1].tolist())
                numbers = int(cases[at]), float(expected[at]), float(ratios[at])
                found.append(Circle(centre, places, self.windows[window], *numbers))
        return sorted(found, key=lambda circle: (-circle.score, len(circle.places), circle.centre))

    def highest(self) -> float:
        """The highest ratio of the counts themselves, as the first circle has it, in the time of a replicate."""
        from folkmoot.earlywarning.rules import circling

        rows = self._recent().astype(np.int32)
        return circling.highest(rows, self.around, self.weights, self.shares, float(self.counts.total))

    def maxima(self, first: int, last: int) -> Reals:
        """The highest ratios of the replicates numbered first … last − 1, for `monte_carlo.null_of`."""
        from folkmoot.earlywarning.rules import circling, drawing, generator

        line, daily = self.line, self.counts.daily()[::-1][: self.windows[-1]]
        first_window = np.searchsorted(self.windows, np.arange(1, self.windows[-1] + 1)).astype(np.int16)
        drawn, back = np.empty(len(line), dtype=np.int32), np.empty(len(line), dtype=np.int16)
        taken, state = np.zeros(len(line) // 64 + 1, dtype=np.uint64), np.zeros(1, dtype=np.uint64)
        rows, maxima = np.zeros((len(self.around), len(self.windows)), dtype=np.int32), np.zeros(last - first)
        for number in range(first, last):
            generator.begin(state, self.seed, number, 0)
            count = drawing.deal(state, line, daily, taken, drawn, back)
            circling.fill(drawn[:count], back[:count], first_window, rows)
            maxima[number - first] = circling.highest(
                rows, self.around, self.weights, self.shares, float(self.counts.total)
            )
        return maxima

    def _recent(self) -> Integers:
        """Cases of each place in each window, shape (places, windows)."""
        back = self.counts.span - 1 - self.counts.days
        return np.stack(
            [
                np.bincount(self.counts.places, self.counts.cases * (back < window), minlength=len(self.around))
                for window in self.windows
            ],
            axis=1,
        ).astype(np.int64)
