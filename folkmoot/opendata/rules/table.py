"""The table that a release is made from: places, topics and months, with every sum in it and the lines they make."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from folkmoot.opendata.rules.suppression import Line, kept_back, rounded

#: stands behind the path of a place for what lies within it and at none of its parts
REST: Final = "*"
ALL_TOPICS: Final = ""
WHOLE_YEAR: Final = 0


class Cell(NamedTuple):
    """A count: at a place, given by its path, of a topic or of all, in a month or the whole year."""

    place: str
    topic: str
    month: int


@dataclass(frozen=True)
class Table:
    """Every count and the lines that tie them together. None is left out but those that are nothing."""

    counts: Mapping[Cell, int]
    lines: tuple[tuple[Cell, tuple[Cell, ...]], ...] = field(repr=False)

    def published(self, *, before: Collection[Cell] = (), shown: Collection[Cell] = ()) -> dict[Cell, int | None]:
        """Each count as it may be shown, rounded, None where it is kept back. See `kept_back`."""
        number = {cell: at for at, cell in enumerate(self.counts)}
        lines = [Line(number[total], tuple(number[part] for part in parts)) for total, parts in self.lines]
        hidden = kept_back(
            list(self.counts.values()),
            lines,
            before=[number[cell] for cell in before if cell in number],
            shown=[number[cell] for cell in shown if cell in number],
        )
        return {cell: None if number[cell] in hidden else rounded(count) for cell, count in self.counts.items()}


def table_of_month(counts: Mapping[Cell, int], *, county: int) -> Table:
    """The counts of one month, from the places at the depth `county` up."""
    return _table(counts, lowest=county, monthly=county)


def table_of_year(counts: Mapping[Cell, int], *, township: int, county: int) -> Table:
    """The counts of a year from the depth `township` up, and with them its months from the depth `county` up."""
    whole: dict[Cell, int] = defaultdict(int)
    for cell, count in counts.items():
        whole[cell._replace(month=WHOLE_YEAR)] += count
    return _table({**counts, **whole}, lowest=township, monthly=county)


def _table(counts: Mapping[Cell, int], *, lowest: int, monthly: int) -> Table:
    sums: dict[Cell, int] = defaultdict(int)
    parts: dict[str, set[str]] = defaultdict(set)
    # Sorted: which of two cells is kept back must not hang on the order in which a database gives them.
    for cell, count in sorted(counts.items()):
        deepest = lowest if cell.month == WHOLE_YEAR else monthly
        for place, within in _along(cell.place, deepest=deepest):
            if within:
                parts[place].add(within)
            for topic in (cell.topic, ALL_TOPICS):
                sums[Cell(place, topic, cell.month)] += count
    return Table(dict(sums), tuple(_lines(sums, parts)))


def _along(path: str, *, deepest: int) -> Iterator[tuple[str, str]]:
    """The places to which a case counts, each with the part of it in which it lies, "" for the last."""
    codes = path.split("/")[:-1]
    places = ["".join(f"{code}/" for code in codes[: n + 1]) for n in range(min(len(codes), deepest + 1))]
    if len(codes) <= deepest:
        places.append(places[-1] + REST)
    yield from zip(places, [*places[1:], ""], strict=True)


def _lines(sums: Mapping[Cell, int], parts: Mapping[str, Collection[str]]) -> Iterator[tuple[Cell, tuple[Cell, ...]]]:
    topics: dict[tuple[str, int], list[Cell]] = defaultdict(list)
    months: dict[tuple[str, str], list[Cell]] = defaultdict(list)
    for cell in sums:
        if cell.topic:
            topics[cell.place, cell.month].append(cell)
        if cell.month:
            months[cell.place, cell.topic].append(cell)
    for (place, month), found in topics.items():
        yield Cell(place, ALL_TOPICS, month), tuple(found)
    for (place, topic), found in months.items():
        whole = Cell(place, topic, WHOLE_YEAR)
        if whole in sums:
            yield whole, tuple(found)
    for cell in sums:
        within = [Cell(part, cell.topic, cell.month) for part in sorted(parts.get(cell.place, ()))]
        there = tuple(each for each in within if each in sums)
        if there:
            yield cell, there
