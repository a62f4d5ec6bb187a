"""Monte Carlo for the prospective scan: the highest ratio of replicates in which nothing is emerging.

A replicate deals out the days of the cases anew under the question's condition, and keeps what that holds fixed. Only
cases within the longest window are drawn, for no window asks about the others. What is drawn hangs on the seed, the
number of the replicate and the part of the tree alone: any number of threads or machines finds the same.
"""

from dataclasses import dataclass
from functools import cached_property
from math import inf, sqrt
from typing import TYPE_CHECKING, Final, Self

import numpy as np
import numpy.typing as npt

from folkmoot.earlywarning.rules.counts import Counts, Integers
from folkmoot.earlywarning.rules.scan import Condition, Forest, Question, Reals, totals, within

if TYPE_CHECKING:
    from folkmoot.earlywarning.rules.walking import Ground, Measure

Cells = npt.NDArray[np.int32]
# Bounds of ratios are summed as whole numbers of this part of one.
UNIT: Final = 64.0
# Streams of NumPy's generators, apart from those of the kernels.
ALLOTMENT, VARIATION = 1, 2


@dataclass(frozen=True)
class Variation:
    """Rates that vary by themselves from one period to the next: a gamma factor of mean 1 for each place of a level."""

    depth: int
    """Level of the places whose rates vary, counted from the root."""
    spread: float
    """Standard deviation of the factor (its mean is 1)."""

    def factors(self, groups: int, *, periods: int, rng: np.random.Generator) -> Reals:
        """For each group the mean of its factors over so many periods, shape (groups,)."""
        shape = periods / self.spread**2
        return rng.gamma(shape, 1 / shape, size=groups)


@dataclass(frozen=True)
class Line:
    """The cells that hold cases, in preorder of their places, and the cases one after another."""

    places: Cells
    topics: Cells
    cell_of: Cells
    """The cell of every case."""
    rates: Reals
    """Cases a day that each cell is known to have; asked for under EXPECTED alone."""

    @classmethod
    def of(cls, counts: Counts, *, topics: int) -> Self:
        """The cases of all days."""
        keys, cell = np.unique(counts.places * topics + counts.topics, return_inverse=True)
        cell_of = np.sort(np.repeat(cell, counts.cases)).astype(np.int32)
        return cls(*_apart(keys, topics), cell_of=cell_of, rates=np.zeros(len(keys)))

    @classmethod
    def of_rates(cls, own: Reals) -> Self:
        """Cells that are known to have so many cases a day themselves, shape (places, topics)."""
        keys = np.flatnonzero(own)
        return cls(*_apart(keys, own.shape[1]), cell_of=np.empty(0, dtype=np.int32), rates=own.ravel()[keys])


