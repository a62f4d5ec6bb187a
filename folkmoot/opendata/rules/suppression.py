"""Which counts are kept back before a table is published, so that no small one can be worked out from the others.

A count of 1 to 9 is kept back (primary suppression), and so are others that would give it away: in each line of the
table, a total and the parts it is the sum of, what is kept back must hide itself (complementary suppression). Of a
shown total, at least two parts are kept back and they are ten or more together. Of a total that is kept back so are
parts that are ten or more together, else it would hide no more than they do. Both are marked alike, so a mark does not
say that a count is small. What is shown is rounded to 5.

Source: Hundepool et al., Handbook on Statistical Disclosure Control (2nd ed. 2024), §4.2 to §4.4 and §4.6; a sum of
kept-back counts is itself a count that may be too small (§4.3.2).
"""

import heapq
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

#: the smallest count that is shown, except none
SMALLEST: Final = 10
#: to what a shown count is rounded
BASE: Final = 5
#: parts of a shown total that are kept back, at least, if any is
FEWEST: Final = 2


@dataclass(frozen=True)
class Line:
    """A total and the cells that add up to it, by their numbers."""

    total: int
    parts: tuple[int, ...]


def is_small(count: int) -> bool:
    """Whether a count is too small to be shown by itself."""
    return 0 < count < SMALLEST


def rounded(count: int) -> int:
    """A count as it is shown, rounded to 5."""
    return (count + BASE // 2) // BASE * BASE


def kept_back(
    counts: Sequence[int], lines: Sequence[Line], *, before: Collection[int] = (), shown: Collection[int] = ()
) -> frozenset[int]:
    """The cells that are kept back, by number: the small ones, and those that would give one away.

    Of a table whose counts add up along its `lines`. `before` and `shown` are cells that were published already, kept
    back and not: none of `shown` is kept back now, for that would hide nothing. None is always shown.
    """
    return _Hiding(counts, lines, before=before, shown=shown).run()


class _Hiding:
    """Keeps back cell after cell until every line hides what it must."""

    def __init__(
        self, counts: Sequence[int], lines: Sequence[Line], *, before: Collection[int], shown: Collection[int]
    ) -> None:
        self.counts, self.lines, self.open = counts, lines, frozenset(shown)
        self.hidden = {n for n, count in enumerate(counts) if is_small(count)} - self.open | set(before)
        self.of: dict[int, list[int]] = {}
        for number, line in enumerate(lines):
            for cell in (line.total, *line.parts):
                self.of.setdefault(cell, []).append(number)

    def run(self) -> frozenset[int]:
        waiting = sorted({number for cell in self.hidden for number in self.of.get(cell, ())})
        heapq.heapify(waiting)
        while waiting:
            for cell in self.missing(self.lines[heapq.heappop(waiting)]):
                self.hidden.add(cell)
                for number in self.of[cell]:
                    heapq.heappush(waiting, number)
        return frozenset(self.hidden)

    def missing(self, line: Line) -> list[int]:
        """What else has to be kept back in a line: the fewest cases that suffice, or the total where none are left."""
        inside = [cell for cell in line.parts if cell in self.hidden]
        if line.total in self.hidden:
            return self.more(line, inside, fewest=1, least=min(SMALLEST, self.counts[line.total]))
        if not inside:
            return []
        found = self.more(line, inside, fewest=FEWEST, least=SMALLEST)
        kept = [*inside, *found]
        suffices = len(kept) >= FEWEST and sum(self.counts[cell] for cell in kept) >= SMALLEST
        return found if suffices or line.total in self.open else [line.total]

    def more(self, line: Line, inside: Sequence[int], *, fewest: int, least: int) -> list[int]:
        """The smallest parts with which so many are kept back that are so much together; all where none suffice."""
        together, found = sum(self.counts[cell] for cell in inside), list[int]()
        if len(inside) >= fewest and together >= least:
            return found
        for cell in self.smallest(line):
            found.append(cell)
            together += self.counts[cell]
            if len(inside) + len(found) >= fewest and together >= least:
                break
        return found

    def smallest(self, line: Line) -> list[int]:
        """Parts that may yet be kept back, the smallest first."""
        able = [c for c in line.parts if self.counts[c] and c not in self.hidden and c not in self.open]
        return sorted(able, key=lambda cell: (self.counts[cell], cell))
