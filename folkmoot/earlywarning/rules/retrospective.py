"""The plain members of the family, for small data: any zones, windows that end on any day, all in arrays.

With one day they are the scans over trees or places alone, with one zone the scan over time alone. Where nothing else
is said, arrays are cases of (places, days); expected numbers are of (zones, days).
"""

from dataclasses import dataclass
from typing import Final, Self

import numpy as np
import numpy.typing as npt

from folkmoot.earlywarning.rules import scores
from folkmoot.earlywarning.rules.counts import Integers
from folkmoot.earlywarning.rules.zones import Reals, Zones

# Replicates whose cells are held at once: more are not faster, and take memory.
CELLS: Final = 2_000_000
DAYS_OF_A_WEEK: Final = 7


@dataclass(frozen=True)
class Windows:
    """Spans of days, first and last included."""

    firsts: Integers
    lasts: Integers

    @classmethod
    def of(cls, span: int, *, shortest: int = 1, longest: int | None = None) -> Self:
        """Every window of `shortest` … `longest` days within a span; the longest is half the span if not said."""
        most = longest or span // 2
        ends = range(shortest - 1, most)
        pairs = [(first, first + end) for first in range(span) for end in ends if first + end < span]
        firsts, lasts = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
        return cls(firsts=firsts, lasts=lasts)

    @classmethod
    def whole(cls, span: int = 1) -> Self:
        """The one window of all days."""
        return cls(firsts=np.array([0]), lasts=np.array([span - 1]))

    @classmethod
    def until_today(cls, span: int, *, longest: int) -> Self:
        """Windows of 1 … `longest` days that end on the last."""
        return cls(firsts=span - np.arange(1, longest + 1), lasts=np.full(longest, span - 1))

    def recent(self, share: float) -> Self:
        """Those that last at least this share of the days from the first of the span to their end."""
        is_recent = self.lasts - self.firsts + 1 >= share * (self.lasts + 1)
        return type(self)(firsts=self.firsts[is_recent], lasts=self.lasts[is_recent])

    def sums(self, daily: Reals) -> Reals:
        """What each window holds; the days are the last axis, and become windows."""
        running = np.zeros((*daily.shape[:-1], daily.shape[-1] + 1))
        np.cumsum(daily, axis=-1, out=running[..., 1:])
        inside: Reals = running[..., self.lasts + 1] - running[..., self.firsts]
        return inside


@dataclass(frozen=True)
class Cluster:
    """A zone with the window in which its ratio is highest."""

    zone: int
    first: int
    last: int
    cases: int
    expected: float
    score: float


@dataclass(frozen=True)
class Scan:
    """Zones and windows, what is expected in each, shape (zones, windows), and the total the ratio is taken against."""

    zones: Zones
    windows: Windows
    expected: Reals
    total: npt.ArrayLike = scores.UNBOUNDED

    def ratios(self, cases: Reals) -> Reals:
        """Of every zone and window, shape (…, zones, windows); `cases` may have replicates as its first axis."""
        return scores.poisson(self.windows.sums(self.zones.sums(cases)), expected=self.expected, total=self.total)

    def clusters(self, cases: Reals) -> list[Cluster]:
        """The best window of every zone that has more cases than expected, the highest ratio first."""
        inside, ratios = self.windows.sums(self.zones.sums(cases)), self.ratios(cases)
        best = ratios.argmax(axis=1)
        return [
            Cluster(
                zone=int(zone),
                first=int(self.windows.firsts[best[zone]]),
                last=int(self.windows.lasts[best[zone]]),
                cases=round(inside[zone, best[zone]]),
                expected=float(self.expected[zone, best[zone]]),
                score=float(ratios[zone, best[zone]]),
            )
            for zone in np.argsort(-ratios.max(axis=1), kind="stable")
            if ratios[zone, best[zone]] > 0
        ]

    def maxima(self, replicates: Reals) -> Reals:
        """The highest ratio of each replicate, shape (replicates,)."""
        size = max(1, CELLS // max(1, self.expected.size))
        blocks = [replicates[at : at + size] for at in range(0, len(replicates), size)]
        return np.concatenate([self.ratios(block).max(axis=(1, 2)) for block in blocks])


def uniform(inside: Reals) -> Reals:
    """Expected where every day is alike: a zone's cases spread evenly over its days."""
    return np.repeat(inside.mean(axis=1, keepdims=True), inside.shape[1], axis=1)


def as_everywhere(inside: Reals, *, daily: Reals) -> Reals:
    """Expected where each zone has its part of every day's cases, `daily` being those of all, shape (days,)."""
    expected: Reals = inside.sum(axis=1, keepdims=True) * daily / daily.sum()
    return expected


def by_weekday(inside: Reals, *, daily: Reals) -> Reals:
    """Expected where each zone has its part of an average Monday, Tuesday, …"""
    return as_everywhere(inside, daily=_average_week(daily))


def as_everywhere_by_weekday(inside: Reals, *, daily: Reals) -> Reals:
    """Expected where a zone's Mondays have their part of all Mondays' cases of that day, and so every weekday."""
    expected = np.zeros(inside.shape)
    for weekday in range(DAYS_OF_A_WEEK):
        days = slice(weekday, None, DAYS_OF_A_WEEK)
        expected[:, days] = as_everywhere(inside[:, days], daily=daily[days]) if daily[days].any() else 0
    return expected


def multinomial(expected: Reals, *, cases: int, replicates: int, seed: int) -> Reals:
    """All cases dealt out anew over the cells (places, days) in proportion to `expected`; replicates come first."""
    chances = expected.ravel() / expected.sum()
    drawn = np.random.default_rng(seed).multinomial(cases, chances, size=replicates)
    return drawn.reshape(replicates, *expected.shape).astype(np.float64)


def dealt(cases: Reals, *, replicates: int, seed: int, alike: int = 1) -> Reals:
    """Each place keeps its cases, and every case gets a day at random; with `alike` 7 one of the same weekday."""
    rng = np.random.default_rng(seed)
    drawn = np.zeros((replicates, *cases.shape))
    for kind in range(alike):
        days = np.arange(kind, cases.shape[1], alike)
        for place, count in enumerate(cases[:, days].sum(axis=1)):
            drawn[:, place, days] = rng.multinomial(int(count), np.full(len(days), 1 / len(days)), size=replicates)
    return drawn


def permuted(cases: Reals, *, replicates: int, seed: int, alike: int = 1) -> Reals:
    """Places and days keep their cases, and which case came on which day is shuffled; `alike` as in `dealt`."""
    rng = np.random.default_rng(seed)
    places, days = (np.repeat(at, cases[cases > 0].astype(np.int64)) for at in np.nonzero(cases))
    drawn = np.zeros((replicates, *cases.shape))
    for replicate in drawn:
        for kind in range(alike):
            same = np.flatnonzero(days % alike == kind)
            np.add.at(replicate, (places[same], rng.permutation(days[same])), 1)
    return drawn


def _average_week(daily: Reals) -> Reals:
    weekdays = np.arange(len(daily)) % DAYS_OF_A_WEEK
    sums, days = np.bincount(weekdays, daily, minlength=7), np.bincount(weekdays, minlength=7)
    averages: Reals = (sums / np.maximum(days, 1))[weekdays]
    return averages
