"""Adding up what became of suggestions, and saying a share only where there is enough to have one."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

#: with fewer answers a share would say more about chance than about the suggestions
LEAST_FOR_A_SHARE: Final = 20


@dataclass(frozen=True)
class Counted:
    """Answers of one kind in one month about one category."""

    month: date
    category: str
    answer: str
    count: int


@dataclass
class Line:
    """What became of suggestions of a category in a month, or of all of them where `category` is empty."""

    month: date | None
    category: str
    taken: int = 0
    rejected: int = 0
    helped: int = 0
    useless: int = 0

    @property
    def taken_share(self) -> float | None:
        """The share of suggested categories that were taken, 0 to 1; None where too few were answered to say."""
        return _share(self.taken, self.rejected)

    @property
    def helped_share(self) -> float | None:
        """The share of answers that say that earlier disputes helped, 0 to 1; None where there are too few to say."""
        return _share(self.helped, self.useless)


def lines_of(counted: Iterable[Counted]) -> tuple[list[Line], Line]:
    """A line for each month and category, the latest month first, and one for all together."""
    lines: dict[tuple[date, str], Line] = {}
    whole: dict[str, int] = defaultdict(int)
    for each in counted:
        line = lines.setdefault((each.month, each.category), Line(each.month, each.category))
        setattr(line, each.answer, getattr(line, each.answer) + each.count)
        whole[each.answer] += each.count
    ordered = sorted(lines.values(), key=lambda line: (-(line.month or date.min).toordinal(), line.category))
    return ordered, Line(None, "", **whole)


def _share(of: int, other: int) -> float | None:
    return of / (of + other) if of + other >= LEAST_FOR_A_SHARE else None
