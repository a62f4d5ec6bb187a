"""The kernel that finds the highest ratio of a replicate, by walking once through its cases in preorder of the places.

Along the way stand the counts of the open places only, one row for each level and topic: they stay in the cache however
many places there are. A place is judged when the walk leaves it, and its rows are handed up to the place above. Level 0
is the root of all places. A part of the tree has but some of the root's cases, so the root's rows are left as they are
for whoever puts the parts together.
"""

import math
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from folkmoot.earlywarning.rules.compiled import compiled

Cells = npt.NDArray[np.int32]
Days = npt.NDArray[np.int16]
Reals = npt.NDArray[np.float64]
LANES: Final = 16


class Ground(NamedTuple):
    """The cells with their places and topics, and the two trees: what is the same in every replicate.

    Places are numbered within the part; levels are those of the whole tree.
    """

    places: Cells
    topics: Cells
    depths: Cells
    ends: Cells
    above: Cells
    """Of each place the way from the root, shape (places, levels); nothing is kept of the levels above the part."""
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
    """Shape (levels, topics, columns): cases of each day, then the worth of them all and their number.

    Empty columns make them a multiple of LANES, so that no remainder is added one by one.
    """
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
def is_worth_a_look(row: Cells, days: int, weight: float, measure: Measure, best: float) -> bool:
    """Whether all cases of a node together may have a ratio above `best`; never wrongly no.

    A window of c cases, of m in all, has a ratio of at most c·ln(m/(weight·share)): that is the worth of its cases, and
    ln(m/weight) for each. No other case takes away from this while ln(m/weight) is at least ln(share of the longest).
    """
    if measure.unit == 0:
        return True
    if row[days] <= best * measure.unit:
        return False
    cases = row[days + 1]
    each = max(math.log(cases / weight), -measure.most[days - 1])
    return bool(row[days] / measure.unit + cases * each > best)


@compiled
def judge(level: int, ground: Ground, measure: Measure, slate: Slate, best: float, sums: Reals) -> float:
    """The highest ratio of the open place of a level, in all topics, where it exceeds `best`, else `best`."""
    place, days = slate.way[level], len(sums)
    for number in range(slate.touches[level]):
        topic = slate.touched[level, number]
        row, weight = slate.rows[level, topic], ground.weights[place, topic]
        if is_worth_a_look(row, days, weight, measure, best):
            best = best_window(row, weight, measure, best, sums)
    return best


@compiled
def hand_up(level: int, days: int, slate: Slate) -> None:
    """Adds the rows of a level to those of the level above, and empties them."""
    for number in range(slate.touches[level]):
        topic = slate.touched[level, number]
        row, over = slate.rows[level, topic], slate.rows[level - 1, topic]
        if over[days] == 0:
            slate.touched[level - 1, slate.touches[level - 1]] = topic
            slate.touches[level - 1] += 1
        for column in range(len(row)):
            over[column] += row[column]
            row[column] = 0
    slate.touches[level] = 0


@compiled
def add(day: int, days: int, topics: Cells, worth: int, level: int, slate: Slate) -> None:
    """Counts a case at one level of the places, in the rows of its topic and of all over it."""
    for topic in topics:
        if topic < 0:
            break
        row = slate.rows[level, topic]
        if row[days] == 0:
            slate.touched[level, slate.touches[level]] = topic
            slate.touches[level] += 1
        row[day] += 1
        row[days] += worth
        row[days + 1] += 1


@compiled
def walk(drawn: Cells, back: Days, ground: Ground, measure: Measure, slate: Slate, best: float, sums: Reals) -> float:
    """The highest ratio of all places below the root, topics and windows, where it exceeds `best`, else `best`.

    `drawn` are the cells of the cases in preorder, `back` their days, 0 being today; `sums` is room for the windows.
    """
    level, at, days = 0, 0, len(sums)
    while True:
        place = ground.places[drawn[at]] if at < len(drawn) else -1
        while level > 0 and (place < 0 or place >= ground.ends[slate.way[level]]):
            best = judge(level, ground, measure, slate, best, sums)
            hand_up(level, days, slate)
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
            add(day, days, topics, measure.worth[day], level, slate)
        at = end
