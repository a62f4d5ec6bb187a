"""Parts of the tree: each is drawn from a stream of its own, on any machine, and holds all that this takes.

A part is a place of the second level with all within it, or what the root has itself. Whoever puts parts together adds
up what each leaves of the root's counts, and judges the root.
"""

from dataclasses import dataclass
from functools import cached_property
from math import inf, sqrt
from typing import TYPE_CHECKING, Final, Self

import numpy as np
import numpy.typing as npt

from folkmoot.earlywarning.rules.counts import Counts, Integers
from folkmoot.earlywarning.rules.scan import Condition, Forest, Question, Reals
from folkmoot.earlywarning.rules.tree import Tree
from folkmoot.earlywarning.rules.varying import Grouping, Variation

if TYPE_CHECKING:
    from folkmoot.earlywarning.rules.drawing import Means, Paper
    from folkmoot.earlywarning.rules.looking import Stream
    from folkmoot.earlywarning.rules.walking import Ground, Measure, Slate

Cells = npt.NDArray[np.int32]
# Bounds of ratios are summed as whole numbers of this part of one.
UNIT: Final = 64.0
# A stream of NumPy's generators, apart from those of the kernels.
ALLOTMENT = 1


@dataclass(frozen=True)
class Terms:
    """What all parts of an experiment have in common."""

    topics: Tree
    question: Question
    seed: int
    variations: tuple[Variation, ...] = ()


@dataclass(frozen=True)
class Line:
    """The cells that hold cases, in preorder of their places, and the cases one after another."""

    places: Cells
    topics: Cells
    cell_of: Cells
    """The cell of every case."""
    rates: Reals
    """Cases a day that each cell is known to have; none but under EXPECTED."""

    @classmethod
    def of(cls, counts: Counts, *, topics: int) -> Self:
        """The cases of all days."""
        keys, cell = np.unique(counts.places.astype(np.int64) * topics + counts.topics, return_inverse=True)
        cell_of = np.sort(np.repeat(cell.astype(np.int32), counts.cases))
        return cls(*_apart(keys, topics), cell_of=cell_of, rates=np.empty(0))

    @classmethod
    def of_rates(cls, own: Reals) -> Self:
        """Cells that are known to have so many cases a day themselves, shape (places, topics)."""
        keys = np.flatnonzero(own)
        return cls(*_apart(keys, own.shape[1]), cell_of=np.empty(0, dtype=np.int32), rates=own.ravel()[keys])


