"""Rates that vary by themselves: by how much, out of a tier's own past, and the factors that a replicate draws.

Taking days for throws of a die is the greatest danger: then what comes and goes anyway is taken for a burst.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod, sqrt
from typing import Final

import numpy as np
import numpy.typing as npt

from folkmoot.earlywarning.rules.counts import Counts, Integers
from folkmoot.earlywarning.rules.scan import Forest

Cells = npt.NDArray[np.int32]
Reals = npt.NDArray[np.float64]
#: days of a period: as long as the longest window, so that it is the variation of windows that is estimated
PERIOD: Final = 28
#: with fewer periods than this there is no past to estimate anything from
FEW_PERIODS: Final = 4
#: so many standard errors above what dice would do the variation must lie
CLEAR: Final = 2.0
#: A stream of NumPy's generators, apart from those of the kernels.
_STREAM: Final = 2


@dataclass(frozen=True)
class Variation:
    """Rates that vary by themselves from one period to the next, by a gamma factor of mean 1 for each place of a level
    and each topic of a level."""

    depth: int
    """Level of the places whose rates vary, counted from the root."""
    spread: float
    """Standard deviation of the factor (its mean is 1)."""
    about: int = 0
    """Level of the topics: 0 is everything, so that all topics of a place vary together."""

    def factors(self, groups: int, *, periods: int, rng: np.random.Generator) -> Reals:
        """For each group the mean of its factors over so many periods, shape (groups,)."""
        shape = periods / self.spread**2
        return rng.gamma(shape, 1 / shape, size=groups)

    def groups(self, places: Cells, topics: Cells, *, over: Forest, level: int) -> Integers:
        """The group of each cell of a part whose first place is of a level: numbers from 0 on, shape (cells,).

        Where a group reaches over several parts its number is that of its topic, the same in all of them.
        """
        about = _above(over.topics.ancestors, self.about)[topics]
        if self.depth < level:
            return about
        keys = _above(over.places.ancestors, self.depth - level)[places] * len(over.topics) + about
        groups: Integers = np.unique(keys, return_inverse=True)[1]
        return groups


@dataclass(frozen=True)
class Grouping:
    """The cells of a part by what varies together: in all variations at once, whose factors multiply."""

    variations: tuple[Variation, ...]
    of_cell: Cells
    """The group of each cell."""
    of_group: Integers
    """Of each group its number in each variation, shape (groups, variations)."""
    streams: tuple[int, ...]
    """Of each variation the number that its draws hang on: 0 where they are those of all parts."""

    @classmethod
    def of(
        cls, variations: Sequence[Variation], *, places: Cells, topics: Cells, over: Forest, level: int, number: int
    ) -> "Grouping":
        """Of a part's cells; `number` is the part's, `level` that of its first place."""
        own = [each.groups(places, topics, over=over, level=level) for each in variations]
        table = np.column_stack(own) if own else np.zeros((len(places), 0), dtype=np.int64)
        of_group, of_cell = np.unique(table, axis=0, return_inverse=True)
        streams = tuple(number if each.depth >= level else 0 for each in variations)
        return cls(tuple(variations), of_cell.reshape(-1).astype(np.int32), of_group, streams)

    def factors(self, seed: int, replicate: int, *, periods: int = 1) -> Reals:
        """The factor of each group in a replicate, as the mean over so many periods, shape (groups,)."""
        found = np.ones(max(1, len(self.of_group)))
        for number, (variation, stream) in enumerate(zip(self.variations, self.streams, strict=True)):
            which = self.of_group[:, number]
            rng = np.random.default_rng((seed, replicate, _STREAM, periods, stream, *[number] * bool(number)))
            found *= variation.factors(int(which.max(initial=0)) + 1, periods=periods, rng=rng)[which]
        return found


def variations_of(counts: Counts, *, over: Forest, depth: int, windows: int) -> tuple[Variation, ...]:
    """By how much the rates of a tier vary, where its past shows that they do: those of the places of a depth, and
    those of each group of topics in the places above them."""
    townships = spread_of(counts, over=over, depth=depth, windows=windows)
    topics = spread_of(counts, over=over, depth=depth - 1, windows=windows, about=1)
    found = (Variation(depth, townships), Variation(depth - 1, topics, about=1))
    return tuple(each for each in found if each.spread > 0)


def spread_together(variations: Sequence[Variation]) -> float:
    """Standard deviation of the product of their factors; 0 where nothing varies."""
    return sqrt(prod(1 + each.spread**2 for each in variations) - 1)


def spread_of(counts: Counts, *, over: Forest, depth: int, windows: int, about: int = 0) -> float:
    """Standard deviation of the factor (mean 1) by which the places of a depth vary from period to period, or 0; with
    `about` the topics of that level, each in each of those places.

    By moments, as in a negative binomial regression: s² = (Σ(n − μ)² − Σμ) / Σμ², where μ has the margins of groups and
    periods, so that what rises everywhere is no variation. The last `windows` days are left out: a burst must not hide
    itself. 0 where the past is too short, or where it varies no more than dice do.
    """
    periods = (counts.span - windows) // PERIOD
    if periods < FEW_PERIODS:
        return 0.0
    place, topic = _above(over.places.ancestors, depth), _above(over.topics.ancestors, about)
    keys = place[counts.places] * len(over.topics) + topic[counts.topics]
    groups, group_of = np.unique(keys, return_inverse=True)
    period = (counts.span - 1 - windows - counts.days) // PERIOD
    is_in = (counts.days < counts.span - windows) & (period < periods)
    cells = np.zeros((len(groups), periods))
    np.add.at(cells, (group_of[is_in], period[is_in]), counts.cases[is_in])
    return _spread(cells[cells.sum(axis=1) > 0])


def _spread(cells: Reals) -> float:
    groups, periods = cells.shape
    if groups < 2:
        return 0.0
    expected = cells.sum(axis=1, keepdims=True) * cells.sum(axis=0, keepdims=True) / cells.sum()
    # Fitting the margins takes away a part of what dice do.
    by_dice = expected.sum() * (1 - 1 / groups) * (1 - 1 / periods)
    squares = float((expected**2).sum())
    excess = float(((cells - expected) ** 2).sum() - by_dice) / squares
    error = sqrt(float((2 * expected**2 + expected).sum())) / squares
    return sqrt(excess) if excess > CLEAR * error else 0.0


def _above(ancestors: Integers, depth: int) -> Integers:
    """Of each node the one above it of a depth, or itself where it is no deeper."""
    above: Integers = ancestors[:, : min(depth, ancestors.shape[1] - 1) + 1].max(axis=1).astype(np.int64)
    return above
