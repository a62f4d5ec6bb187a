"""The same replicates in NumPy alone, as well as that can be done: what the kernels are measured against.

Only cases of the longest window are drawn here too, and nodes without enough of them are passed over by the same bound.
It shares no code with the kernels.
"""

import numpy as np
import numpy.typing as npt

from folkmoot.earlywarning.rules.counts import Counts
from folkmoot.earlywarning.rules.scan import Forest, totals

Reals = npt.NDArray[np.float64]


class PlainScan:
    """Replicates under NODE: every case on a day of its own accord."""

    def __init__(self, counts: Counts, *, over: Forest, windows: int) -> None:
        self.windows, self.span, self.topics = windows, counts.span, len(over.topics)
        self.places_of = np.repeat(counts.places, counts.cases)
        self.topics_of = np.repeat(counts.topics, counts.cases)
        self.place_above, self.topic_above = over.places.ancestors, over.topics.ancestors
        self.weights = totals(counts, over=over).ravel()

    def maximum(self, seed: int) -> float:
        """The highest ratio of one replicate."""
        rng = np.random.default_rng(seed)
        count = rng.binomial(len(self.places_of), self.windows / self.span)
        cases = rng.choice(len(self.places_of), count, replace=False, shuffle=False)
        back = rng.integers(0, self.windows, count)
        nodes, days = self._nodes(cases, back)
        sums = np.bincount(nodes, minlength=len(self.weights))
        most = np.log(self.span)
        best = 0.0
        # Nodes with many cases first: what they reach tells which of the others need not be looked at.
        for least, below in ((50, np.inf), (2, 50)):
            kept = np.flatnonzero((sums >= least) & (sums < below) & (sums * most > best))
            best = max(best, self._best(kept, nodes, days))
        return best

    def _nodes(self, cases: npt.NDArray[np.int64], back: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], ...]:
        """Every node over every case, and the case's day beside it."""
        places, topics = self.place_above[self.places_of[cases]], self.topic_above[self.topics_of[cases]]
        nodes = np.where((places < 0)[:, :, None] | (topics < 0)[:, None, :], -1, places[:, :, None] * self.topics)
        nodes = np.where(nodes >= 0, nodes + topics[:, None, :], -1).reshape(len(cases), -1)
        days = np.broadcast_to(back[:, None], nodes.shape)
        return nodes[nodes >= 0], days[nodes >= 0]

    def _best(self, kept: npt.NDArray[np.int64], nodes: npt.NDArray[np.int64], days: npt.NDArray[np.int64]) -> float:
        if not len(kept):
            return 0.0
        row = np.full(len(self.weights), -1)
        row[kept] = np.arange(len(kept))
        at = row[nodes]
        is_kept = at >= 0
        cells = np.bincount(at[is_kept] * self.windows + days[is_kept], minlength=len(kept) * self.windows)
        inside = np.cumsum(cells.reshape(-1, self.windows), axis=1).astype(np.float64)
        weight = self.weights[kept][:, None]
        expected = weight * np.arange(1, self.windows + 1) / self.span
        is_high = inside > expected
        c, e, n = inside[is_high], expected[is_high], np.broadcast_to(weight, inside.shape)[is_high]
        rest = np.maximum(n - c, 1e-300)
        return float((c * np.log(c / e) + np.where(n > c, (n - c) * np.log(rest / (n - e)), 0)).max(initial=0))
