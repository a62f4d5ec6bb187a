"""All that is known of the past: counts by day, place and topic, from which the counts of any evening are taken."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Final, Self

import numpy as np
import numpy.typing as npt

from folkmoot.earlywarning.rules.bursts import Burst
from folkmoot.earlywarning.rules.counts import Counts, Integers
from folkmoot.earlywarning.rules.scan import Forest
from folkmoot.earlywarning.rules.tree import Tree

#: parts of the path of a place or topic, from the widest to the narrowest
SEPARATOR: Final = "/"
NOTHING: Final = np.empty((0, 4), dtype=np.int64)


class NoCases(ValueError):
    """There is not one case to test with."""


@dataclass(frozen=True, order=True)
class DailyCases:
    """Cases of one day, place and topic, the last two as paths such as `ZH/ZH-AU`."""

    day: date
    place: str
    topic: str
    cases: int


@dataclass(frozen=True)
class History:
    """Rows of (place, topic, day, cases) in the order of their days, with the trees that give the numbers a meaning."""

    first: date
    """Day 0."""
    days: int
    rows: Integers
    """Shape (rows, 4)."""
    over: Forest
    places: tuple[str, ...]
    """Path of each place, the root's first: "" where several have nothing above them."""
    topics: tuple[str, ...]

    @classmethod
    def of(cls, daily: Iterable[DailyCases]) -> Self:
        """From the cases of each day, place and topic, in any order. Raises NoCases."""
        lines = sorted(daily)
        if not lines:
            raise NoCases
        places, topics = (_paths(getattr(line, of) for line in lines) for of in ("place", "topic"))
        place_of, topic_of = ({path: n for n, path in enumerate(paths)} for paths in (places, topics))
        first = lines[0].day
        numbers = [(place_of[line.place], topic_of[line.topic], (line.day - first).days, line.cases) for line in lines]
        rows = np.array(numbers, dtype=np.int64)
        days = int(rows[-1, 2]) + 1
        return cls(first, days, rows, Forest(_tree(places), _tree(topics)), tuple(places), tuple(topics))

    @property
    def cases(self) -> int:
        """Cases of all days."""
        return int(self.rows[:, 3].sum())

    def number(self, day: date) -> int:
        """The number of a day, which may lie outside of the history."""
        return (day - self.first).days

    def day(self, number: int) -> date:
        """The day of a number."""
        return self.first + timedelta(days=number)

    def group(self, topic: int) -> str:
        """The widest topic below everything that holds a topic."""
        depth = min(1, int(self.over.topics.depths[topic]))
        return self.topics[int(self.over.topics.ancestors[topic, depth])]

    def evening(self, day: int, *, span: int, burst: Burst | None = None) -> Counts:
        """Counts of the `span` days that end with a day, as they stood that evening; with a burst, if one is given."""
        since = day + 1 - span
        rows = self.rows[slice(*np.searchsorted(self._days, (since, day + 1)))]
        rows = np.concatenate((rows, burst.rows(until=day) if burst else NOTHING))
        return Counts.of(rows - np.array((0, 0, since, 0)), span=span)

    @cached_property
    def topics_began(self) -> Integers:
        """The day on which each topic, or one within it, was first used, shape (topics,)."""
        began = np.full(len(self.topics), self.days)
        np.minimum.at(began, self.rows[:, 1], self.rows[:, 2])
        for topic in range(len(self.topics) - 1, 0, -1):
            above = self.over.topics.parents[topic]
            began[above] = min(began[above], began[topic])
        return began

    @cached_property
    def _days(self) -> npt.NDArray[np.int64]:
        return np.ascontiguousarray(self.rows[:, 2])


def _paths(named: Iterable[str]) -> list[str]:
    """Every path with all above it, in preorder; with "" as the root of all where there is more than one."""
    found = {path: None for name in set(named) for path in _with_all_above(name)}
    roots = {path.split(SEPARATOR)[0] for path in found}
    ordered = sorted(found, key=lambda path: path.split(SEPARATOR))
    return ordered if len(roots) == 1 else ["", *ordered]


def _with_all_above(path: str) -> list[str]:
    parts = path.split(SEPARATOR)
    return [SEPARATOR.join(parts[:length]) for length in range(1, len(parts) + 1)]


def _tree(paths: Sequence[str]) -> Tree:
    number = {path: n for n, path in enumerate(paths)}
    above = [number.get(path.rpartition(SEPARATOR)[0], 0) for path in paths]
    return Tree.of([-1, *above[1:]])
