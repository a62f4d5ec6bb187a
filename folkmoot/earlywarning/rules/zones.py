"""Sets of places that are scanned together: circles around each place, or everything below each node of a tree."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from folkmoot.earlywarning.rules.counts import Integers
from folkmoot.earlywarning.rules.tree import Tree

Reals = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Zones:
    """Zone i holds the places `members[starts[i]:starts[i + 1]]`, of which there is at least one."""

    members: Integers
    starts: Integers

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, zone: int) -> tuple[int, ...]:
        return tuple(self.members[self.starts[zone] : self.starts[zone + 1]].tolist())

    @classmethod
    def of(cls, zones: Iterable[Iterable[int]]) -> Self:
        """From the places of each zone."""
        listed = [list(zone) for zone in zones]
        return cls(
            members=np.array([place for zone in listed for place in zone], dtype=np.int64),
            starts=np.cumsum([0, *map(len, listed)]),
        )

    def sums(self, values: Reals) -> Reals:
        """What each zone holds of `values`, whose second to last axis is the places."""
        summed: Reals = np.add.reduceat(values[..., self.members, :], self.starts[:-1], axis=-2)
        return summed


def branches(tree: Tree) -> Zones:
    """Every node of a tree with all below it."""
    return Zones.of(range(node, tree.ends[node]) for node in range(len(tree)))


def circles(points: Reals, *, sizes: Reals, share: float = 0.5) -> Zones:
    """Around each point its nearest 1, 2, … points, itself first, while they hold at most a share of all `sizes`.

    `points` are coordinates of any dimension, shape (n, d): kilometres on a plane, or unit vectors on the globe, whose
    chords order as their arcs do. Points at one distance enter together, and circles of the same places count once.
    """
    limit = sizes.sum() * share * (1 + 1e-12)
    found: dict[frozenset[int], list[int]] = {}
    for centre in points:
        distances = np.sqrt(((points - centre) ** 2).sum(axis=1))
        order = np.argsort(distances, kind="stable")
        is_edge = np.append(np.diff(distances[order]) > 1e-12, [True])
        for last in np.flatnonzero(is_edge & (np.cumsum(sizes[order]) <= limit)):
            inside = order[: last + 1].tolist()
            found.setdefault(frozenset(inside), inside)
    return Zones.of(found.values())


def on_globe(degrees: Reals) -> Reals:
    """Unit vectors of latitudes and longitudes, shape (n, 2) → (n, 3)."""
    latitude, longitude = np.radians(degrees).T
    return np.column_stack(
        (np.cos(latitude) * np.cos(longitude), np.cos(latitude) * np.sin(longitude), np.sin(latitude))
    )