def _apart(keys: Integers, topics: int) -> tuple[Cells, Cells]:
    return (keys // topics).astype(np.int32), (keys % topics).astype(np.int32)


@dataclass(frozen=True)
class Part:
    """A run of cells, and of their cases, that is drawn from a stream of its own."""

    first: int
    last: int
    first_case: int
    last_case: int

    @property
    def cases(self) -> slice:
        """The cases on the line."""
        return slice(self.first_case, self.last_case)


class Sheet:
    """What one thread writes on: the cases drawn, and the counts of the places on the way."""

    def __init__(self, *, room: int, levels: int, topics: int, windows: int) -> None:
        from folkmoot.earlywarning.rules.walking import Slate

        self.drawn, self.back = np.empty(room, dtype=np.int32), np.empty(room, dtype=np.int16)
        self.state = np.zeros(1, dtype=np.uint64)
        self.taken = np.zeros(room // 64 + 1, dtype=np.uint64)
        self.slate = Slate(
            rows=np.zeros((levels, topics, windows + 1), dtype=np.int32),
            touched=np.zeros((levels, topics), dtype=np.int32),
            touches=np.zeros(levels, dtype=np.int32),
            way=np.zeros(levels, dtype=np.int32),
        )


@dataclass(frozen=True)
class Experiment:
    """All that the replicates of one scan have in common; `maxima` are the same wherever they are drawn."""

    over: Forest
    question: Question
    line: Line
    weights: Reals
    daily: Integers
    """Cases 0, 1, … days back, as far as the longest window reaches."""
    seed: int
    variation: Variation | None = None

    @classmethod
    def of(
        cls, counts: Counts, *, over: Forest, question: Question, seed: int, variation: Variation | None = None
    ) -> Self:
        """Of the counts that were scanned, under a condition that takes its weights from them."""
        return cls(
            over=over,
            question=question,
            line=Line.of(counts, topics=len(over.topics)),
            weights=totals(counts, over=over),
            daily=counts.daily()[::-1][: question.windows],
            seed=seed,
            variation=variation,
        )

    @classmethod
    def of_rates(
        cls, own: Reals, *, over: Forest, question: Question, seed: int, variation: Variation | None = None
    ) -> Self:
        """Under EXPECTED, of the cases a day that every place and topic is known to have itself."""
        return cls(
            over=over,
            question=question,
            line=Line.of_rates(own),
            weights=within(own, over=over),
            daily=np.zeros(question.windows, dtype=np.int64),
            seed=seed,
            variation=variation,
        )

    def maxima(self, first: int, last: int) -> Reals:
        """The highest ratios of the replicates numbered first … last − 1."""
        sheet = self.sheet()
        return np.array([self.judge(sheet, self._draw(sheet, replicate)) for replicate in range(first, last)])

    def sheet(self) -> Sheet:
        """Room for one thread."""
        coming = self.line.rates.sum() * self.question.shares[-1]
        spread = 1 + (self.variation.spread if self.variation else 0)
        room = max(len(self.line.cell_of), int((coming + 12 * sqrt(coming)) * spread**2)) + 100
        over = self.over
        return Sheet(room=room, levels=over.places.levels, topics=len(over.topics), windows=self.question.windows)

    def judge(self, sheet: Sheet, count: int) -> float:
        """The highest ratio of the first `count` cases on a sheet, which are in preorder of their places."""
        from folkmoot.earlywarning.rules.walking import walk

        measure = self._measure(self._shares(sheet, count))
        return walk(sheet.drawn[:count], sheet.back[:count], self._ground, measure, sheet.slate)

    def _measure(self, shares: Reals) -> "Measure":
        from folkmoot.earlywarning.rules.walking import Measure

        if self.question.condition is Condition.EXPECTED:
            # A node may have cases and next to no weight: nothing bounds its ratio.
            unbound, one = np.full(len(shares), inf), np.ones(len(shares), dtype=np.int32)
            return Measure(shares, total=inf, most=unbound, worth=one, unit=0.0)
        total = 0.0 if self.question.condition is Condition.NODE else self.question.total
        # As no node has fewer cases than its window, no ratio exceeds c·ln(1/share).
        most = -np.log(np.maximum(shares, np.finfo(float).tiny))
        worth = np.maximum(np.ceil(most * UNIT), 1).astype(np.int32)
        return Measure(shares, total=total, most=most, worth=worth, unit=UNIT)

    def _draw(self, sheet: Sheet, replicate: int) -> int:
        """Fills the sheet's cases part by part, and returns how many they are."""
        from folkmoot.earlywarning.rules import drawing, generator

        state, drawn, back, filled = sheet.state, sheet.drawn, sheet.back, 0
        shares, cell_of, condition = self.question.shares, self.line.cell_of, self.question.condition
        rates, chances, allotted = self._rates(replicate), self._chances(replicate), self._allotted(replicate)
        for number, part in enumerate(self.parts):
            generator.begin(state, self.seed, replicate, number)
            cases = cell_of[part.cases]
            if condition is Condition.EXPECTED:
                filled = drawing.arrive(state, rates, part.first, part.last, shares, drawn, back, filled)
            elif self.variation is not None:
                filled = drawing.thin_by_group(state, cases, self._groups, chances, shares, drawn, back, filled)
            elif condition is Condition.NODE_AND_TIME:
                filled = drawing.deal(state, cases, allotted[number], sheet.taken, drawn, back, filled)
            else:
                filled = drawing.thin(state, cases, shares, drawn, back, filled)
        return filled

    def _rates(self, replicate: int) -> Reals:
        """Cases a day of each cell in a replicate."""
        if self.variation is None or self.question.condition is not Condition.EXPECTED:
            return self.line.rates
        return self.line.rates * self._factors(replicate, periods=1)[self._groups]

    def _chances(self, replicate: int) -> Reals:
        """Chance of a case of each group to fall into the longest window, which is one period, and the rest many."""
        if self.variation is None or self.question.condition is Condition.EXPECTED:
            return np.empty(0)
        inside = float(self.question.shares[-1])
        now = inside * self._factors(replicate, periods=1)
        past = (1 - inside) * self._factors(replicate, periods=max(1, round((1 - inside) / inside)))
        chances: Reals = now / (now + past)
        return chances

    def _factors(self, replicate: int, *, periods: int) -> Reals:
        rng = np.random.default_rng((self.seed, replicate, VARIATION, periods))
        if self.variation is None:
            return np.ones(self._group_count)
        return self.variation.factors(self._group_count, periods=periods, rng=rng)

    def _allotted(self, replicate: int) -> Integers:
        """Of each day's cases those that fall to each part, shape (parts, days): drawn without replacement."""
        if self.question.condition is not Condition.NODE_AND_TIME or self.variation is not None:
            return np.empty((len(self.parts), 0), dtype=np.int64)
        left = np.array([part.cases.stop - part.cases.start for part in self.parts], dtype=np.int64)
        allotted = np.zeros((len(left), len(self.daily)), dtype=np.int64)
        rng = np.random.default_rng((self.seed, replicate, ALLOTMENT))
        for day, cases in enumerate(self.daily):
            allotted[:, day] = rng.multivariate_hypergeometric(left, cases, method="marginals")
            left -= allotted[:, day]
        return allotted

    def _shares(self, sheet: Sheet, count: int) -> Reals:
        # Where rates vary a replicate has its own number of cases on each day, and is judged by it as the data are.
        if self.variation is None or self.question.condition is not Condition.NODE_AND_TIME:
            return self.question.shares
        daily = np.bincount(sheet.back[:count], minlength=self.question.windows)
        shares: Reals = np.cumsum(daily) / self.question.total
        return shares

    @cached_property
    def parts(self) -> list[Part]:
        """The cells and cases of each place of the second level; those of the root itself come first."""
        above = self.over.places.ancestors[self.line.places, min(1, self.over.places.levels - 1)]
        cells = [0, *(np.flatnonzero(np.diff(above)) + 1).tolist(), len(above)]
        cases = np.searchsorted(self.line.cell_of, cells).tolist()
        return [Part(*bounds) for bounds in zip(cells, cells[1:], cases, cases[1:], strict=False)]

    @cached_property
    def _groups(self) -> Cells:
        """The group of each cell whose rates vary together: its place of the level, or a higher one."""
        depth = min(self.variation.depth if self.variation else 0, self.over.places.levels - 1)
        above = self.over.places.ancestors[self.line.places, : depth + 1].max(axis=1)
        return np.unique(above, return_inverse=True)[1].astype(np.int32)

    @property
    def _group_count(self) -> int:
        return int(self._groups.max(initial=-1)) + 1

    @cached_property
    def _ground(self) -> "Ground":
        from folkmoot.earlywarning.rules.walking import Ground

        places, topics = self.over.places, self.over.topics
        return Ground(
            self.line.places,
            self.line.topics,
            depths=places.depths.astype(np.int32),
            ends=places.ends.astype(np.int32),
            above=places.ancestors.astype(np.int32),
            topics_above=topics.ancestors.astype(np.int32),
            weights=self.weights,
        )
