"""By how much rates vary by themselves, out of a tier's own past: the danger of taking days for throws of a die."""

from math import sqrt
from typing import Final

import numpy as np

from folkmoot.earlywarning.rules.counts import Counts
from folkmoot.earlywarning.rules.replicates import Variation
from folkmoot.earlywarning.rules.scan import Forest

#: days of a period: as long as the longest window, so that it is the variation of windows that is estimated
PERIOD: Final = 28
#: with fewer periods than this there is no past to estimate anything from
FEW_PERIODS: Final = 4
#: so many standard errors above what dice would do the variation must lie
CLEAR: Final = 2.0


def spread_of(counts: Counts, *, over: Forest, depth: int, windows: int) -> float:
    """Standard deviation of the factor (mean 1) by which the places of a depth vary from period to period, or 0.

    By moments, as in a negative binomial regression: s² = (Σ(n − μ)² − Σμ) / Σμ², where μ has the margins of places and
    periods, so that what rises everywhere is no variation. The last `windows` days are left out: a burst must not hide
    itself. 0 where the past is too short, or where it varies no more than dice do.
    """
    periods = (counts.span - windows) // PERIOD
    if periods < FEW_PERIODS:
        return 0.0
    above = over.places.ancestors[:, : min(depth, over.places.levels - 1) + 1].max(axis=1)
    groups, group_of = np.unique(above[counts.places], return_inverse=True)
    period = (counts.span - 1 - windows - counts.days) // PERIOD
    is_in = (counts.days < counts.span - windows) & (period < periods)
    cells = np.zeros((len(groups), periods))
    np.add.at(cells, (group_of[is_in], period[is_in]), counts.cases[is_in])
    cells = cells[cells.sum(axis=1) > 0]
    if len(cells) < 2:
        return 0.0
    expected = cells.sum(axis=1, keepdims=True) * cells.sum(axis=0, keepdims=True) / cells.sum()
    # Fitting the margins takes away a part of what dice do.
    by_dice = expected.sum() * (1 - 1 / len(cells)) * (1 - 1 / periods)
    squares = float((expected**2).sum())
    excess = float(((cells - expected) ** 2).sum() - by_dice) / squares
    error = sqrt(float((2 * expected**2 + expected).sum())) / squares
    return sqrt(excess) if excess > CLEAR * error else 0.0


def variation_of(spread: float, *, depth: int) -> Variation | None:
    """As replicates take it; None where the rates do not vary by themselves."""
    return Variation(depth=depth, spread=spread) if spread > 0 else None
