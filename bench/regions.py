"""Made-up regions for early warning: a province in Jiangxi's sizes, and a country of all villages of China."""

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from folkmoot.earlywarning.rules.counts import Counts
from folkmoot.earlywarning.rules.scan import Forest
from folkmoot.earlywarning.rules.tree import Tree

SPAN: Final = 365
SEED: Final = 1
#: cities, counties in each, townships in each; villages are shared out evenly among the townships
PROVINCE: Final = (11, 9, 18), 22_080
#: provinces, cities, counties, townships
COUNTRY: Final = (31, 11, 9, 14), 620_574
#: groups of topics, topics in each
TOPICS: Final = (10,), 60
#: cases whose topics and days are drawn at a time
AT_ONCE: Final = 500_000


def tree(branches: tuple[int, ...], leaves: int) -> Tree:
    """A tree whose nodes of each level have so many below them, and so many leaves in all."""
    parents = [-1]
    above: list[int] = []
    lowest = int(np.prod(branches))
    shares = [leaves // lowest + (number < leaves % lowest) for number in range(lowest)]
    numbers = iter(shares)

    def grow(parent: int, level: int) -> None:
        for _ in range(branches[level] if level < len(branches) else next(numbers)):
            node = len(parents)
            parents.append(parent)
            if level < len(branches):
                grow(node, level + 1)
            else:
                above.append(node)

    grow(0, 0)
    return Tree.of(parents)


def region(branches: tuple[int, ...], villages: int, *, cases: int) -> tuple[Counts, Forest]:
    """A year of counts: villages and topics of very different sizes, days all alike; a row for each case."""
    over, rng = Forest(tree(branches, villages), tree(*TOPICS)), np.random.default_rng(SEED)
    sizes, shares = (rng.gamma(shape, size=len(leaves(of))) for shape, of in ((1, over.places), (0.7, over.topics)))
    of_villages = rng.multinomial(cases, sizes / sizes.sum())
    # As small as they can be: a country's year has to leave room for its tree.
    columns: dict[str, Any] = {
        "places": np.repeat(leaves(over.places).astype(np.int32), of_villages),
        "topics": np.concatenate(list(_topics(leaves(over.topics), shares, cases=cases, rng=rng))),
        "days": rng.integers(0, SPAN, cases, dtype=np.int16),
        "cases": np.ones(cases, dtype=np.int8),
    }
    return Counts(**columns, span=SPAN), over


def leaves(of: Tree) -> npt.NDArray[np.int64]:
    """The nodes that have nothing below them."""
    return np.flatnonzero(of.ends == np.arange(len(of)) + 1)


def _topics(
    among: npt.NDArray[np.int64], shares: npt.NDArray[np.float64], *, cases: int, rng: np.random.Generator
) -> Iterator[npt.NDArray[np.int16]]:
    for first in range(0, cases, AT_ONCE):
        yield rng.choice(among, min(AT_ONCE, cases - first), p=shares / shares.sum()).astype(np.int16)


def points(over: Forest) -> npt.NDArray[np.float64]:
    """Every place somewhere in a square of 400 kilometres, villages near their township."""
    rng = np.random.default_rng(SEED)
    towns = rng.uniform(0, 400, size=(len(over.places), 2))
    return towns[np.maximum(over.places.parents, 0)] + rng.normal(0, 4, size=towns.shape)
