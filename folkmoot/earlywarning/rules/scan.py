"""The prospective tree-temporal scan: where, and about what, more cases come now than the past explains.

Every cut is a node of the place tree × a node of the topic tree × a window of 1 … W days that ends today. What is
expected is always the weight of the node times the share of the window; the conditions differ in the weight, the share
and the total against which the ratio is taken:

| condition | weight of a node | share of a window of w days | total |
| --- | --- | --- | --- |
| NODE | its cases of all T days | w/T | its cases of all T days |
| NODE_BY_WEEKDAY | its cases of all T days | average cases of these weekdays / all cases | all cases |
| NODE_AND_TIME | its cases of all T days | cases of these days / all cases | all cases |
| EXPECTED | the cases a day it is known to have | w | without bounds |

NODE_AND_TIME takes away what rises everywhere and what every weekday does; EXPECTED alarms when everything rises.
Source: Kulldorff et al. 2003 and 2013 (tree-based, drug safety with temporal scans), TreeScan's user guide; Neill 2005.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from folkmoot.earlywarning.rules import scores
from folkmoot.earlywarning.rules.counts import Counts, Integers
from folkmoot.earlywarning.rules.tree import Tree

Reals = npt.NDArray[np.float64]


class Condition(StrEnum):
    """What is held fixed when asking how many cases were to be expected."""

    NODE = "node"
    NODE_BY_WEEKDAY = "node by weekday"
    NODE_AND_TIME = "node and time"
    EXPECTED = "expected"


@dataclass(frozen=True)
class Forest:
    """The two trees whose nodes are crossed."""

    places: Tree
    topics: Tree

    def nests(self, outer: tuple[int, int], inner: tuple[int, int]) -> bool:
        """Whether a place and topic lies within another, in both trees."""
        return self.places.holds(outer[0], inner[0]) and self.topics.holds(outer[1], inner[1])


@dataclass(frozen=True)
class Cut:
    """A place and topic with the window in which its ratio is highest."""

    place: int
    topic: int
    window: int
    """Days, ending today."""
    cases: int
    expected: float
    score: float
    """Log-likelihood ratio."""
    recent: tuple[int, ...]
    """Cases of the last 1, 2, … W days."""
    weight: float
    """Times the share of a window it is what was expected in it."""


@dataclass(frozen=True)
class Question:
    """What one scan asks of its counts: how far back it looks, under which condition, with which shares."""

    condition: Condition
    shares: Reals
    """Of windows of 1, 2, … W days, shape (W,), ascending."""
    total: float
    """All cases of all days."""

    @property
    def windows(self) -> int:
        """The longest window, in days."""
        return len(self.shares)

    def score(self, cases: npt.ArrayLike, *, weight: npt.ArrayLike, expected: npt.ArrayLike) -> Reals:
        """Log-likelihood ratio under this condition; arrays broadcast."""
        total = {Condition.NODE: weight, Condition.EXPECTED: scores.UNBOUNDED}.get(self.condition, self.total)
        return scores.poisson(cases, expected=expected, total=total)

    @property
    def most_of_one_case(self) -> float:
        """No cut scores more than this times its cases: ln(1/share), as a node has no fewer cases than its window.

        Without bounds under EXPECTED, where a node may have cases and next to no weight.
        """
        if self.condition is Condition.EXPECTED:
            return float("inf")
        used = self.shares[self.shares > 0]
        return float(-np.log(used[0])) if len(used) else 0.0


def ask(counts: Counts, *, windows: int, condition: Condition = Condition.NODE_AND_TIME) -> Question:
    """The question for windows of 1 … `windows` days; the shares come from the span, or from the cases of each day."""
    match condition:
        case Condition.NODE:
            shares = np.full(counts.span, 1 / counts.span)
        case Condition.NODE_BY_WEEKDAY:
            shares = _average_week(counts) / max(counts.total, 1)
        case Condition.NODE_AND_TIME:
            shares = counts.daily() / max(counts.total, 1)
        case _:
            shares = np.ones(counts.span)
    return Question(condition=condition, shares=np.cumsum(shares[::-1][:windows]), total=float(counts.total))


def _average_week(counts: Counts) -> Reals:
    weekdays = np.arange(counts.span) % 7
    cases, days = np.bincount(weekdays, counts.daily(), minlength=7), np.bincount(weekdays, minlength=7)
    averages: Reals = (cases / np.maximum(days, 1))[weekdays]
    return averages


def totals(counts: Counts, *, over: Forest) -> Reals:
    """Cases of all days of every node, shape (places, topics)."""
    own = np.zeros((len(over.places), len(over.topics)))
    np.add.at(own, (counts.places, counts.topics), counts.cases)
    return within(own, over=over)


def within(own: Reals, *, over: Forest) -> Reals:
    """What every node and all within it hold together, of what each holds itself; shape (places, topics)."""
    return np.ascontiguousarray(over.topics.sums_of_reals(over.places.sums_of_reals(own).T).T)


def scan(
    counts: Counts, *, over: Forest, question: Question, weights: Reals | None = None, floor: float = 0
) -> list[Cut]:
    """Every cut whose ratio exceeds `floor`, the highest first; of each place and topic its best window.

    `weights`, shape (places, topics), are the cases a day that every node is known to have; only EXPECTED needs them.
    """
    weight = totals(counts, over=over) if weights is None else weights
    found = [
        cut
        for topic, recent in _by_topic(counts, over=over, windows=question.windows)
        for cut in _cuts(recent, topic=topic, weight=weight[:, topic], question=question, floor=floor)
    ]
    # Of nodes that hold the same cases the most specific stands first.
    return sorted(found, key=lambda cut: (-cut.score, -cut.place, -cut.topic))


def _by_topic(counts: Counts, *, over: Forest, windows: int) -> Iterator[tuple[int, Integers]]:
    """Of each topic the cases of every place in the last 1, 2, … days, shape (places, windows)."""
    is_recent = counts.days >= counts.span - windows
    places, topics, cases = counts.places[is_recent], counts.topics[is_recent], counts.cases[is_recent]
    back = counts.span - 1 - counts.days[is_recent]
    for topic in range(len(over.topics)):
        is_in = (topics >= topic) & (topics < over.topics.ends[topic])
        cells = places[is_in] * windows + back[is_in]
        own = np.bincount(cells, weights=cases[is_in], minlength=len(over.places) * windows)
        yield topic, np.cumsum(over.places.sums(own.reshape(-1, windows).astype(np.int64)), axis=1)


def _cuts(recent: Integers, *, topic: int, weight: Reals, question: Question, floor: float) -> Iterator[Cut]:
    filled = np.flatnonzero(recent[:, -1])
    possible = filled[recent[filled, -1] * question.most_of_one_case > floor]
    expected = weight[possible, None] * question.shares
    ratios = question.score(recent[possible], weight=weight[possible, None], expected=expected)
    best = ratios.argmax(axis=1)
    for row in np.flatnonzero(ratios[np.arange(len(best)), best] > floor):
        place, window = int(possible[row]), int(best[row])
        yield Cut(
            place=place,
            topic=topic,
            window=window + 1,
            cases=int(recent[place, window]),
            expected=float(expected[row, window]),
            score=float(ratios[row, window]),
            recent=tuple(recent[place].tolist()),
            weight=float(weight[place]),
        )
