"""What a score is worth: p-values out of maxima of replicates, the Gumbel tail, how rarely noise does as much."""

from dataclasses import dataclass
from math import exp, expm1, pi, sqrt
from typing import Final

import numpy as np
import numpy.typing as npt

Reals = npt.NDArray[np.float64]
EULER: Final = float(np.euler_gamma)
# Equal scores are reached by different sums: what differs less is a tie, and counts against the data.
TIE: Final = 1e-9


@dataclass(frozen=True)
class Null:
    """The highest scores of replicates, in the order in which they were drawn."""

    maxima: Reals
    is_cut_short: bool = False
    """Whether drawing ended early because enough replicates had reached the data's highest score."""

    def p_value(self, score: float) -> float:
        """The share of replicates that reach the score, the data counted among them: (1 + R) / (1 + S).

        Where drawing was cut short at the last exceedance: R / S (Besag and Clifford 1991).
        """
        reached = int((self.maxima >= score - TIE).sum())
        if self.is_cut_short:
            return max(reached, 1) / len(self.maxima)
        return (1 + reached) / (1 + len(self.maxima))

    def gumbel_p_value(self, score: float) -> float:
        """The same from a Gumbel distribution fitted by moments, which tells apart what is rarer than 1 / (1 + S).

        β = s·√6/π and m = x̄ − γ·β (Abrams, Kulldorff and Kleinman 2010). At least two replicates.
        """
        scale = float(self.maxima.std(ddof=1)) * sqrt(6) / pi
        mode = float(self.maxima.mean()) - EULER * scale
        return -expm1(-exp(-(score - mode) / scale))

    def critical(self, p: float) -> float:
        """The lowest score whose p-value is at most `p`; without bounds where no score has one."""
        allowed = int(p * (1 + len(self.maxima)) + TIE) - 1
        if allowed < 0:
            return float("inf")
        ordered = np.sort(self.maxima)[::-1]
        return float(ordered[allowed]) + 2 * TIE if allowed < len(ordered) else 0.0


def recurrence_interval(p: float, *, days: float = 1) -> float:
    """Days after which noise alone would do as much once, when a scan is made every `days` (Kleinman et al. 2004)."""
    return days / p


def stop_after(maxima: Reals, *, score: float, exceedances: int) -> Null:
    """The null of the replicates up to the one that is the last of so many to reach the score; all, if fewer do."""
    reached = np.flatnonzero(maxima >= score - TIE)
    if len(reached) < exceedances:
        return Null(maxima)
    return Null(maxima[: reached[exceedances - 1] + 1], is_cut_short=True)
