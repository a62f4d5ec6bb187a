"""Running replicates on several threads, until there are enough of them."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt

from folkmoot.earlywarning.rules.significance import TIE, Null, stop_after

Reals = npt.NDArray[np.float64]
BLOCK: Final = 16
EXCEEDANCES: Final = 50


class Replicated(Protocol):
    """A scan whose replicates can be drawn by number."""

    def maxima(self, first: int, last: int) -> Reals:
        """The highest ratios of the replicates numbered first … last − 1."""
        ...


def null_of(
    experiment: Replicated, *, score: float, replicates: int = 999, workers: int = 1, exceedances: int = EXCEEDANCES
) -> Null:
    """The maxima of so many replicates, on so many threads; fewer as soon as `exceedances` of them reach the score."""
    drawn, reached = [], 0
    with ThreadPoolExecutor(workers) as pool:
        for blocks in _waves(replicates, workers=workers):
            for maxima in pool.map(lambda block: experiment.maxima(*block), blocks):
                drawn.append(maxima)
                reached += int((maxima >= score - TIE).sum())
            if reached >= exceedances:
                break
    return stop_after(np.concatenate(drawn), score=score, exceedances=exceedances)


def _waves(replicates: int, *, workers: int) -> Iterator[list[tuple[int, int]]]:
    """Blocks of replicates, as many at a time as keep every thread busy for a while."""
    blocks = [(first, min(first + BLOCK, replicates)) for first in range(0, replicates, BLOCK)]
    for at in range(0, len(blocks), 4 * workers):
        yield blocks[at : at + 4 * workers]
