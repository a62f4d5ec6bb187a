"""Monte Carlo for the prospective scan: the highest ratio of replicates in which nothing is emerging.

A replicate deals out the days of the cases anew under the question's condition, and keeps what that holds fixed. Only
cases within the longest window are drawn, for no window asks about the others. What is drawn hangs on the seed, the
number of the replicate and the part of the tree alone: any number of threads or machines finds the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Self

import numpy as np

from folkmoot.earlywarning.rules.counts import Counts, Integers
from folkmoot.earlywarning.rules.parts import ALLOTMENT, Cells, Line, Part, Terms, measure_of
from folkmoot.earlywarning.rules.scan import Condition, Forest, Question, Reals, totals, within
from folkmoot.earlywarning.rules.tree import Tree
from folkmoot.earlywarning.rules.varying import Variation

# With fewer cases than this all places are one part: to allot days between parts would take longer than to draw them.
FEW_CASES: Final = 100_000


@dataclass(frozen=True)
class Experiment:
    """All that the replicates of one scan have in common; `maxima` are the same wherever they are drawn."""

    terms: Terms
    parts: tuple[Part, ...]
    daily: Integers
    """Cases 0, 1, … days back, as far as the longest window reaches."""

    @classmethod
    def of(
        cls,
        counts: Counts,
        *,
        over: Forest,
        question: Question,
        seed: int,
        variations: tuple[Variation, ...] = (),
        few_cases: int = FEW_CASES,
    ) -> Self:
        """Of the counts that were scanned, under a condition that takes its weights from them.

        With `few_cases` or more the tree is drawn in parts, each from a stream of its own: other replicates.
        """
        terms = Terms(topics=over.topics, question=question, seed=seed, variations=variations)
        topics, parts = len(over.topics), []
        for number, level, first, places in _runs(over.places, is_whole=counts.total < few_cases):
            own = counts.between(first, first + len(places))
            weights = totals(own, over=Forest(places, over.topics))
            if own.total:
                parts.append(Part(number, level, first, places, Line.of(own, topics=topics), weights, terms))
        return cls(terms, tuple(parts), daily=counts.daily()[::-1][: question.windows])

    @classmethod
    def of_rates(
        cls, own: Reals, *, over: Forest, question: Question, seed: int, variations: tuple[Variation, ...] = ()
    ) -> Self:
        """Under EXPECTED, of the cases a day that every place and topic is known to have itself."""
        terms, parts = Terms(topics=over.topics, question=question, seed=seed, variations=variations), []
        for number, level, first, places in _runs(over.places, is_whole=False):
            inside = own[first : first + len(places)]
            weights = within(inside, over=Forest(places, over.topics))
            if inside.any():
                parts.append(Part(number, level, first, places, Line.of_rates(inside), weights, terms))
        return cls(terms, tuple(parts), daily=np.zeros(question.windows, dtype=np.int64))

    @property
    def question(self) -> Question:
        """What was asked."""
        return self.terms.question

    def maxima(self, first: int, last: int) -> Reals:
        """The highest ratios of the replicates numbered first … last − 1."""
        maxima, roots = np.zeros(last - first), self.empty_roots(last - first)
        allotted = self.allotted(first, last)
        shares = self.shares(last - first, daily=self._days(first, allotted) if self.varies_by_day else None)
        for part, of_days in zip(self.parts, allotted, strict=True):
            part.look(first, shares=shares, of_days=of_days, maxima=maxima, roots=roots)
        return self.judge_roots(roots, shares=shares, maxima=maxima)

    def highest(self, counts: Counts) -> float:
        """The highest ratio of the counts themselves, as the first cut of `scan` has it, in the time of a replicate."""
        root, best = self.empty_roots(1), 0.0
        for part in self.parts:
            first = part.first
            best = max(best, part.look_at(counts.between(first, first + len(part.places)), root=root[0]))
        return float(self.judge_roots(root, shares=self.question.shares[None], maxima=np.array([best]))[0])

    def empty_roots(self, count: int) -> Cells:
        """Room for the root's counts in so many replicates, shape (replicates, topics, windows)."""
        return np.zeros((count, len(self.terms.topics), self.question.windows), dtype=np.int32)

    def judge_roots(self, roots: Cells, *, shares: Reals, maxima: Reals) -> Reals:
        """`maxima` of what lies below the root, raised to the root's own, whose counts are those of all parts."""
        from folkmoot.earlywarning.rules import looking

        weights = np.sum([part.weights[0] for part in self.parts], axis=0) if self.parts else np.zeros(len(roots[0]))
        looking.judge_roots(roots, weights, shares, measure_of(self.question), maxima)
        return maxima

    @property
    def varies_by_day(self) -> bool:
        """Whether a replicate has its own number of cases on each day, and is judged by it as the data are."""
        return bool(self.terms.variations) and self.question.condition is Condition.NODE_AND_TIME

    def shares(self, count: int, *, daily: Integers | None = None) -> Reals:
        """Of the windows in so many replicates, shape (replicates, windows); `daily` are their cases of each day."""
        if daily is None:
            return np.tile(self.question.shares, (count, 1))
        shares: Reals = np.cumsum(daily, axis=1) / self.question.total
        return shares

    def allotted(self, first: int, last: int) -> Integers:
        """Of each day's cases those that fall to each part, shape (parts, replicates, days): without replacement."""
        allotted = np.zeros((len(self.parts), last - first, len(self.daily)), dtype=np.int64)
        if self.question.condition is not Condition.NODE_AND_TIME or self.terms.variations:
            return allotted
        if len(self.parts) == 1:
            allotted[0] = self.daily
            return allotted
        for replicate in range(first, last):
            left = np.array([len(part.line.cell_of) for part in self.parts], dtype=np.int64)
            rng = np.random.default_rng((self.terms.seed, replicate, ALLOTMENT))
            for day, cases in enumerate(self.daily):
                taken = rng.multivariate_hypergeometric(left, cases, method="marginals")
                allotted[:, replicate - first, day] = taken
                left -= taken
        return allotted

    def _days(self, first: int, allotted: Integers) -> Integers:
        days: Integers = np.sum(
            [part.days(first, of_days=own) for part, own in zip(self.parts, allotted, strict=True)], axis=0
        )
        return days


def _runs(places: Tree, *, is_whole: bool) -> Iterator[tuple[int, int, int, Tree]]:
    """Number, level, first place and tree of each part: all places; or the root alone, then each place below it."""
    if is_whole:
        yield 0, 0, 0, places
        return
    yield 0, 0, 0, places.alone()
    for number, child in enumerate(np.flatnonzero(places.parents == 0).tolist(), start=1):
        yield number, 1, child, places.under(child)
