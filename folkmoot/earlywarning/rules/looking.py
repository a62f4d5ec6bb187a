"""Kernels that look at a block of replicates: draw a part of the tree, walk through it, and leave the root's counts.

A whole block is one call, so that what is the same in every replicate of a part stays in the cache.
"""

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from folkmoot.earlywarning.rules.compiled import compiled
from folkmoot.earlywarning.rules.drawing import Means, Paper, draw_part
from folkmoot.earlywarning.rules.generator import begin
from folkmoot.earlywarning.rules.walking import Ground, Measure, Slate, best_window, walk

Cells = npt.NDArray[np.int32]
Days = npt.NDArray[np.int16]
Reals = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]


class Stream(NamedTuple):
    """Where the random numbers of a block begin: its replicates are `first`, `first` + 1, …"""

    seed: int
    first: int
    part: int


@compiled
def take_measure(shares: Reals, measure: Measure) -> None:
    """Fills in what follows from the shares of the windows."""
    for day in range(len(shares)):
        measure.shares[day] = shares[day]
        if math.isinf(measure.total):
            # A node may have cases and next to no weight: nothing bounds its ratio.
            measure.most[day], measure.worth[day] = math.inf, 1
        else:
            # As no node has fewer cases than its window, no ratio exceeds c·ln(1/share).
            measure.most[day] = -math.log(max(shares[day], 2.3e-308))
            measure.worth[day] = max(math.ceil(measure.most[day] * measure.unit), 1)


@compiled
def leave_root(days: int, slate: Slate, root: Cells) -> None:
    """Adds the root's rows to `root`, shape (topics, days), and empties them."""
    for number in range(slate.touches[0]):
        topic = slate.touched[0, number]
        row = slate.rows[0, topic]
        for day in range(days):
            root[topic, day] += row[day]
        row[:] = 0
    slate.touches[0] = 0


@compiled
def look(
    stream: Stream,
    means: Means,
    factors: Reals,
    of_days: Integers,
    shares: Reals,
    ground: Ground,
    measure: Measure,
    paper: Paper,
    slate: Slate,
    maxima: Reals,
    roots: Cells,
) -> None:
    """Raises `maxima` to the highest ratio of each replicate below the root, and adds to `roots` its counts there.

    `factors`, `of_days` and `shares` have a row for each replicate; `roots` is of shape (replicates, topics, days).
    """
    sums = np.empty(shares.shape[1])
    for number in range(len(maxima)):
        begin(paper.state, stream.seed, stream.first + number, stream.part)
        count = draw_part(means, factors[number], of_days[number], paper)
        take_measure(shares[number], measure)
        drawn, back = paper.drawn[:count], paper.back[:count]
        maxima[number] = walk(drawn, back, ground, measure, slate, maxima[number], sums)
        leave_root(len(sums), slate, roots[number])


@compiled
def look_at(
    drawn: Cells, back: Days, shares: Reals, ground: Ground, measure: Measure, slate: Slate, best: float, root: Cells
) -> float:
    """The same of cases that are given."""
    take_measure(shares, measure)
    best = walk(drawn, back, ground, measure, slate, best, np.empty(len(shares)))
    leave_root(len(shares), slate, root)
    return best


@compiled
def count_days(stream: Stream, means: Means, factors: Reals, of_days: Integers, paper: Paper, daily: Integers) -> None:
    """Only draws, and adds the cases of each day to `daily`, shape (replicates, days)."""
    for number in range(len(daily)):
        begin(paper.state, stream.seed, stream.first + number, stream.part)
        count = draw_part(means, factors[number], of_days[number], paper)
        for case in range(count):
            daily[number, paper.back[case]] += 1


@compiled
def judge_roots(roots: Cells, weights: Reals, shares: Reals, measure: Measure, maxima: Reals) -> None:
    """Raises `maxima` to the highest ratio of the root in each replicate, in all topics."""
    sums = np.empty(shares.shape[1])
    for number in range(len(maxima)):
        take_measure(shares[number], measure)
        for topic in range(len(weights)):
            maxima[number] = best_window(roots[number, topic], weights[topic], measure, maxima[number], sums)