def _apart(keys: Integers, topics: int) -> tuple[Cells, Cells]:
    return (keys // topics).astype(np.int32), (keys % topics).astype(np.int32)


@dataclass(frozen=True)
class Part:
    """The cells of a run of places, numbered from the first of them."""

    number: int
    level: int
    """Of the first place: 0 is the root, which is never judged here."""
    first: int
    """Its number among all places."""
    places: Tree
    line: Line
    weights: Reals
    """Shape (places, topics)."""
    terms: Terms

    def look(self, first: int, *, shares: Reals, of_days: Integers, maxima: Reals, roots: Cells) -> None:
        """Raises `maxima` to the highest ratios of replicates `first`, `first` + 1, …; adds to `roots` their counts.

        `shares` are those of the windows in each replicate, `of_days` the part's cases on each day back, both of shape
        (replicates, windows); `roots` is of shape (replicates, topics, windows).
        """
        from folkmoot.earlywarning.rules import looking

        factors = self._factors(first, len(maxima))
        paper, slate, measure = self._paper(factors), self._slate(), measure_of(self.terms.question)
        stream, means = self._stream(first), self._means
        looking.look(stream, means, factors, of_days, shares, self._ground, measure, paper, slate, maxima, roots)

    def looked(self, first: int, *, shares: Reals, of_days: Integers) -> tuple[Reals, Cells]:
        """The same in arrays that begin with nothing."""
        maxima = np.zeros(len(shares))
        roots = np.zeros((len(shares), len(self.terms.topics), self.terms.question.windows), dtype=np.int32)
        self.look(first, shares=shares, of_days=of_days, maxima=maxima, roots=roots)
        return maxima, roots

    def look_at(self, counts: Counts, *, root: Cells) -> float:
        """The highest ratio of the part's own cases below the root; adds to `root` its counts."""
        from folkmoot.earlywarning.rules import looking

        windows, question = counts.recent(self.terms.question.windows), self.terms.question
        keys = self.line.places.astype(np.int64) * len(self.terms.topics) + self.line.topics
        cells = np.searchsorted(keys, windows.places.astype(np.int64) * len(self.terms.topics) + windows.topics)
        drawn = np.repeat(cells, windows.cases).astype(np.int32)
        back = np.repeat(counts.span - 1 - windows.days, windows.cases).astype(np.int16)
        measure, slate = measure_of(question), self._slate()
        return looking.look_at(drawn, back, question.shares, self._ground, measure, slate, 0.0, root)

    def days(self, first: int, *, of_days: Integers) -> Integers:
        """Cases of each day back in replicates `first`, `first` + 1, …; shaped as `of_days` in `look`."""
        from folkmoot.earlywarning.rules import looking

        factors, daily = self._factors(first, len(of_days)), np.zeros(of_days.shape, dtype=np.int64)
        looking.count_days(self._stream(first), self._means, factors, of_days, self._paper(factors), daily)
        return daily

    def _stream(self, first: int) -> "Stream":
        from folkmoot.earlywarning.rules.looking import Stream

        return Stream(self.terms.seed, first, self.number)

    def _factors(self, first: int, count: int) -> Reals:
        """Of each group in each replicate: the factor of its rate, or the chance of its cases to be in a window."""
        if not self.terms.variations:
            return np.ones((count, 1))
        draw = self._chances if self.terms.question.condition is not Condition.EXPECTED else self._once
        return np.array([draw(replicate) for replicate in range(first, first + count)])

    def _once(self, replicate: int, *, periods: int = 1) -> Reals:
        return self.grouping.factors(self.terms.seed, replicate, periods=periods)

    def _chances(self, replicate: int) -> Reals:
        """The longest window is one period, and what lies before it many."""
        inside = float(self.terms.question.shares[-1])
        now = inside * self._once(replicate)
        past = (1 - inside) * self._once(replicate, periods=max(1, round((1 - inside) / inside)))
        chances: Reals = now / (now + past)
        return chances

    @cached_property
    def grouping(self) -> Grouping:
        """The cells whose rates vary together."""
        over, line = Forest(self.places, self.terms.topics), self.line
        return Grouping.of(
            self.terms.variations,
            places=line.places, topics=line.topics, over=over, level=self.level, number=self.number,
        )  # fmt: skip

    @cached_property
    def _means(self) -> "Means":
        from folkmoot.earlywarning.rules import drawing

        kind = drawing.THIN
        if self.terms.question.condition is Condition.EXPECTED:
            kind = drawing.ARRIVE
        elif self.terms.variations:
            kind = drawing.BY_GROUP
        elif self.terms.question.condition is Condition.NODE_AND_TIME:
            kind = drawing.DEAL
        return drawing.Means(
            kind, self.line.cell_of, self.grouping.of_cell, self.line.rates, self.terms.question.shares
        )

    @cached_property
    def _ground(self) -> "Ground":
        from folkmoot.earlywarning.rules.walking import Ground

        ways = np.full((len(self.places), self.level + self.places.levels), -1, dtype=np.int32)
        ways[:, self.level :] = self.places.ancestors
        return Ground(
            self.line.places,
            self.line.topics,
            depths=(self.places.depths + self.level).astype(np.int32),
            ends=self.places.ends.astype(np.int32),
            above=ways,
            topics_above=self.terms.topics.ancestors.astype(np.int32),
            weights=self.weights,
        )

    def _paper(self, factors: Reals) -> "Paper":
        from folkmoot.earlywarning.rules.drawing import Paper

        coming = 0.0
        if len(self.line.rates):
            rates = np.bincount(self.grouping.of_cell, self.line.rates, minlength=factors.shape[1])
            coming = float((factors @ rates).max() * self.terms.question.shares[-1])
        room = max(len(self.line.cell_of), int(coming + 12 * sqrt(coming))) + 100
        return Paper(
            drawn=np.empty(room, dtype=np.int32),
            back=np.empty(room, dtype=np.int16),
            taken=np.zeros(len(self.line.cell_of) // 64 + 1, dtype=np.uint64),
            state=np.zeros(1, dtype=np.uint64),
        )

    def _slate(self) -> "Slate":
        from folkmoot.earlywarning.rules.walking import LANES, Slate

        levels, topics = self.level + self.places.levels, len(self.terms.topics)
        columns = -(-(self.terms.question.windows + 2) // LANES) * LANES
        return Slate(
            rows=np.zeros((levels, topics, columns), dtype=np.int32),
            touched=np.zeros((levels, topics), dtype=np.int32),
            touches=np.zeros(levels, dtype=np.int32),
            way=np.zeros(levels, dtype=np.int32),
        )


def measure_of(question: Question) -> "Measure":
    """How a node is judged under a question; what follows from the shares is filled in for each replicate."""
    from folkmoot.earlywarning.rules.walking import Measure

    total = {Condition.NODE: 0.0, Condition.EXPECTED: inf}.get(question.condition, question.total)
    shares, most, worth = np.zeros(question.windows), np.zeros(question.windows), np.ones(question.windows, np.int32)
    return Measure(shares, total=total, most=most, worth=worth, unit=0.0 if total == inf else UNIT)
