"""How the counts of one evening are judged in a back-test: the scan, tempered by what varies anyway."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from folkmoot.earlywarning.rules.clusters import Findings
from folkmoot.earlywarning.rules.counts import Counts
from folkmoot.earlywarning.rules.scan import Condition, Cut, Forest, Question, Reals, ask, scan

#: chosen on Zürich's reports of 2016 to 2020, see docs/decisions/0081
SPAN: Final = 365
WINDOWS: Final = (3, 7)
SPREAD: Final = 0.7
LEAST: Final = 7
PER_YEAR: Final = 3.5


@dataclass(frozen=True)
class Tempered(Question):
    """A question whose ratios are divided by 1 + spread² × expected: the variance of a gamma-Poisson over its mean.

    Where many cases are usual their number varies by more than a Poisson's; where few are, hardly. Quasi-likelihood:
    Wedderburn 1974; for scans Zhang, Zhang and Lin 2012 (Spatial scan statistics for models with overdispersion).
    """

    spread: float = 0.0
    """Standard deviation of the rates, as a part of what is expected."""

    def score(self, cases: npt.ArrayLike, *, weight: npt.ArrayLike, expected: npt.ArrayLike) -> Reals:
        """The tempered ratio; arrays broadcast."""
        ratio = super().score(cases, weight=weight, expected=expected)
        tempered: Reals = ratio / (1 + self.spread**2 * np.asarray(expected, dtype=np.float64))
        return tempered


@dataclass(frozen=True)
class Method:
    """What is looked for, how far back, and how many alarms a year the past may have had above the threshold."""

    condition: Condition = Condition.NODE_AND_TIME
    span: int = SPAN
    """Days that say what is usual, up to and with today."""
    past: int | None = None
    """Days that there must be, today among them, where the whole span is not known yet; None asks for all of it."""
    shortest: int = WINDOWS[0]
    """The shortest window, in days."""
    longest: int = WINDOWS[1]
    spread: float = SPREAD
    least: int = LEAST
    """Fewer cases than these are no burst."""
    per_year: float = PER_YEAR

    def highest(self, counts: Counts, *, over: Forest, floor: float) -> float:
        """The highest ratio of an evening among cuts with enough cases, or the floor where none exceeds it."""
        return max((cut.score for cut in self._cuts(counts, over, floor) if cut.cases >= self.least), default=floor)

    def clusters(self, counts: Counts, *, over: Forest, critical: float) -> list[Cut]:
        """The cuts with enough cases whose ratio exceeds the critical one, overlapping ones once, the highest first."""
        findings = Findings(self._cuts(counts, over, critical), counts, over, self._question(counts), critical)
        # Only now: what a few cases in one district explain is no burst of the city either.
        return [cut for cut, _ in findings.apart() if cut.cases >= self.least]

    def _question(self, counts: Counts) -> Question:
        question = ask(counts, windows=self.longest, condition=self.condition)
        # With the share of the shortest window the shorter ones never score more than it does.
        shares = np.maximum(question.shares, question.shares[self.shortest - 1])
        return Tempered(question.condition, shares, question.total, spread=self.spread)

    def _cuts(self, counts: Counts, over: Forest, floor: float) -> list[Cut]:
        # As in the nightly run: more of everything at once says nothing about what fails.
        found = scan(counts, over=over, question=self._question(counts), floor=floor)
        return [cut for cut in found if cut.topic > 0 or len(over.topics) == 1]
