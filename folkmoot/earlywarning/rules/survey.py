"""All counts of a stretch of days over the two trees, from which every evening and every tier is cut out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final, Self

import numpy as np

from folkmoot.earlywarning.rules.counts import Counts, Integers
from folkmoot.earlywarning.rules.scan import Forest
from folkmoot.earlywarning.rules.tiers import Tier
from folkmoot.earlywarning.rules.topics import Group
from folkmoot.earlywarning.rules.tree import Tree

#: the topic of everything together
EVERYTHING: Final = ""


@dataclass(frozen=True)
class Survey:
    """Places and topics as trees, with the names of their nodes, and one row for each place, topic and day."""

    paths: tuple[str, ...]
    """Of each node of the places."""
    topics: tuple[str, ...]
    """Of each node of the topics: "" for everything, then each group followed by its topics."""
    over: Forest
    places_of: Integers
    topics_of: Integers
    days_of: Integers
    """Ordinal of the day, ascending (date.toordinal)."""
    cases_of: Integers

    @classmethod
    def of(
        cls, rows: Iterable[tuple[str, str, date, int]], *, groups: Mapping[Group, Sequence[str]], root: str
    ) -> Self:
        """From rows of (path of the place, topic, day, cases); a topic that no group has is left out."""
        topics, of_topic = _topics(groups)
        kept = [row for row in rows if row[1] in of_topic]
        paths, places = _places({row[0] for row in kept}, root=root)
        of_path = {path: node for node, path in enumerate(paths)}
        table = [(of_path[path], of_topic[topic], on.toordinal(), cases) for path, topic, on, cases in kept]
        found = np.array(table, dtype=np.int64).reshape(-1, 4)
        found = found[np.argsort(found[:, 2], kind="stable")]
        return cls(paths, tuple(topics), Forest(places, _tree_of_topics(groups)), *np.ascontiguousarray(found.T))

    def evening(self, as_of: date, *, span: int) -> Counts:
        """The counts as of the end of a day: that day and so many before it as make up `span` days."""
        last = as_of.toordinal()
        rows = slice(*np.searchsorted(self.days_of, (last - span + 1, last + 1)))
        days = self.days_of[rows] - (last - span + 1)
        table = np.column_stack((self.places_of[rows], self.topics_of[rows], days, self.cases_of[rows]))
        return Counts.of(table, span=span)

    def days_of_node(self, path: str, topic: str, *, as_of: date, span: int) -> Integers:
        """Cases of a place and topic on each day of an evening's span, shape (span,)."""
        counts, place, about = self.evening(as_of, span=span), self.node(path), self.topics.index(topic)
        is_in = (counts.places >= place) & (counts.places < self.over.places.ends[place])
        is_in &= (counts.topics >= about) & (counts.topics < self.over.topics.ends[about])
        daily = np.bincount(counts.days[is_in], weights=counts.cases[is_in], minlength=span)
        return daily.astype(np.int64)

    def tiers(self, depths: Iterable[int]) -> list[Tier]:
        """The places of these depths at which there are cases, the highest first."""
        wanted = set(depths)
        return sorted(
            Tier(int(depth), path)
            for depth, path in zip(self.over.places.depths, self.paths, strict=True)
            if depth in wanted
        )

    def node(self, path: str) -> int:
        """The number of a place. Raises KeyError where no case lies in it."""
        return self._nodes[path]

    @cached_property
    def _nodes(self) -> dict[str, int]:
        return {path: node for node, path in enumerate(self.paths)}


def _places(found: Iterable[str], *, root: str) -> tuple[tuple[str, ...], Tree]:
    every = {root}
    for path in found:
        codes = path.split("/")[:-1]
        every |= {"".join(f"{code}/" for code in codes[: n + 1]) for n in range(len(codes))}
    # Whatever begins with a path follows it at once, in the order of their characters: that is preorder.
    paths = tuple(sorted(path for path in every if path.startswith(root)))
    numbers = {path: node for node, path in enumerate(paths)}
    return paths, Tree.of([numbers[_above(path)] if path != root else -1 for path in paths])


def _above(path: str) -> str:
    return path[: path.rindex("/", 0, -1) + 1]


def _topics(groups: Mapping[Group, Sequence[str]]) -> tuple[list[str], dict[str, int]]:
    names = [EVERYTHING]
    for group, topics in groups.items():
        names += [group.value, *topics]
    leaves = {topic for topics in groups.values() for topic in topics}
    return names, {name: node for node, name in enumerate(names) if name in leaves}


def _tree_of_topics(groups: Mapping[Group, Sequence[str]]) -> Tree:
    parents = [-1]
    for topics in groups.values():
        group = len(parents)
        parents += [0, *[group] * len(topics)]
    return Tree.of(parents)
