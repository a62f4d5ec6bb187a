"""What past nights say of a score: how often noise did as much, and from which score on a signal is raised.

A score is any number that is higher the rarer it is: a log-likelihood ratio, or −ln p. There is one a night, the
highest of the tier. Windows overlap from night to night, so a burst is seen on many nights: nights that reach a score
count as one episode, as long as no more than QUIET_NIGHTS pass between them. Past nights may hold true bursts; counting
those as noise errs on the side of silence.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import log
from typing import Final, Self

import numpy as np
import numpy.typing as npt

from folkmoot.earlywarning.rules.tiers import DAYS_A_YEAR

Reals = npt.NDArray[np.float64]
#: nights between two that reach a score, after which they are two episodes
QUIET_NIGHTS: Final = 7
#: with fewer nights than this nothing is said about the past
FEW_NIGHTS: Final = 28


@dataclass(frozen=True)
class Noise:
    """How rarely the nights of the past did as much: once in `days`, or not once in `days` nights."""

    days: float
    is_at_least: bool
    """Whether it never happened: `days` is then all that was looked at."""


@dataclass(frozen=True)
class Past:
    """The highest scores of past nights, one series for each tier of a kind; each series in the order of its nights."""

    series: tuple[Reals, ...]
    quiet_nights: int = QUIET_NIGHTS

    @classmethod
    def of(cls, *series: npt.ArrayLike, quiet_nights: int = QUIET_NIGHTS) -> Self:
        """One array of scores for each tier, oldest night first; a tier without a scan has none."""
        return cls(tuple(np.asarray(each, dtype=np.float64) for each in series), quiet_nights)

    @property
    def nights(self) -> int:
        """Nights of all tiers together."""
        return sum(len(each) for each in self.series)

    @property
    def is_short(self) -> bool:
        """Whether there is too little past to say anything from it."""
        return self.nights < FEW_NIGHTS

    def episodes(self, score: float) -> int:
        """How often the score was reached, nights of one burst counted once."""
        return sum(_episodes(each >= score, quiet_nights=self.quiet_nights) for each in self.series)

    def noise_of(self, score: float) -> Noise | None:
        """How rarely the past did as much as a score; None where the past is too short."""
        if self.is_short:
            return None
        times = self.episodes(score)
        return Noise(days=self.nights / max(times, 1), is_at_least=times == 0)

    def a_year(self, score: float) -> float:
        """Signals a year in one tier, had each episode that reached the score been one."""
        return self.episodes(score) * DAYS_A_YEAR / self.nights if self.nights else 0.0

    def threshold(self, per_year: float) -> float | None:
        """The lowest score of the past that no more than so many episodes a year and tier reach.

        None where the past is too short to tell: it must be long enough for one allowed episode.
        """
        allowed = int(per_year * self.nights / DAYS_A_YEAR)
        if self.is_short or allowed < 1:
            return None
        lowest = float(np.nextafter(max(each.max(initial=0) for each in self.series), np.inf))
        # From the highest down: below a score that too many episodes reach they may grow together, and seem fewer.
        for score in np.unique(np.concatenate(self.series))[::-1]:
            if self.episodes(float(score)) > allowed:
                break
            lowest = float(score)
        return lowest

    def inflation(self) -> float:
        """Of scores that are −ln p: how many times larger their median is than under a right null, at least 1.

        A right null has a median of ln 2 (Devlin and Roeder 1999 do the same of a χ²). The median hangs little on
        true bursts, and neighbouring nights may be alike without biasing it.
        """
        if self.is_short:
            return 1.0
        return max(1.0, float(np.median(np.concatenate(self.series))) / log(2))


@dataclass(frozen=True)
class Threshold:
    """From which score −ln p on a tier raises a signal, and on what that rests."""

    score: float
    """−ln p."""
    nominal: float
    """The same if the replicates' null were exactly right."""
    per_year: float
    """What the tier is allowed."""
    observed_per_year: float | None
    """Episodes a year that reach `score` in the past nights; None where the past is too short."""
    nights: int


def calibrate(past: Past, *, p: float, per_year: float) -> Threshold:
    """The threshold of a tier out of past scores −ln p. It is never below that of the replicates.

    With enough past it lets pass as many episodes as the tier is allowed. With less, the replicates' threshold is
    stretched by the inflation of the past's median. With fewer than FEW_NIGHTS nights it is the replicates' alone.
    """
    nominal = -log(p)
    seen = past.threshold(per_year)
    score = max(nominal, seen if seen is not None else nominal * past.inflation())
    observed = None if past.is_short else past.a_year(score)
    return Threshold(score=score, nominal=nominal, per_year=per_year, observed_per_year=observed, nights=past.nights)


def pooled(pasts: Iterable[Past]) -> Past:
    """The past of several tiers of one level, each tier's nights a series of their own."""
    found = tuple(pasts)
    return Past(tuple(each for past in found for each in past.series), max((p.quiet_nights for p in found), default=0))


def _episodes(reached: npt.NDArray[np.bool_], *, quiet_nights: int) -> int:
    nights = np.flatnonzero(reached)
    return int(len(nights) > 0) + int((np.diff(nights) > quiet_nights + 1).sum())
