"""Random small trees and counts, and the plainest possible scan of them: loops over every cut."""

from dataclasses import dataclass

from hypothesis import strategies as st

from folkmoot.earlywarning.rules.counts import Counts
from folkmoot.earlywarning.rules.scan import Forest
from folkmoot.earlywarning.rules.tree import Tree, preorder
from tests.earlywarning.rules.slow import Row, above, ratio


@st.composite
def trees(draw: st.DrawFn, most: int = 12) -> Tree:
    """A tree of one to `most` nodes."""
    parents = [-1, *(draw(st.integers(0, node - 1)) for node in range(1, draw(st.integers(1, most))))]
    order = preorder(parents).tolist()
    return Tree.of([order.index(parents[old]) if old else -1 for old in order])


@dataclass(frozen=True)
class World:
    """Two trees and the rows of cases in them: (place, topic, day, cases)."""

    forest: Forest
    rows: list[Row]
    span: int
    windows: int

    @property
    def counts(self) -> Counts:
        return Counts.of(self.rows, span=self.span)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """With up to 40 rows over 12 × 6 nodes and 30 days."""
    places, topics, span = draw(trees()), draw(trees(6)), draw(st.integers(2, 30))
    row = st.tuples(
        st.integers(0, len(places) - 1), st.integers(0, len(topics) - 1), st.integers(0, span - 1), st.integers(1, 4)
    )
    rows = draw(st.lists(row, min_size=1, max_size=40))
    return World(Forest(places, topics), rows, span, draw(st.integers(1, span - 1)))


def scan_slowly(world: World, *, condition: str) -> dict[tuple[int, int, int], float]:
    """The ratio of every (place, topic, window), by going through all rows for each."""
    place_parents, topic_parents = world.forest.places.parents.tolist(), world.forest.topics.parents.tolist()
    everything = sum(row[3] for row in world.rows)
    found = {}
    for place in range(len(place_parents)):
        for topic in range(len(topic_parents)):
            inside = [
                row
                for row in world.rows
                if place in above(place_parents, row[0]) and topic in above(topic_parents, row[1])
            ]
            n = sum(row[3] for row in inside)
            for window in range(1, world.windows + 1):
                first = world.span - window
                c = sum(row[3] for row in inside if row[2] >= first)
                if condition == "node":
                    found[place, topic, window] = ratio(c, n * window / world.span, n)
                else:
                    recent = sum(row[3] for row in world.rows if row[2] >= first)
                    found[place, topic, window] = ratio(c, n * recent / everything, everything)
    return found
