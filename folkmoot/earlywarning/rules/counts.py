"""Daily counts of cases by place and topic: sparse, over a span of days that ends today."""

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from folkmoot.earlywarning.rules.tree import Tree

Integers = npt.NDArray[np.int64]


class Disordered(ValueError):
    """Counts that name a day, a place or a topic outside their bounds, or fewer cases than one."""


@dataclass(frozen=True)
class Counts:
    """One row for each place, topic and day with cases: four arrays of one length, places ascending.

    A place may be a village or anything above it, a topic a leaf or a group. Days are 0 … span−1; span−1 is today.
    """

    places: Integers
    topics: Integers
    days: Integers
    cases: Integers
    span: int
    """Days that were counted, with those on which nothing came."""

    @classmethod
    def of(cls, rows: npt.ArrayLike, *, span: int) -> Self:
        """From rows of (place, topic, day, cases), shape (rows, 4), in any order. Raises Disordered."""
        table = np.asarray(rows, dtype=np.int64).reshape(-1, 4)
        if len(table) and (table[:, :3].min() < 0 or table[:, 2].max() >= span or table[:, 3].min() < 1):
            raise Disordered("a day outside the span, a place that is none, or no cases in a row")
        table = table[np.lexsort((table[:, 2], table[:, 1], table[:, 0]))]
        places, topics, days, cases = (np.ascontiguousarray(column) for column in table.T)
        return cls(places=places, topics=topics, days=days, cases=cases, span=span)

    @property
    def total(self) -> int:
        """All cases of all days."""
        return int(self.cases.sum())

    def daily(self) -> Integers:
        """Cases of each day, shape (span,)."""
        return np.bincount(self.days, weights=self.cases, minlength=self.span).astype(np.int64)

    def under(self, place: int, *, places: Tree) -> Self:
        """Only those within a place, which becomes node 0; its tree is `places.under(place)`."""
        return self.between(place, int(places.ends[place]))

    def between(self, first: int, end: int) -> Self:
        """Only those of the places first … end − 1, which are numbered from 0."""
        rows = slice(*np.searchsorted(self.places, (first, end)))
        return type(self)(
            places=self.places[rows] - first,
            topics=self.topics[rows],
            days=self.days[rows],
            cases=self.cases[rows],
            span=self.span,
        )

    def recent(self, days: int) -> Self:
        """Only those of the last so many days; the days keep their numbers."""
        rows = self.days >= self.span - days
        return type(self)(
            places=self.places[rows],
            topics=self.topics[rows],
            days=self.days[rows],
            cases=self.cases[rows],
            span=self.span,
        )
