"""A tree of places or of topics, as arrays: what lies within a node is a run of numbers."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]
Reals = npt.NDArray[np.float64]


class NotATree(ValueError):
    """The parents given make no tree with one root."""


@dataclass(frozen=True)
class Tree:
    """Nodes numbered 0 … n−1 in preorder: node 0 is the root, and all within node i are i … ends[i]−1."""

    parents: Integers
    """Parent of each node, shape (n,); −1 for the root."""
    ends: Integers = field(repr=False)
    """One more than the last node within each, shape (n,)."""
    depths: Integers = field(repr=False)
    """Steps from the root, shape (n,)."""

    def __len__(self) -> int:
        return len(self.parents)

    @classmethod
    def of(cls, parents: Sequence[int] | Integers) -> Self:
        """The tree of nodes that are numbered in preorder. Raises NotATree where they are not; see `preorder`."""
        above = np.asarray(parents, dtype=np.int64)
        count = len(above)
        if count == 0 or above[0] != -1 or (above[1:] < 0).any() or (above >= np.arange(count)).any():
            raise NotATree("the root must come first, and every node after its parent")
        sizes, depths = np.ones(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
        for node in range(count - 1, 0, -1):
            sizes[above[node]] += sizes[node]
        way = [0]
        for node in range(1, count):
            depths[node] = depth = depths[above[node]] + 1
            # In preorder a parent is the last node seen on its level, and the way down to it is still open.
            if depth > len(way) or way[depth - 1] != above[node]:
                raise NotATree("the nodes are not in preorder")
            way[depth:] = [node]
        ends = np.arange(count) + sizes
        return cls(parents=above, ends=ends, depths=depths)

    @property
    def levels(self) -> int:
        """How many levels the tree has, the root's among them."""
        return int(self.depths.max()) + 1

    @property
    def ancestors(self) -> Integers:
        """The node of each level on the way from the root, shape (n, levels); −1 below the node itself."""
        found = np.full((len(self), self.levels), -1, dtype=np.int64)
        for node in range(len(self)):
            if node:
                found[node] = found[self.parents[node]]
            found[node, self.depths[node]] = node
        return found

    def sums(self, values: Integers) -> Integers:
        """What each node and all within it hold together; `values` has the nodes as its first axis."""
        running = np.zeros((len(self) + 1, *values.shape[1:]), dtype=np.int64)
        np.cumsum(values, axis=0, out=running[1:])
        inside: Integers = running[self.ends] - running[:-1]
        return inside

    def sums_of_reals(self, values: Reals) -> Reals:
        """The same of what is not counted but measured: nothing but nothing adds up to nothing."""
        inside = values.copy()
        for node in range(len(self) - 1, 0, -1):
            inside[self.parents[node]] += inside[node]
        return inside

    def under(self, node: int) -> Self:
        """The tree of a node and all within it, renumbered from 0."""
        inside = slice(node, self.ends[node])
        return type(self)(
            parents=np.maximum(self.parents[inside] - node, -1),
            ends=self.ends[inside] - node,
            depths=self.depths[inside] - self.depths[node],
        )

    def alone(self) -> Self:
        """The tree of the root without what lies within it."""
        return type(self)(parents=self.parents[:1], ends=np.ones(1, dtype=np.int64), depths=self.depths[:1])

    def holds(self, outer: int, inner: int) -> bool:
        """Whether `inner` is `outer` or lies within it."""
        return bool(outer <= inner < self.ends[outer])


def preorder(parents: Sequence[int]) -> Integers:
    """The order in which to number nodes so that `Tree.of` takes them: old numbers, the root's first.

    `parents` may be in any order, −1 for the one root. Raises NotATree where nodes cannot be reached from it.
    """
    within: dict[int, list[int]] = {}
    for node, parent in enumerate(parents):
        within.setdefault(parent, []).append(node)
    order, waiting = [], within.get(-1, [])[::-1]
    if len(waiting) != 1:
        raise NotATree("there must be one root")
    while waiting:
        node = waiting.pop()
        order.append(node)
        waiting.extend(reversed(within.get(node, [])))
    if len(order) != len(parents):
        raise NotATree("some nodes hang on no root")
    return np.array(order, dtype=np.int64)
