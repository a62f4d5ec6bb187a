"""The kernel that finds the highest ratio of a replicate, by walking once through its cases in preorder of the places.

Along the way stand the counts of the open places only, one row for each level and topic: they stay in the cache however
many places there are. A place is judged when the walk leaves it, and its rows are handed up to the place above.
"""

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from folkmoot.earlywarning.rules.compiled import compiled

Cells = npt.NDArray[np.int32]
Days = npt.NDArray[np.int16]
Reals = npt.NDArray[np.float64]


class Ground(NamedTuple):
    """The cells with their places and topics, and the two trees: what is the same in every replicate."""

    places: Cells
    topics: Cells
    depths: Cells
    ends: Cells
    above: Cells
    """Of each place the way from the root, shape (places, levels)."""
    topics_above: Cells
    weights: Reals
    """Shape (places, topics)."""


class Measure(NamedTuple):
    """How a node is judged."""

    shares: Reals
    total: float
    """Against which the ratio is taken; 0 stands for the node's own weight."""
    most: Reals
    """No ratio exceeds this times the cases of the window, shape (days,)."""
    worth: Cells
    """No ratio exceeds the worth of all its cases, each by its day, divided by `unit`."""
    unit: float


class Slate(NamedTuple):
    """Rows of counts for the open places, all empty before and after a walk."""

    rows: Cells
    """Shape (levels, topics, days + 1); the last of each is the worth of all its cases."""
    touched: Cells
    """The topics with cases at each level, shape (levels, topics), and how many they are, shape (levels,)."""
    touches: Cells
    way: Cells
    """The open place of each level."""


@compiled
def may_exceed(best: float, sums: Reals, weight: float, total: float, measure: Measure) -> bool:
    """Whether any window of a node may have a ratio above `best`; never wrongly no.

    No ratio exceeds (c − E)² / (E·(1 − E/total)), because ln x ≤ x − 1. Without a branch, so that several windows are
    compared at once.
    """
    found, per_total = 0, 1.0 / total
    for day in range(len(sums)):
        expected = weight * measure.shares[day]
        above = max(sums[day] - expected, 0.0)
        is_far = above * above > best * expected * (1.0 - expected * per_total)
        found += int(is_far) * int(sums[day] * measure.most[day] > best)
    return found > 0


@compiled
def best_window(row: Cells, weight: float, measure: Measure, best: float, sums: Reals) -> float:
    """The highest ratio of a node's windows where it exceeds `best`, else `best`. `row` has the cases of each day."""
    cases = 0
    for day in range(len(sums)):
        cases += row[day]
        sums[day] = cases
    total = measure.total if measure.total > 0 else weight
    if not may_exceed(best, sums, weight, total, measure):
        return best
    for day in range(len(sums)):
        inside, expected = sums[day], weight * measure.shares[day]
        if row[day] == 0 or inside <= expected or inside * measure.most[day] <= best:
            continue
        ratio = inside * math.log(inside / expected)
        if math.isinf(total):
            ratio -= inside - expected
        elif total > inside:
            ratio += (total - inside) * math.log((total - inside) / (total - expected))
        best = max(best, ratio)
    return best


@compiled
def judge(level: int, ground: Ground, measure: Measure, slate: Slate, best: float, sums: Reals) -> float:
    """The highest ratio of the open place of a level, in all topics, where it exceeds `best`, else `best`."""
    place, days = slate.way[level], len(sums)
    for number in range(slate.touches[level]):
        topic = slate.touched[level, number]
        if slate.rows[level, topic, days] > best * measure.unit:
            best = best_window(slate.rows[level, topic], ground.weights[place, topic], measure, best, sums)
    return best


@compiled
def hand_up(level: int, slate: Slate) -> None:
    """Adds the rows of a level to those of the level above, and empties them; those of the root are only emptied."""
    days = slate.rows.shape[2] - 1
    for number in range(slate.touches[level]):
        topic = slate.touched[level, number]
        row = slate.rows[level, topic]
        if level > 0:
            over = slate.rows[level - 1, topic]
            if over[days] == 0:
                slate.touched[level - 1, slate.touches[level - 1]] = topic
                slate.touches[level - 1] += 1
            for day in range(days + 1):
                over[day] += row[day]
        for day in range(days + 1):
            row[day] = 0
    slate.touches[level] = 0


@compiled
def add(day: int, topics: Cells, worth: int, level: int, slate: Slate) -> None:
    """Counts a case at one level of the places, in the rows of its topic and of all over it."""
    days = slate.rows.shape[2] - 1
    for topic in topics:
        if topic < 0:
            break
        if slate.rows[level, topic, days] == 0:
            slate.touched[level, slate.touches[level]] = topic
            slate.touches[level] += 1
        slate.rows[level, topic, day] += 1
        slate.rows[level, topic, days] += worth


@compiled
def walk(drawn: Cells, back: Days, ground: Ground, measure: Measure, slate: Slate) -> float:
    """The highest ratio of all places, topics and windows; 0 where none has more cases than expected.

    `drawn` are the cells of the cases in preorder, `back` their days, 0 being today.
    """
    level, at, best, sums = -1, 0, 0.0, np.empty(len(measure.shares))
    while True:
        place = ground.places[drawn[at]] if at < len(drawn) else -1
        while level >= 0 and (place < 0 or place >= ground.ends[slate.way[level]]):
            best = judge(level, ground, measure, slate, best, sums)
            hand_up(level, slate)
            level -= 1
        if place < 0:
            return best
        end, worth = at, 0
        while end < len(drawn) and ground.places[drawn[end]] == place:
            worth += measure.worth[back[end]]
            end += 1
        deepest = ground.depths[place]
        # A village whose cases are too few for any ratio is not judged: they are counted in the township at once.
        if deepest > 0 and ground.ends[place] == place + 1 and worth <= best * measure.unit:
            deepest -= 1
        while level < deepest:
            level += 1
            slate.way[level] = ground.above[place, level]
        for case in range(at, end):
            day, topics = back[case], ground.topics_above[ground.topics[drawn[case]]]
            add(day, topics, measure.worth[day], level, slate)
        at = end
