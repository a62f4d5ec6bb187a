"""Bursts that are put into counts to see whether a method finds them: extra cases of one topic in one place."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from folkmoot.earlywarning.rules.counts import Counts, Integers
from folkmoot.earlywarning.rules.scan import Reals

DAYS_A_WEEK: Final = 7


@dataclass(frozen=True)
class Burst:
    """Extra cases of one topic in one place, by day from the first on."""

    place: int
    topic: int
    first: int
    """Day on which it begins, numbered as the days of the counts are."""
    cases: tuple[int, ...]

    @property
    def size(self) -> int:
        """Extra cases of all its days."""
        return sum(self.cases)

    def rows(self, *, until: int) -> Integers:
        """Rows (place, topic, day, cases) of what has come up to a day, itself included; shape (rows, 4)."""
        came = [(self.first + n, cases) for n, cases in enumerate(self.cases) if cases and self.first + n <= until]
        return np.array([(self.place, self.topic, day, cases) for day, cases in came], dtype=np.int64).reshape(-1, 4)


def usual_a_week(counts: Counts, *, places: int, topics: int) -> Reals:
    """Cases a week that every place and topic has itself, the average over the whole span; shape (places, topics)."""
    own = np.zeros((places, topics))
    np.add.at(own, (counts.places, counts.topics), counts.cases)
    return own * (DAYS_A_WEEK / counts.span)


def spread_over(days: int, *, size: int, rng: np.random.Generator) -> tuple[int, ...]:
    """How many of `size` cases come on each day, all days alike but that the first has one at least."""
    others = rng.multinomial(size - 1, [1 / days] * days)
    return (int(others[0]) + 1, *(int(cases) for cases in others[1:]))
