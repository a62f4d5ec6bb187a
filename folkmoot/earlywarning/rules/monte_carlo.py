"""Running replicates on several threads, until there are enough of them."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt

from folkmoot.earlywarning.rules.significance import TIE, Null, stop_after

Reals = npt.NDArray[np.float64]
#: first and last + 1 of a run of replicates
Block = tuple[int, int]
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
    with ThreadPoolExecutor(workers) as pool:
        return null_by_waves(
            lambda blocks: pool.map(lambda block: experiment.maxima(*block), blocks),
            score=score,
            blocks=[(first, min(first + BLOCK, replicates)) for first in range(0, replicates, BLOCK)],
            at_once=4 * workers,
            exceedances=exceedances,
        )


def null_by_waves(
    run: Callable[[Sequence[Block]], Iterable[Reals]],
    *,
    score: float,
    blocks: Sequence[Block],
    at_once: int,
    exceedances: int = EXCEEDANCES,
) -> Null:
    """The same of blocks that are `run` so many at a time; how many they are, and how long, changes nothing."""
    drawn, reached = [], 0
    for at in range(0, len(blocks), at_once):
        for maxima in run(blocks[at : at + at_once]):
            drawn.append(maxima)
            reached += int((maxima >= score - TIE).sum())
        if reached >= exceedances:
            break
    return stop_after(np.concatenate(drawn), score=score, exceedances=exceedances)
