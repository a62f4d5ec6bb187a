"""EARS C1, C2 and C3: a day against the days just before it, for topics and places with a short past.

Source: Hutwagner et al. 2003 (The bioterrorism preparedness and response Early Aberration Reporting System). Counts
follow each other without gaps, and the last is today's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean, stdev
from typing import Final

BASELINE_DAYS: Final = 7
# C2 and C3 leave out two days, so that an outbreak that begins does not raise what is expected.
GUARD_DAYS: Final = 2
# Where the baseline does not vary at all any day would be infinitely far from it.
LEAST_DEVIATION: Final = 1.0
ALARM: Final = 3.0
ALARM_OF_THREE_DAYS: Final = 2.0


class TooShort(ValueError):
    """There are fewer days than the baseline needs."""


@dataclass(frozen=True)
class Aberration:
    """How far today is from its baseline, in standard deviations, and whether that is an alarm."""

    statistic: float
    is_alarm: bool


def c1(counts: Sequence[int]) -> Aberration:
    """Against the seven days just before; an alarm above three. Raises TooShort with fewer than eight days."""
    statistic = _deviations(counts, guard=0)
    return Aberration(statistic, statistic > ALARM)


def c2(counts: Sequence[int]) -> Aberration:
    """Against the seven days that end three days before; an alarm above three. Raises TooShort with fewer than ten."""
    statistic = _deviations(counts, guard=GUARD_DAYS)
    return Aberration(statistic, statistic > ALARM)


def c3(counts: Sequence[int]) -> Aberration:
    """What C2 has above one on this and the two days before, together; an alarm above two.

    Raises TooShort with fewer than twelve days.
    """
    three = (counts[: len(counts) - back] for back in range(3))
    statistic = sum(max(0.0, _deviations(until, guard=GUARD_DAYS) - 1) for until in three)
    return Aberration(statistic, statistic > ALARM_OF_THREE_DAYS)


def _deviations(counts: Sequence[int], *, guard: int) -> float:
    if len(counts) < BASELINE_DAYS + guard + 1:
        raise TooShort(f"{len(counts)} days are fewer than {BASELINE_DAYS + guard + 1}")
    end = len(counts) - 1 - guard
    baseline = counts[end - BASELINE_DAYS : end]
    return (counts[-1] - mean(baseline)) / max(stdev(baseline), LEAST_DEVIATION)
