"""Bursts put into past evenings, each by itself, and how soon they are found."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

import numpy as np

from folkmoot.earlywarning.backtest.trial import Evenings, Progress, Trial
from folkmoot.earlywarning.rules.bursts import Burst, spread_over, usual_a_week
from folkmoot.earlywarning.rules.counts import Integers
from folkmoot.earlywarning.rules.tree import Tree

SIZES: Final = (3, 4, 5, 8)
BURST_DAYS: Final = 3
#: a place and topic with more cases a week than these is too busy for a burst of a few
MOST_USUAL: Final = 2.0
YEAR: Final = 365
SEED: Final = 1


class NowhereQuiet(ValueError):
    """Every place and topic has more cases than MOST_USUAL a week."""


@dataclass(frozen=True)
class Found:
    """A burst, and the day on which an alarm named it, 1 being the day on which it began."""

    burst: Burst
    day: int | None
    """None where it was not found by its last day."""


@dataclass(frozen=True)
class Power:
    """How many bursts of one size were found, and how soon."""

    size: int
    found: Sequence[Found]

    def by(self, day: int) -> float:
        """The share that was found by a day of the burst."""
        return sum(each.day is not None and each.day <= day for each in self.found) / len(self.found)

    @property
    def delay(self) -> float | None:
        """Days from the first to the alarm, on average of those that were found; None where none was."""
        days = [each.day - 1 for each in self.found if each.day is not None]
        return sum(days) / len(days) if days else None

    @property
    def error(self) -> float:
        """Standard error of the share found by the last day."""
        share = self.by(BURST_DAYS)
        return sqrt(share * (1 - share) / len(self.found))


def quiet_cells(trial: Trial, day: int) -> Integers:
    """The leaves of both trees with at most MOST_USUAL cases a week in the year before a day; shape (cells, 2).

    Raises NowhereQuiet where there are none.
    """
    over, span = trial.history.over, min(YEAR, day)
    counts = trial.history.evening(day - 1, span=span)
    usual = usual_a_week(counts, places=len(over.places), topics=len(over.topics))
    places, topics = _leaves(over.places), _leaves(over.topics)
    is_quiet = (usual[np.ix_(places, topics)] <= MOST_USUAL) & trial.settled(day)[topics]
    if not is_quiet.any():
        raise NowhereQuiet
    rows, columns = np.nonzero(is_quiet)
    return np.column_stack((places[rows], topics[columns]))


def bursts(trial: Trial, since: int, until: int, *, size: int, count: int) -> list[Burst]:
    """So many bursts of a size, on days and in quiet cells that are drawn alike; each ends before `until`."""
    rng, drawn = np.random.default_rng((SEED, size)), []
    for _ in range(count):
        day = int(rng.integers(since, until - BURST_DAYS + 1))
        cells = quiet_cells(trial, day)
        place, topic = cells[rng.integers(len(cells))].tolist()
        drawn.append(Burst(place, topic, day, spread_over(BURST_DAYS, size=size, rng=rng)))
    return drawn


def power(trial: Trial, evenings: Evenings, drawn: Sequence[Burst], *, threshold: float, progress: Progress) -> Power:
    """Which of the bursts, all of one size, raise an alarm that the evenings without them did not raise."""
    found = []
    for burst in drawn:
        found.append(find(trial, evenings, burst, threshold=threshold))
        progress(1)
    return Power(drawn[0].size, found)


def find(trial: Trial, evenings: Evenings, burst: Burst, *, threshold: float) -> Found:
    """The first evening of the burst on which an alarm names its place, and its topic or one around it.

    What was told before may hide it: then it counts as not found, as does an alarm that names a wider place.
    """
    before, topics = evenings.before(burst.first), trial.history.over.topics
    anyway = {(alarm.day, alarm.node) for alarm in evenings.alarms}
    for day in range(burst.first, burst.first + BURST_DAYS):
        raised = trial.raised(day, before=before, threshold=threshold, burst=burst)
        before += raised
        for place, topic in (alarm.node for alarm in raised if (day, alarm.node) not in anyway):
            if place == burst.place and topics.holds(topic, burst.topic):
                return Found(burst, day - burst.first + 1)
    return Found(burst, None)


def _leaves(tree: Tree) -> Integers:
    return np.flatnonzero(tree.ends == np.arange(len(tree)) + 1)
